"""The demo's clock: a step forward, a moment, or the real time."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, StringField, TimeField
from wtforms.validators import AnyOf, InputRequired, Optional, ValidationError

from portal.clock import LONDON

STEPS = {"600": _l("10 minutes later"), "3600": _l("An hour later"), "86400": _l("A day later")}
REAL = "real"
EARLIEST, LATEST = 2020, 2100


class StepForm(FlaskForm):  # type: ignore[misc]
    """A button was pressed: so many seconds forward, or back to the real time."""

    by = StringField(validators=[AnyOf([*STEPS, REAL])])


class MomentForm(FlaskForm):  # type: ignore[misc]
    """A day and a time in London."""

    day = DateField(_l("Day"), validators=[InputRequired(_l("Choose a day."))])
    at = TimeField(_l("Time in London"), validators=[InputRequired(_l("Choose a time."))])
    by = StringField(validators=[Optional()])

    def validate_day(self, field: DateField) -> None:
        """A day that calendars and school years know."""
        if field.data and not EARLIEST <= field.data.year < LATEST:
            raise ValidationError(_("Choose a day from 2020 to 2099."))

    @property
    def moment(self) -> datetime:
        """The moment that was chosen."""
        assert self.day.data
        assert self.at.data
        return datetime.combine(self.day.data, self.at.data, tzinfo=LONDON)
