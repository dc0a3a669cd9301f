"""What staff are asked for at their door, and when a secret of theirs changes."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import InputRequired

from portal.blueprints.account.services.passwords import Weakness
from portal.keys import codes
from portal.web.typed import tidy

WHAT_TO_DO: dict[Weakness, LazyString] = {
    Weakness.SHORT: _l("Type at least 15 letters, numbers or signs. Three or four words are good."),
    Weakness.LONG: _l("Type 200 letters, numbers or signs at most."),
    Weakness.KNOWN: _l("This password is on lists of stolen passwords. Choose another one."),
    Weakness.EASY: _l("This password is easy to guess. Choose words that do not belong together."),
}


class PasswordForm(FlaskForm):  # type: ignore[misc]
    """The first half of signing in."""

    email = StringField(_l("Email"), [InputRequired(_l("Type your email"))])
    password = PasswordField(_l("Password"), [InputRequired(_l("Type your password"))])

    @property
    def address(self) -> str:
        """The address, as it was typed, without signs that a database refuses."""
        return tidy(self.email.data)


class CodeForm(FlaskForm):  # type: ignore[misc]
    """The second half: six digits from the app."""

    code = StringField(_l("Code from your app"))

    def validate_code(self, field: StringField) -> None:
        """Spaces are forgiven, and digits of any script."""
        if len(codes.digits(field.data or "")) != 6:
            raise ValidationError(_l("Type the 6 digits that your app shows now"))

    @property
    def digits(self) -> str:
        """What was typed, as 0 to 9."""
        return codes.digits(self.code.data or "")


class PaperCodeForm(FlaskForm):  # type: ignore[misc]
    """Twelve signs from paper."""

    code = StringField(_l("Code from your paper"))

    def validate_code(self, field: StringField) -> None:
        """Spaces, hyphens and small letters are forgiven."""
        if not codes.tidy(field.data or ""):
            raise ValidationError(_l("Type all 12 letters and digits"))


class FirstForm(PaperCodeForm):
    """The first time: who they are, and the code that the coordinator printed."""

    email = StringField(_l("Email"), [InputRequired(_l("Type your email"))])

    @property
    def address(self) -> str:
        """The address, as it was typed, without signs that a database refuses."""
        return tidy(self.email.data)

    @property
    def signs(self) -> str:
        """The code, as it was typed."""
        return str(self.code.data or "")


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    """A new password, twice, because nobody sees what they type."""

    password = PasswordField(_l("New password"), [InputRequired(_l("Type a password"))])
    again = PasswordField(_l("The same password again"))

    def validate_again(self, field: PasswordField) -> None:
        """Both must be the same."""
        if self.password.data and field.data != self.password.data:
            raise ValidationError(_l("The two passwords are not the same. Type both again."))

    @property
    def chosen(self) -> str:
        """The password, as it was typed."""
        return str(self.password.data or "")


class GeneratorForm(CodeForm):
    """A code generator that is shown, brought back sealed, and proven by one of its codes."""

    offer = HiddenField()
