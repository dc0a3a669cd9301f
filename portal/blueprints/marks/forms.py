"""A tap on one of five buttons, and the minutes of somebody who came late or for a part."""

import uuid
from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, ValidationError

from portal import clock
from portal.models import Mark, SessionMark
from portal.web.press import OnceForm


class MarkForm(OnceForm):
    """One tap. It carries the day, and the mark that stood there when the page was drawn."""

    mark = StringField()
    on = HiddenField()
    shown = HiddenField()

    def validate_mark(self, field: StringField) -> None:
        """One of the five."""
        if field.data not in set(Mark):
            raise ValidationError(_l("Tap one of the five"))

    @property
    def day(self) -> date:
        """The day of the session; today for what is no day."""
        return day_of(self.on.data)

    @property
    def shown_id(self) -> uuid.UUID | None:
        """The mark that the page showed; None for none."""
        try:
            return uuid.UUID(self.shown.data or "")
        except ValueError:
            return None


class MinutesForm(OnceForm):
    """How many minutes the child was there, once a session is marked."""

    minutes = StringField(_l("Minutes there"))

    def __init__(self, row: SessionMark) -> None:
        super().__init__(data={"minutes": str(row.attended_minutes)})
        self._most = row.offered_minutes

    def validate_minutes(self, field: StringField) -> None:
        """A whole number, and no more than the session had."""
        field.data = (field.data or "").strip()
        if not (field.data.isascii() and field.data.isdigit() and len(field.data) <= 4 and self.said <= self._most):
            raise ValidationError(_l("Type a number of minutes that is not longer than the session"))

    @property
    def said(self) -> int:
        """The minutes that were typed."""
        return int(self.minutes.data)


def day_of(written: str | None) -> date:
    """A day in an address or a form, "2026-11-23"; today for what is none."""
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return clock.today()
