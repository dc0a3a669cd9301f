"""What a young person is asked for at the door."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, ValidationError

from portal.keys import codes


class CardForm(FlaskForm):  # type: ignore[misc]
    """A card: the secret of its QR code, which a script puts here, or the code printed on it."""

    secret = HiddenField()
    # TRANSLATORS: read by children from 7 on; the 12 letters and numbers printed on their card
    code = StringField(_l("The code on your card"))

    def validate_code(self, field: StringField) -> None:
        """Only the shape is looked at here; whether anyone has this card is nobody's business."""
        if not self.secret.data and not codes.tidy(field.data or ""):
            raise ValidationError(_l("Type the 12 signs on your card."))


class TapForm(FlaskForm):  # type: ignore[misc]
    """A tap on a picture. There is nothing to get wrong: the button says which."""

    picture = StringField()
