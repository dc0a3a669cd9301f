"""What staff write down about a concern."""

import uuid
from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import ValidationError

from portal.blueprints.concerns.words import MOVES
from portal.models import Person
from portal.safeguarding import Move
from portal.web.press import OnceForm
from portal.web.typed import tidy

LONGEST = 10_000


class StepForm(OnceForm):
    """One step, in words. Only the steps that are open now are offered."""

    what = RadioField(_l("What do you write down?"))
    words = TextAreaField(
        _l("In words: who, when, where. Facts first; what you think stands apart from them."), filters=[tidy]
    )

    def __init__(self, moves: Iterable[Move]) -> None:
        super().__init__()
        self.what.choices = [(move.value, words) for move, words in MOVES.items() if move in set(moves)]

    def validate_words(self, field: TextAreaField) -> None:
        """None of these is done by one press."""
        if not (field.data or "").strip():
            raise ValidationError(_l("Write down what happened"))
        if len(field.data) > LONGEST:
            raise ValidationError(_l("This is too long for one note. Send it in two parts"))

    @property
    def move(self) -> Move:
        """What was chosen."""
        return Move(self.what.data)


class AboutForm(FlaskForm):  # type: ignore[misc]
    """Which member of staff a concern is about."""

    person = SelectField(_l("It is about"))

    def __init__(self, staff: Iterable[Person] = ()) -> None:
        super().__init__()
        self.person.choices = [("", _l("Choose a name")), *((str(one.id), one.full_name) for one in staff)]
        self.person.validate_choice = False

    @property
    def person_id(self) -> uuid.UUID | None:
        """Who was chosen; None for nobody that there could be."""
        try:
            return uuid.UUID(self.person.data or "")
        except ValueError:
            return None
