"""What staff write about a step, and what they answer."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.blueprints.steps.services.answering import Decided
from portal.blueprints.steps.services.timetable import WITH_A_ROOM
from portal.blueprints.steps.services.writing import Sent
from portal.blueprints.steps.week_field import WeekField
from portal.blueprints.steps.weeks import FIELDS, slots_in, week_text
from portal.blueprints.steps.words import DECISIONS, wall
from portal.blueprints.steps.words import FIELDS as LABELS
from portal.heard.form import NamingForm
from portal.models import Person, Readiness, Way
from portal.returning.steps import time_of
from portal.revisions import ClashError
from portal.timetable.names import WAYS
from portal.web.date_parts import DateParts
from portal.web.press import OnceForm, PressForm, VersionForm
from portal.web.typed import tidy

LONGEST, LONGEST_LINE = 2_000, 120
TEXTS = ("title", "room", "meets_name", "way_out", "ready_when", "pause_if", "lessons")
WEEKS = (1, 2, 3, 4)


class StepForm(OnceForm, VersionForm, NamingForm):
    """A step. Its words carry the version they were opened with; nothing that was typed is lost."""

    title = StringField(LABELS["title"])
    way = RadioField(
        LABELS["way"],
        choices=[SelectChoice(way.value, word) for way, word in WAYS.items()],
        validate_choice=False,
    )
    starts_on = DateParts(LABELS["starts_on"], missing=_l("Say which day is the first"))
    ends_on = DateParts(LABELS["ends_on"], missing=_l("Say which day is the last"))
    moves_neighbours = BooleanField(_l("The steps beside it end the day before and begin the day after"))
    week = WeekField(LABELS["week"])
    room = StringField(LABELS["room"])
    meets_id = SelectField(LABELS["meets_id"], validate_choice=False)
    meets_name = StringField(LABELS["meets_name"])
    way_out = StringField(LABELS["way_out"])
    ready_when = TextAreaField(LABELS["ready_when"])
    pause_if = TextAreaField(LABELS["pause_if"])
    times = TextAreaField(LABELS["times"])
    lessons = TextAreaField(LABELS["lessons"])
    people = SelectMultipleField(LABELS["people"], validate_choice=False)

    def __init__(self, *, staff: Iterable[Person], words: dict[str, str] | None = None, version: int = 0) -> None:
        super().__init__(data={**_typed(words), "version": str(version)} if words else None)
        self.staff = list(staff)
        self.meets_id.choices = [
            SelectChoice("", _("Nobody of us")),
            *(SelectChoice(str(one.id), one.full_name) for one in self.staff),
        ]
        self.known = {str(one.id) for one in self.staff} | {(words or {}).get("meets_id", "")}

    def validate_title(self, field: StringField) -> None:
        """A step has a name, in words that the child knows."""
        _fits(field, LONGEST_LINE)
        if not field.data:
            raise ValidationError(_l("Give the step a name that the child knows"))

    def validate_way(self, field: RadioField) -> None:
        """One of the ways."""
        if field.data not in set(Way):
            raise ValidationError(_l("Choose how it happens"))

    def validate_room(self, field: StringField) -> None:
        """A line."""
        _fits(field, LONGEST_LINE)

    def validate_meets_id(self, field: SelectField) -> None:
        """Somebody who works here, or nobody."""
        if (field.data or "") not in self.known | {""}:
            raise ValidationError(_l("Choose somebody who works here, or write a name below"))

    validate_meets_name = validate_way_out = validate_room

    def validate_ready_when(self, field: TextAreaField) -> None:
        """As many words as a page holds."""
        _fits(field, LONGEST)

    validate_pause_if = validate_ready_when

    def validate_times(self, field: TextAreaField) -> None:
        """Times that can be kept: in the first session of each day, never before it."""
        lines = _lines(field)
        found = [at for line in lines if (at := time_of(line))]
        if len(found) < len(lines):
            raise ValidationError(_l("Write one time on each line, like 9:30 or 10:00"))
        first: dict[int, Any] = {}
        for slot in self.week.data or ():
            first.setdefault(slot.weekday, slot)
        for at in found:
            if any(not slot.starts <= at < slot.ends for slot in first.values()):
                raise ValidationError(
                    _("%(time)s is not in the first session of each day. Offer a time that is", time=wall(at))
                )
        field.data = "\n".join(dict.fromkeys(wall(at) for at in found))

    def validate_lessons(self, field: TextAreaField) -> None:
        """One a line."""
        _fits(field, LONGEST)
        field.data = "\n".join(dict.fromkeys(_lines(field)))

    def validate_people(self, field: SelectMultipleField) -> None:
        """Whoever works here; nobody else is taken."""
        field.data = [one for one in field.data or () if one in self.known]

    @property
    def all_words(self) -> str:
        """What was written, in one piece: to look whether it names another child."""
        return "\n".join(self[name].data or "" for name in TEXTS)

    @property
    def sent(self) -> Sent:
        """Each field as the text that a revision keeps."""
        special = {
            "starts_on": self.starts_on.data.isoformat() if self.starts_on.data else "",
            "ends_on": self.ends_on.data.isoformat() if self.ends_on.data else "",
            "week": week_text(self.week.data or ()),
            "people": "\n".join(sorted(self.people.data or ())),
            # At home a place would be an address; and where one of us meets the child, nobody else does.
            "room": self.room.data if self.way.data in WITH_A_ROOM else "",
            "meets_name": "" if self.meets_id.data else self.meets_name.data,
        }
        words = {name: special[name] if name in special else str(self[name].data or "") for name in FIELDS}
        return Sent(words, bool(self.moves_neighbours.data))

    def take(self, clash: ClashError) -> None:
        """Keep what both wrote: their words where this person changed nothing, this person's own where they did."""
        for name in clash.fields:
            if clash.mine[name] == clash.opened.get(name, ""):
                self._put(name, clash.theirs[name])
        self.version.data = str(clash.version)

    def _put(self, name: str, value: str) -> None:
        typed = _typed({name: value})[name]
        if isinstance(self[name], DateParts | WeekField):
            self[name].put(typed)
        else:
            self[name].data = typed


class DecideForm(PressForm):
    """What a person answers, why, and how many weeks later where the step comes later."""

    decision = RadioField(
        _l("What is decided?"),
        choices=[SelectChoice(one.value, word) for one, word in DECISIONS.items()],
        validate_choice=False,
    )
    reason = TextAreaField(_l("Why? The young person reads it"))
    weeks = RadioField(
        _l("When it comes later: how many weeks?"),
        choices=[SelectChoice(str(weeks), str(weeks)) for weeks in WEEKS],
        default="1",
        validate_choice=False,
    )

    def validate_decision(self, field: RadioField) -> None:
        """One of the three."""
        if field.data not in set(Readiness):
            raise ValidationError(_l("Choose what is decided"))

    def validate_reason(self, field: TextAreaField) -> None:
        """A decision without a reason is none."""
        _fits(field, LONGEST)
        if not field.data:
            raise ValidationError(_l("Write why, in words the young person knows"))

    def validate_weeks(self, field: RadioField) -> None:
        """A few whole weeks."""
        if field.data not in {str(weeks) for weeks in WEEKS}:
            raise ValidationError(_l("Choose 1 to 4 weeks"))

    @property
    def decided(self) -> Decided:
        """What is to be kept."""
        return Decided(Readiness(self.decision.data), self.reason.data, int(self.weeks.data))


def _typed(words: dict[str, str]) -> dict[str, Any]:
    typed: dict[str, Any] = dict(words)
    for name in ("starts_on", "ends_on"):
        if name in typed:
            typed[name] = date.fromisoformat(typed[name]) if typed[name] else None
    if "week" in typed:
        typed["week"] = slots_in(words["week"])
    if "people" in typed:
        typed["people"] = words["people"].split()
    return typed


def _lines(field: Any) -> list[str]:
    field.data = tidy(field.data)
    return [line.strip() for line in field.data.split("\n") if line.strip()]


def _fits(field: Any, most: int) -> None:
    field.data = tidy(field.data)
    if len(field.data) > most:
        raise ValidationError(_l("Use fewer words here. Yours are still in the box"))
