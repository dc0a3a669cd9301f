"""What staff write down about a concern."""

import uuid
from collections.abc import Iterable

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.blueprints.concerns.services.worrying import Worry
from portal.blueprints.concerns.words import MOVES
from portal.models import Level, Person, Pupil
from portal.safeguarding import Move, is_named
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


class WorryForm(OnceForm):
    """What worries a member of staff about a child, how soon somebody has to be there, and which staff it is about."""

    pupil = SelectField(_l("Which child?"))
    level = RadioField(
        _l("How soon does somebody have to be with the child?"),
        choices=[
            SelectChoice(Level.NOW.value, _l("Now: the child may be in danger")),
            SelectChoice(Level.TODAY.value, _l("Today: somebody has to look at it")),
        ],
    )
    words = TextAreaField(
        _l("What worries you: what you saw and heard, where and when. Their words as they said them."), filters=[tidy]
    )
    about = SelectMultipleField(_l("Is it about somebody who works here?"))

    def __init__(self, pupils: Iterable[Pupil], colleagues: Iterable[Person], *, chosen: str) -> None:
        super().__init__(pupil=chosen)
        names = [(str(one.id), one.person.full_name) for one in pupils]
        self.pupil.choices = [("", _l("Choose a name")), *names]
        self._colleagues = list(colleagues)
        self.about.choices = [(str(one.id), one.full_name) for one in self._colleagues]

    @property
    def named(self) -> list[Person]:
        """Colleagues whose name stands in the words and who are not ticked."""
        words, ticked = self.words.data or "", set(self.about.data or ())
        names = [one for one in self._colleagues if is_named(words, one.first_name, one.last_name)]
        return [one for one in names if str(one.id) not in ticked]

    def said_of(self, person: Person) -> str:
        """Whether it is about them: "yes", "no", or nothing yet."""
        return request.form.get(f"named-{person.id}", "")

    def validate_about(self, _field: SelectMultipleField) -> None:
        """Of whoever is named it is said whether it is about them, before anything goes out to anybody."""
        unsaid = [one for one in self.named if self.said_of(one) not in ("yes", "no")]
        if unsaid:
            raise ValidationError(_l("You wrote a colleague's name. Say if it is about them. Nothing is sent yet"))

    def validate_pupil(self, field: SelectField) -> None:
        """One of them."""
        if not field.data:
            raise ValidationError(_l("Choose a name"))

    def validate_words(self, field: TextAreaField) -> None:
        """Whoever is told has to know what it is."""
        if not field.data:
            raise ValidationError(_l("Write down what worries you"))
        if len(field.data) > LONGEST:
            raise ValidationError(_l("This is too long for one note. Send it in two parts"))

    @property
    def worry(self) -> Worry:
        """What was filled in, once it was taken."""
        about = {uuid.UUID(one) for one in self.about.data}
        about |= {one.id for one in self.named if self.said_of(one) == "yes"}
        level = Level(self.level.data)
        return Worry(uuid.UUID(self.pupil.data), level, self.words.data, frozenset(about), self.number)


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
