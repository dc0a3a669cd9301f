"""What somebody who wants to be rung is asked."""

import uuid

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, ValidationError

from portal.models import GoodTime


class AskForCallForm(FlaskForm):  # type: ignore[misc]
    """When it suits; a tap on a picture sends it. The number makes a form that is sent twice one call."""

    client_id = HiddenField(default=lambda: str(uuid.uuid4()))
    page = HiddenField()
    good_time = StringField()

    def validate_client_id(self, field: HiddenField) -> None:
        """Only a number that we could have made."""
        try:
            field.data = str(uuid.UUID(field.data or ""))
        except ValueError:
            field.data = str(uuid.uuid4())

    def validate_good_time(self, field: StringField) -> None:
        """One of the pictures."""
        if field.data not in set(GoodTime):
            raise ValidationError(_l("Tap the time that suits you."))
