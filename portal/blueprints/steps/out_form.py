"""What staff are asked when a step is taken out: why, and which step takes its days."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.blueprints.steps.services.taking_out import TakeOut
from portal.blueprints.steps.words import CLOSES
from portal.heard.form import NamingForm
from portal.models import WayStep
from portal.returning.taking_out import Closes
from portal.web.press import VersionForm
from portal.web.typed import tidy

LONGEST = 500


class OutForm(VersionForm, NamingForm):
    """A step is taken out, with the reason that everybody reads who reads the steps."""

    closes = RadioField(
        _l("Who takes its days?"),
        choices=[SelectChoice(one.value, word) for one, word in CLOSES.items()],
        validate_choice=False,
    )
    reason = TextAreaField(_l("Why it is taken out"))

    def __init__(self, step: WayStep) -> None:
        super().__init__(data={"version": str(step.version), "closes": Closes.BEFORE.value})

    def validate_closes(self, field: RadioField) -> None:
        """One of the two."""
        if field.data not in set(Closes):
            raise ValidationError(_l("Choose which step takes its days"))

    def validate_reason(self, field: TextAreaField) -> None:
        """No step goes without a word."""
        field.data = tidy(field.data)
        if len(field.data) > LONGEST:
            raise ValidationError(_l("Use fewer words here. Yours are still in the box"))
        if not field.data:
            raise ValidationError(_l("Write why. Everybody who reads the steps reads it"))

    @property
    def sent(self) -> TakeOut:
        """What is to be kept."""
        return TakeOut(self.reason.data, Closes(self.closes.data))
