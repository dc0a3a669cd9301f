"""What staff are asked who write a plan."""

import json
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal import clock
from portal.blueprints.way import words
from portal.blueprints.way.shared import RISK_FIELDS, SECTION_FIELDS, words_of_risk, words_of_section
from portal.heard.form import NamingForm
from portal.models import Person, PersonRole, WayBack, WayKind, WayPerson, WayRisk, WaySection
from portal.returning import titles
from portal.returning.beginning import DESTINATIONS
from portal.revisions import ClashError
from portal.web.date_parts import DateParts
from portal.web.dates import full_date
from portal.web.press import OnceForm, VersionForm
from portal.web.typed import tidy

LONGEST = 4_000
LONGEST_LINE = 200
FURTHEST_DAYS = 100


def _fits(field: Any, most: int = LONGEST) -> None:
    field.data = tidy(field.data)
    if len(field.data) > most:
        raise ValidationError(_l("Use fewer words here. Yours are still in the box"))


def _choices(labels: Any) -> list[SelectChoice]:
    return [SelectChoice(value.value, label) for value, label in labels.items()]


class SharedForm(VersionForm, NamingForm):
    """Words that several people edit, and what stands in the boxes when two of them clash."""

    def take(self, clash: ClashError) -> None:
        """Keep what both wrote: their words where this person changed nothing, this person's own where they did."""
        for name in clash.fields:
            if clash.mine[name] == clash.opened.get(name, ""):
                self.put(name, clash.theirs[name])
        self.version.data = str(clash.version)

    def put(self, name: str, value: str) -> None:
        """Put a shared word into its box."""
        if isinstance(self[name], DateParts):
            self[name].put(date.fromisoformat(value) if value else None)
        else:
            self[name].data = bool(value) if name == "is_for_school" else value


class SectionForm(SharedForm):
    """What is agreed in a section, what happens about the rest, and whether the school reads it."""

    agreed = TextAreaField(words.FIELDS["agreed"])
    about_the_rest = TextAreaField(words.FIELDS["about_the_rest"])
    is_for_school = BooleanField(_l("The school reads this part"))

    def __init__(self, section: WaySection, draft: str = "") -> None:
        typed: dict[str, Any] = {**words_of_section(section), "version": str(section.version)}
        typed |= json.loads(draft) if draft else {}
        super().__init__(data={**typed, "is_for_school": bool(typed["is_for_school"])})

    def validate_agreed(self, field: TextAreaField) -> None:
        """As many words as a page holds."""
        _fits(field)

    validate_about_the_rest = validate_agreed

    @property
    def all_words(self) -> str:
        """What was written, in one piece: to look whether it names another child."""
        return f"{self.agreed.data or ''}\n{self.about_the_rest.data or ''}"

    @property
    def shared(self) -> dict[str, str]:
        """What was sent, by field."""
        words = {name: str(self[name].data or "") for name in SECTION_FIELDS[:2]}
        return {**words, "is_for_school": "yes" if self.is_for_school.data else ""}

    @property
    def typed(self) -> str:
        """What is kept for later: the words with the version they were opened with, so that a clash is seen."""
        return json.dumps({**self.shared, "version": str(self.version.data or "")}, ensure_ascii=False)


class WayForm(SharedForm):
    """Where a plan leads, and the day everybody hopes for; of a short break, the day it ended."""

    destination = RadioField(words.FIELDS["destination"], validate_choice=False)
    goal_on = DateParts(words.FIELDS["goal_on"])
    ended_on = DateParts(words.FIELDS["ended_on"])

    def __init__(self, way: WayBack) -> None:
        typed = {"destination": way.destination.value, "goal_on": way.goal_on, "ended_on": way.ended_on}
        super().__init__(data={**typed, "version": str(way.version)})
        self.way = way
        self.destination.choices = [SelectChoice(one.value, titles.DESTINATIONS[one]) for one in DESTINATIONS[way.kind]]
        if way.kind is not WayKind.SHORT_BREAK:
            del self.ended_on

    def validate_destination(self, field: RadioField) -> None:
        """One to which this plan can lead."""
        if field.data not in set(DESTINATIONS[self.way.kind]):
            raise ValidationError(_l("Choose where it leads"))

    def validate_goal_on(self, field: DateParts) -> None:
        """Never before the plan begins."""
        if field.data and field.data < self.way.begun_on:
            begins = full_date(self.way.begun_on)
            raise ValidationError(_("The plan begins on %(day)s. Choose that day or a later one", day=begins))

    validate_ended_on = validate_goal_on

    @property
    def shared(self) -> dict[str, str]:
        """What was sent, by field."""
        days = {name: self[name].data for name in ("goal_on", "ended_on") if name in self}
        return {
            "destination": self.destination.data,
            **{name: on.isoformat() if on else "" for name, on in days.items()},
        }


class PersonForm(OnceForm):
    """An adult who helps: somebody who works here, or somebody else by the name that families know."""

    role = RadioField(_l("What are they there for?"), choices=_choices(titles.ROLES), validate_choice=False)
    person = SelectField(_l("Somebody who works here"), validate_choice=False)
    name = StringField(_l("Or somebody else: the name that families know"))
    words = StringField(_l("When and where to find them"))

    def __init__(self, staff: list[Person]) -> None:
        super().__init__()
        self._staff = {str(one.id): one for one in staff}
        self.person.choices = [
            SelectChoice("", _l("Nobody from here")),
            *(SelectChoice(key, one.full_name) for key, one in self._staff.items()),
        ]

    def validate_role(self, field: RadioField) -> None:
        """One of the five."""
        if field.data not in set(titles.ROLES):
            raise ValidationError(_l("Choose what they are there for"))

    def validate_name(self, field: StringField) -> None:
        """One of the two."""
        _fits(field, LONGEST_LINE)
        if not field.data and self.person.data not in self._staff:
            raise ValidationError(_l("Choose somebody, or write a name"))

    def validate_words(self, field: StringField) -> None:
        """A line."""
        _fits(field, LONGEST_LINE)

    @property
    def facts(self) -> dict[str, Any]:
        """Who it is: a member of staff, else the name."""
        person = self._staff.get(self.person.data or "")
        who = {"person_id": person.id, "name": ""} if person else {"person_id": None, "name": self.name.data}
        return {"role": self.role.data, "words": self.words.data, **who}


class ChangePersonForm(PersonForm):
    """A line as it stands, with the line as it was opened: somebody else may change it meanwhile."""

    was = HiddenField()

    def __init__(self, line: WayPerson, staff: list[Person]) -> None:
        super().__init__(staff)
        if not self.is_submitted():
            self.role.data, self.words.data = line.role.value, line.words
            self.person.data, self.name.data = str(line.person_id or ""), line.name
            self.was.data = words.person_line(line)

    @property
    def mine(self) -> str:
        """The line as it is to be."""
        person = self._staff.get(self.person.data or "")
        who = person.first_name if person else self.name.data or ""
        return words.person_text(PersonRole(self.role.data), who, self.words.data or "")


class RiskForm(OnceForm, SharedForm):
    """One line about keeping safe, in words that blame nobody."""

    hazard = RadioField(words.FIELDS["hazard"], choices=_choices(words.HAZARDS), validate_choice=False)
    likelihood = RadioField(words.FIELDS["likelihood"], choices=_choices(words.LIKELIHOODS), validate_choice=False)
    what_we_do = TextAreaField(words.FIELDS["what_we_do"])
    who_knows = StringField(words.FIELDS["who_knows"])
    review_on = DateParts(words.FIELDS["review_on"], missing=_l("Say on which day we look at it next"))
    is_over = BooleanField(_l("This is over. Take the line out"))

    def __init__(self, risk: WayRisk | None = None) -> None:
        typed: dict[str, Any] = {"version": "0"}
        if risk is not None:
            typed = {**words_of_risk(risk), "review_on": risk.review_on, "version": str(risk.version)}
        super().__init__(data=typed)
        self._was_on = risk.review_on if risk else None

    def validate_hazard(self, field: RadioField) -> None:
        """One of the list."""
        if field.data not in set(words.HAZARDS):
            raise ValidationError(_l("Choose what could go wrong"))

    def validate_likelihood(self, field: RadioField) -> None:
        """One of the three."""
        if field.data not in set(words.LIKELIHOODS):
            raise ValidationError(_l("Choose how often"))

    def validate_what_we_do(self, field: TextAreaField) -> None:
        """Without it the line helps nobody."""
        _fits(field)
        if not field.data:
            raise ValidationError(_l("Write what we do first"))

    def validate_who_knows(self, field: StringField) -> None:
        """A line."""
        _fits(field, LONGEST_LINE)

    def validate_review_on(self, field: DateParts) -> None:
        """Not a day that has passed, unless it stood there."""
        if field.data and field.data < clock.today() and field.data != self._was_on:
            raise ValidationError(_l("This day has passed. Choose today or a later day"))

    def put(self, name: str, value: str) -> None:
        """That it is over is a tick."""
        if name == "ended_on":
            self.is_over.data = bool(value)
        else:
            super().put(name, value)

    @property
    def all_words(self) -> str:
        """What was written, in one piece: to look whether it names another child."""
        return f"{self.what_we_do.data or ''}\n{self.who_knows.data or ''}"

    @property
    def shared(self) -> dict[str, str]:
        """What was sent, by field."""
        texts, on = {name: str(self[name].data or "") for name in RISK_FIELDS[:4]}, self.review_on.data
        ended = clock.today().isoformat() if self.is_over.data else ""
        return {**texts, "review_on": on.isoformat() if on else "", "ended_on": ended}


class BreakForm(OnceForm):
    """The first day of a suspension."""

    away_on = DateParts(_l("The first day away from school"), missing=_l("Say which day was the first"))

    def __init__(self, away_on: date | None = None) -> None:
        super().__init__(data={"away_on": away_on})

    def validate_away_on(self, field: DateParts) -> None:
        """Around today: a year that was typed wrong is asked about."""
        if field.data and abs((field.data - clock.today()).days) > FURTHEST_DAYS:
            raise ValidationError(_l("This day is far from today. Look at the year once more"))
