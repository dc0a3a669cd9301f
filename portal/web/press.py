"""What a form carries beside what it asks: its token, a number that makes it once, the version of shared words."""

import uuid

from flask_wtf import FlaskForm
from wtforms import HiddenField

# No row is changed so often; a longer number is none of ours, and no database could hold it.
MOST_DIGITS = 9


class PressForm(FlaskForm):  # type: ignore[misc]
    """A button and nothing to fill in."""


class OnceForm(FlaskForm):  # type: ignore[misc]
    """A form with a number of its own: sent twice, by an impatient thumb or after a lost signal, it is once."""

    client_id = HiddenField(default=lambda: str(uuid.uuid4()))

    def validate_client_id(self, field: HiddenField) -> None:
        """Only a number that we could have made; for any other there is a new one."""
        try:
            field.data = str(uuid.UUID(field.data or ""))
        except ValueError:
            field.data = str(uuid.uuid4())

    def renew(self) -> None:
        """Another number: what stands in the form now is something new."""
        self.client_id.data = str(uuid.uuid4())

    @property
    def number(self) -> uuid.UUID:
        """The number of this form."""
        return uuid.UUID(self.client_id.data)


class VersionForm(FlaskForm):  # type: ignore[misc]
    """Words that several people edit: the form carries the version it was opened with (portal/revisions)."""

    version = HiddenField()

    @property
    def opened(self) -> int:
        """The version the form was opened with; -1, older than any, for a number that we did not make."""
        digits = str(self.version.data or "")
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS else -1
