"""What is asked at the doors, and what to do when an answer is not taken."""

import re

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.keys import codes
from portal.models import Device

# One "@" with something on both sides and nothing that cannot stand in an address; whether post arrives is the proof.
_EMAIL = re.compile(r"[^\s@\x00-\x1f\x7f<>\"(),:;\\]{1,64}@[^\s@\x00-\x1f\x7f<>\"(),:;\\]{1,190}")

_DEVICES = [SelectChoice(Device.SHARED, _l("No, I share it")), SelectChoice(Device.OWN, _l("Yes, it is mine"))]


def _own_phone() -> RadioField:
    """Asked each time, and no is what stands there (reliability.md §4.4)."""
    return RadioField(_l("Is this your own phone?"), choices=_DEVICES, default=Device.SHARED, validate_choice=False)


class DoorForm(FlaskForm):  # type: ignore[misc]
    """A carer's address, and whose phone it is."""

    email = StringField(_l("Your email"))
    phone = _own_phone()

    def validate_email(self, field: StringField) -> None:
        """Say what to type."""
        if not (field.data or "").strip():
            raise ValidationError(_l("Type your email"))
        if not _EMAIL.fullmatch(self.address):
            raise ValidationError(_l("Type your whole email, like name@example.org"))

    @property
    def address(self) -> str:
        """The address as it is kept: in lower case, without spaces around it."""
        return str(self.email.data or "").strip().lower()

    @property
    def device(self) -> Device:
        """Shared, unless they said that it is theirs."""
        return Device.OWN if self.phone.data == Device.OWN else Device.SHARED


class CodeForm(FlaskForm):  # type: ignore[misc]
    """The six numbers from the letter."""

    code = StringField(_l("Your code"))

    def validate_code(self, _field: StringField) -> None:
        """Spaces are forgiven, and numbers of any script."""
        if len(self.digits) != 6:
            raise ValidationError(_l("Type the 6 numbers of your code"))

    @property
    def digits(self) -> str:
        """What was typed, as 0 to 9."""
        return codes.digits(str(self.code.data or ""))


class PaperForm(FlaskForm):  # type: ignore[misc]
    """The twelve signs on a paper from the key worker, and whose phone it is."""

    code = StringField(_l("The code on your paper"))
    phone = _own_phone()

    def validate_code(self, field: StringField) -> None:
        """Spaces, hyphens and small letters are forgiven."""
        if not codes.tidy(str(field.data or "")):
            raise ValidationError(_l("Type all 12 letters and numbers"))

    @property
    def device(self) -> Device:
        """Shared, unless they said that it is theirs."""
        return Device.OWN if self.phone.data == Device.OWN else Device.SHARED


class LooksForm(FlaskForm):  # type: ignore[misc]
    """How big the words are, and which colours."""

    text = RadioField(
        _l("How big are the words?"),
        choices=[
            SelectChoice("", _l("As they are")),
            SelectChoice("large", _l("Big")),
            SelectChoice("largest", _l("Very big")),
        ],
        validate_choice=False,
    )
    scheme = RadioField(
        _l("Which colours?"),
        choices=[
            SelectChoice("", _l("The same as my phone")),
            SelectChoice("light", _l("Light")),
            SelectChoice("dark", _l("Dark")),
            SelectChoice("calm", _l("Calm")),
        ],
        validate_choice=False,
    )
