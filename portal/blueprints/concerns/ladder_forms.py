"""What is asked about who is told: one small form for each."""

import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal import clock
from portal.blueprints.concerns.words import LEVELS, WHO, after_minutes
from portal.models import Level, Person, Setting, Site, WhoIsTold
from portal.safeguarding.ladder import Step
from portal.web.date_parts import DateParts
from portal.web.typed import tidy

# A day of minutes: who is told later than that is told too late.
MOST_MINUTES = 24 * 60
LONGEST_WORDS = 300
FURTHEST_DAYS = 730
NOBODY = ("", _l("Nobody"))


def _names(people: Iterable[Person]) -> list[tuple[str, str]]:
    return [(str(one.id), one.full_name) for one in people]


def _id(field: SelectField) -> uuid.UUID | None:
    return uuid.UUID(field.data) if field.data else None


class AddStepForm(FlaskForm):  # type: ignore[misc]
    """One more who is told: of which level, after how long, and who."""

    level = RadioField(
        _l("Of which concerns?"), choices=[SelectChoice(one.value, words) for one, words in LEVELS.items()]
    )
    minutes = StringField(_l("After how many minutes?"), filters=[tidy])
    who = SelectField(_l("Who does it go to?"))

    def __init__(self, staff: Iterable[Person]) -> None:
        super().__init__()
        self.who.choices = [*((one.value, words) for one, words in WHO.items()), *_names(staff)]

    def validate_minutes(self, field: StringField) -> None:
        """A whole number, as many as a day has at most."""
        if not re.fullmatch(r"\d{1,4}", field.data, re.ASCII) or int(field.data) > MOST_MINUTES:
            raise ValidationError(_l("Type a whole number from 0 to %(most)s", most=MOST_MINUTES))

    @property
    def step(self) -> Step:
        """What was chosen."""
        if self.who.data in {one.value for one in WHO}:
            return Step(int(self.minutes.data), WhoIsTold(self.who.data))
        return Step(int(self.minutes.data), WhoIsTold.PERSON, uuid.UUID(self.who.data))


class TakeStepOffForm(FlaskForm):  # type: ignore[misc]
    """One who is told no longer."""

    step = SelectField(_l("Who does it go to no longer?"))

    def __init__(self, steps: Sequence[tuple[Level, Step]], names: dict[uuid.UUID, Person]) -> None:
        super().__init__()
        self.steps = {
            f"{level} {step.after_minutes} {step.who} {step.person_id}": (level, step) for level, step in steps
        }
        self.step.choices = [
            (key, " · ".join((str(LEVELS[level]), after_minutes(step.after_minutes), _who(step, names))))
            for key, (level, step) in self.steps.items()
        ]

    @property
    def chosen(self) -> tuple[Level, Step]:
        """The level and the step."""
        return self.steps[self.step.data]


def _who(step: Step, names: dict[uuid.UUID, Person]) -> str:
    return names[step.person_id].full_name if step.person_id else str(WHO[step.who])


class DutyForm(FlaskForm):  # type: ignore[misc]
    """Who may be rung when nobody watches."""

    words = TextAreaField(_l("What a young person reads then"), filters=[tidy])
    phone = StringField(_l("Which number may they ring?"), filters=[tidy])

    def __init__(self, setting: Setting) -> None:
        super().__init__(data={"words": setting.duty_words, "phone": setting.duty_phone})

    def validate_words(self, field: TextAreaField) -> None:
        """Nothing is cut."""
        if len(field.data) > LONGEST_WORDS:
            raise ValidationError(_l("Write it shorter: up to %(most)s letters", most=LONGEST_WORDS))

    def validate_phone(self, field: StringField) -> None:
        """A number that can be rung, or none."""
        digits = sum(map(str.isdigit, field.data))
        if field.data and (not re.fullmatch(r"[\d\s+()./-]{3,40}", field.data, re.ASCII) or digits < 3):
            raise ValidationError(_l("Type a phone number, for example 01632 960 100"))


class LeadForm(FlaskForm):  # type: ignore[misc]
    """Who is in charge at one site."""

    site = SelectField(_l("Which site?"))
    person = SelectField(_l("Who is in charge there?"))

    def __init__(self, sites: Iterable[Site], staff: Iterable[Person]) -> None:
        super().__init__()
        self.site.choices = [(str(one.id), one.name) for one in sites]
        self.person.choices = [NOBODY, *_names(staff)]

    @property
    def leads(self) -> dict[uuid.UUID, uuid.UUID | None]:
        """Who, by the site."""
        return {uuid.UUID(self.site.data): _id(self.person)}


class AboveHeadForm(FlaskForm):  # type: ignore[misc]
    """Whom a concern about the head goes to."""

    person = SelectField(_l("Who does a concern about the head go to?"))

    def __init__(self, setting: Setting, staff: Iterable[Person]) -> None:
        super().__init__(data={"person": str(setting.above_head_id or "")})
        self.person.choices = [NOBODY, *_names(staff)]

    @property
    def person_id(self) -> uuid.UUID | None:
        """Who was chosen."""
        return _id(self.person)


class AbsenceForm(FlaskForm):  # type: ignore[misc]
    """Who is away, from which day to which, and who answers families meanwhile."""

    person = SelectField(_l("Who is away?"))
    from_on = DateParts(_l("From which day?"), missing=_l("Type the first day"))
    until_on = DateParts(_l("Until which day?"), missing=_l("Type the last day"))
    cover = SelectField(_l("Who answers messages meanwhile?"))

    def __init__(self, own_id: uuid.UUID, staff: Iterable[Person], covers: Iterable[Person]) -> None:
        super().__init__(data={"person": str(own_id)})
        self.person.choices = _names(staff)
        self.cover.choices = [NOBODY, *_names(covers)]

    def validate_cover(self, field: SelectField) -> None:
        """Nobody covers for themself."""
        if field.data and field.data == self.person.data:
            raise ValidationError(_l("Choose somebody else"))

    @property
    def cover_id(self) -> uuid.UUID | None:
        """Who answers meanwhile; None when nobody is named."""
        return _id(self.cover)

    def validate_until_on(self, field: DateParts) -> None:
        """Not before the first day, not over, and not for ever."""
        if not field.data or not self.from_on.data:
            return
        if field.data < max(self.from_on.data, clock.today()):
            raise ValidationError(_l("The last day is over, or comes before the first"))
        if field.data > clock.today() + timedelta(days=FURTHEST_DAYS):
            raise ValidationError(_l("That is too far ahead. Type a day in the next two years"))

    @property
    def person_id(self) -> uuid.UUID:
        """Who was chosen."""
        return uuid.UUID(self.person.data)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last; what was typed has been looked at."""
        assert self.from_on.data is not None
        assert self.until_on.data is not None
        return self.from_on.data, self.until_on.data
