"""What is asked in the year after a return, and what staff note about it."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal import clock
from portal.blueprints.after.services import Noted
from portal.blueprints.after.words import DESTINATIONS, KNOWN
from portal.heard import Audience
from portal.heard.form import SayForm
from portal.models import Destination, HowItGoes, HowSaid, ReturnOutcome, WayBack, YesNoUnknown
from portal.returning.attendance import PlanAttendance
from portal.returning.beginning import DESTINATIONS as LEADS_TO
from portal.web.date_parts import DateParts
from portal.web.press import OnceForm, VersionForm
from portal.web.typed import tidy

MOST_DAYS, MOST_SESSIONS, LONGEST = 60, 200, 2_000


def _number(field: StringField, most: int) -> int | None:
    """A whole number, or nothing. ValidationError for anything else."""
    typed = tidy(field.data)
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and int(typed) <= most):
        raise ValidationError(_l("Type a number, like 0 or 3. Your words are kept"))
    return int(typed)


class HowItGoesForm(OnceForm):
    """One tap."""

    going = StringField()

    def validate_going(self, field: StringField) -> None:
        """One of the four pictures."""
        if field.data not in set(HowItGoes):
            raise ValidationError(_l("Tap one of the 4 pictures"))


class MoreForm(SayForm):
    """Words and days, both of which may be left out."""

    words = TextAreaField(_l("Your words"))
    days = StringField(_l("How many whole days were missed since the last time?"))

    def __init__(self, *, audience: Audience, asks_days: bool) -> None:
        super().__init__(audience=audience, needs_words=False)
        self.asks_days = asks_days
        self.days_missed: int | None = None

    def validate_days(self, field: StringField) -> None:
        """A number, or nothing."""
        self.days_missed = _number(field, MOST_DAYS) if self.asks_days else None

    @property
    def how(self) -> HowSaid:
        """Who helped."""
        return HowSaid(self.how_said.data)


class DoneForm(OnceForm):
    """What somebody did about what was noticed."""

    what = TextAreaField(_l("What did you do about it?"))

    def validate_what(self, field: TextAreaField) -> None:
        """A few words: the next one reads them."""
        field.data = tidy(field.data)
        if not field.data:
            raise ValidationError(_l("Write what you did, in a few words"))
        if len(field.data) > LONGEST:
            raise ValidationError(_l("Use fewer words here. Yours are still in the box"))


class ReturnedForm(VersionForm):
    """Since when the child is there full time, and where."""

    on = DateParts(_l("First day of the full timetable there"), missing=_l("Say which day"))
    destination = RadioField(_l("Where?"), validate_choice=False)

    def __init__(self, way: WayBack) -> None:
        super().__init__(
            data={"on": way.returned_on, "destination": way.destination.value, "version": str(way.version)}
        )
        self._begun_on: date = way.begun_on
        places = [where for where in LEADS_TO[way.kind] if where is not Destination.NOT_KNOWN]
        self.destination.choices = [SelectChoice(where.value, DESTINATIONS[where]) for where in places]

    def validate_on(self, field: DateParts) -> None:
        """Not before the plan began, and not a day to come."""
        if field.data is None:
            return  # it was asked for above
        if field.data < self._begun_on:
            raise ValidationError(_l("This day is before the plan began. Type a later one"))
        if field.data > clock.today():
            raise ValidationError(_l("This day is still to come. Say it when it has come"))

    def validate_destination(self, field: RadioField) -> None:
        """One of those to which this plan may lead."""
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_l("Choose where"))

    @property
    def day(self) -> date:
        """The day that was typed; asked for once it is known to be one."""
        assert self.on.data is not None
        return self.on.data

    @property
    def where(self) -> Destination:
        """What was chosen."""
        return Destination(self.destination.data)


def _known(label: Any) -> RadioField:
    return RadioField(label, choices=[SelectChoice(one.value, text) for one, text in KNOWN.items()], default="unknown")


class OutcomeForm(VersionForm):
    """The three parts, each on its own. Whoever does not know says so."""

    on_roll = _known(_l("On roll there, or at another agreed place"))
    not_excluded = _known(_l("Not permanently excluded, and no new placement like this one"))
    possible = StringField(_l("Half days that were possible in the last half term"))
    attended = StringField(_l("Half days on which the pupil was there"))
    why = TextAreaField(_l("Why is it not what our marks say?"))

    def __init__(self, before: ReturnOutcome | None, marked: PlanAttendance, why: str) -> None:
        self.marked = marked
        facts: dict[str, str] = {"version": "0", "why": why}
        if before is not None:
            facts |= {"on_roll": before.on_roll, "not_excluded": before.not_excluded, "version": str(before.version)}
            counts = {"possible": before.sessions_possible, "attended": before.sessions_attended}
            facts |= {name: "" if count is None else str(count) for name, count in counts.items()}
        super().__init__(data=facts)
        self.counts: dict[str, int | None] = {"possible": None, "attended": None}

    def validate_possible(self, field: StringField) -> None:
        """A number, or nothing."""
        self.counts["possible"] = _number(field, MOST_SESSIONS)

    def validate_attended(self, field: StringField) -> None:
        """No more than were possible; both numbers, or neither."""
        attended, possible = _number(field, MOST_SESSIONS), self.counts["possible"]
        if (attended is None) != (possible is None):
            raise ValidationError(_l("Type both numbers, or leave both empty"))
        if attended is not None and possible is not None and attended > possible:
            raise ValidationError(_l("This is more than were possible"))
        self.counts["attended"] = attended

    def validate_why(self, field: TextAreaField) -> None:
        """Needed for numbers that are not those of our marks."""
        field.data = tidy(field.data)
        if self._is_corrected and not field.data:
            raise ValidationError(_l("Write why it is not what our marks say. Or leave both numbers empty"))
        if len(field.data) > LONGEST:
            raise ValidationError(_l("Use fewer words here. Yours are still in the box"))

    @property
    def _is_corrected(self) -> bool:
        possible, attended = self.counts["possible"], self.counts["attended"]
        ours = (self.marked.possible, self.marked.attended)
        return self.marked.has_any and possible is not None and (possible, attended) != ours

    @property
    def noted(self) -> Noted:
        """What was noted."""
        known = YesNoUnknown(self.on_roll.data), YesNoUnknown(self.not_excluded.data)
        why = self.why.data if self._is_corrected else ""
        return Noted(*known, self.counts["possible"], self.counts["attended"], why)
