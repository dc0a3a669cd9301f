"""What somebody is asked about a goal: what they saw, where it stands on a ladder, what the goal is."""

import uuid
from collections.abc import Iterable
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal import clock
from portal.blueprints.goals.services.notes import NewNote
from portal.blueprints.goals.words import AREAS
from portal.heard import Audience
from portal.heard.form import OWN_WAYS, NamingForm, SayForm
from portal.images import Picture, picture_from
from portal.models import Goal, HowSaid, Person, Rung
from portal.web.date_parts import DateParts
from portal.web.photo_field import is_chosen, photo_in
from portal.web.press import OnceForm, VersionForm
from portal.web.typed import tidy

LONGEST_WORDS = 2000
MOST_STEPS = 12
# The fields of a goal that are plain words.
WORDS = ("own_words", "team_words", "steps", "helps_here", "helps_home")


class NoteForm(SayForm):
    """What somebody saw or wants to say, and a photo of something made; one of the two is enough.

    A photo that is not taken never takes the words with it: they stay in the form, which says what can be done.
    """

    for_review = HiddenField()
    photo = FileField(_l("A photo of something made"))

    def __init__(self, *, audience: Audience, most_bytes: int, for_review: bool) -> None:
        super().__init__(audience=audience, needs_words=False, for_review="yes" if for_review else "")
        self._most_bytes = most_bytes
        self.picture: Picture | None = None

    def validate_words(self, field: TextAreaField) -> None:
        """Something, unless a photo says it."""
        self.needs_words = not is_chosen(self.photo)
        super().validate_words(field)

    def validate_photo(self, field: FileField) -> None:
        """Decode it; say what it is when it is no photo."""
        if is_chosen(field):
            self.picture = photo_in(field, picture_from, most_bytes=self._most_bytes)

    def asks_about(self, names: list[str]) -> bool:
        """The same question as beside all words; a browser forgets the photo meanwhile."""
        asks = super().asks_about(names)
        if asks and self.picture:
            self.photo.errors = [_l("Choose the photo once more")]
        return asks

    @property
    def note(self) -> NewNote:
        """What is to be kept."""
        photo = (self.picture.content, self.picture.width, self.picture.height) if self.picture else None
        is_review = bool(self.for_review.data)
        return NewNote(self.words.data, HowSaid(self.how_said.data), self.readers, photo, self.number, is_review)


class LadderForm(OnceForm):
    """A tap on a rung sends it. `for_young`: a member of staff writes down what the young person says."""

    for_young = HiddenField()
    rung = StringField()

    def validate_rung(self, field: StringField) -> None:
        """One of the four."""
        if field.data not in set(Rung):
            raise ValidationError(_l("Tap where you are on the ladder."))


class HelpedForm(FlaskForm):  # type: ignore[misc]
    """Who helped to move the ladder; nobody has to say."""

    how_said = StringField()

    def validate_how_said(self, field: StringField) -> None:
        """One of the three."""
        if field.data not in OWN_WAYS:
            raise ValidationError(_l("Tap who helped you."))


class StepForm(FlaskForm):  # type: ignore[misc]
    """A small step, and whether it is done."""

    step = StringField()
    done = StringField()

    @property
    def step_id(self) -> uuid.UUID | None:
        """Which step; None for what is no number."""
        try:
            return uuid.UUID(self.step.data or "")
        except ValueError:
            return None


class EndForm(VersionForm):
    """That a goal has ended, as it stood when the page was opened."""


class GoalForm(OnceForm, VersionForm, NamingForm):
    """The shared words of a goal. They carry the version they were opened with."""

    area = RadioField(
        _l("What is it about?"),
        choices=[SelectChoice(area.value, words) for area, words in AREAS.items()],
        validate_choice=False,
    )
    own_words = TextAreaField(_l("The goal in the young person's words"))
    team_words = TextAreaField(_l("What the adults call it"))
    steps = TextAreaField(_l("Small steps"))
    helpers = SelectMultipleField(_l("Who helps"), validate_choice=False)
    helps_here = TextAreaField(_l("What we do here"))
    helps_home = TextAreaField(_l("What helps at home"))
    review_on = DateParts(_l("The day we look at it next"))
    is_for_school = BooleanField(_l("The school reads this goal"))

    def __init__(
        self, *, staff: Iterable[Person], goal: Goal | None = None, words: dict[str, str] | None = None
    ) -> None:
        super().__init__(data=_typed(words) if words else None)
        self.goal = goal
        self.staff = list(staff)
        if goal is not None and not self.is_submitted():
            self.version.data = str(goal.version)

    def validate_area(self, field: RadioField) -> None:
        """One must be chosen."""
        if field.data not in set(AREAS):
            raise ValidationError(_l("Choose what it is about"))

    def validate_team_words(self, field: TextAreaField) -> None:
        """A goal has words."""
        self._check_length(field)
        if not field.data:
            raise ValidationError(_l("Write what the adults call it"))

    def validate_own_words(self, field: TextAreaField) -> None:
        """Empty until the young person has said it."""
        self._check_length(field)

    def validate_helps_here(self, field: TextAreaField) -> None:
        """What we do here."""
        self._check_length(field)

    def validate_helps_home(self, field: TextAreaField) -> None:
        """What helps at home."""
        self._check_length(field)

    def validate_steps(self, field: TextAreaField) -> None:
        """One a line, and not so many that nobody sees the first."""
        self._check_length(field)
        field.data = "\n".join(line.strip() for line in field.data.split("\n") if line.strip())
        if field.data.count("\n") >= MOST_STEPS:
            raise ValidationError(_l("Write 12 steps at most, one on each line"))

    def validate_helpers(self, field: SelectMultipleField) -> None:
        """Whoever works here; nobody else is taken."""
        known = {str(person.id) for person in self.staff}
        field.data = sorted(known & set(field.data or ()))

    def validate_review_on(self, field: DateParts) -> None:
        """Never before the goal begins."""
        begins = self.goal.started_on if self.goal else clock.today()
        if field.data and field.data < begins:
            raise ValidationError(_l("This day is before the goal begins. Choose a later day"))

    @property
    def all_words(self) -> str:
        """What was written, in one piece: to look whether it names another child."""
        return "\n".join(self[name].data for name in WORDS)

    @property
    def saved(self) -> dict[str, str]:
        """Each field as the text that a revision keeps."""
        return {
            "area": self.area.data,
            **{name: self[name].data for name in WORDS},
            "helpers": "\n".join(self.helpers.data),
            "review_on": self.review_on.data.isoformat() if self.review_on.data else "",
            "is_for_school": "yes" if self.is_for_school.data else "",
        }

    def take(self, words: dict[str, str], version: int) -> None:
        """Hold these texts, and the version they are to be saved over."""
        self.version.data = str(version)
        for name, value in _typed(words).items():
            self[name].data = value
        on = self.review_on.data
        self.review_on.typed = {part: str(getattr(on, part)) if on else "" for part in DateParts.PARTS}

    def _check_length(self, field: TextAreaField) -> None:
        field.data = tidy(field.data)
        if len(field.data) > LONGEST_WORDS:
            raise ValidationError(_l("Use fewer words: up to 2,000 letters"))


def _typed(words: dict[str, str]) -> dict[str, object]:
    on = words.get("review_on", "")
    return {
        **words,
        "helpers": words.get("helpers", "").split(),
        "review_on": date.fromisoformat(on) if on else None,
        "is_for_school": bool(words.get("is_for_school")),
    }
