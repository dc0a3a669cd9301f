"""What staff write of a part-time timetable, and what anybody says about it."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal import clock
from portal.blueprints.part_time import words
from portal.blueprints.part_time.lines import lines_of, week_of
from portal.blueprints.part_time.services.saying import Said
from portal.blueprints.part_time.services.writing import LATER
from portal.blueprints.part_time.week_field import WeekField
from portal.heard import Audience
from portal.heard.form import NamingForm, SayForm
from portal.models import MOST_REVIEW_GAP, USUAL_REVIEW_GAP, HowSaid, Person, Voice
from portal.returning.behaviour import names_behaviour
from portal.returning.part_time import WrongWeek, latest_review, wrong_week
from portal.revisions import ClashError
from portal.web.date_parts import DateParts
from portal.web.press import OnceForm, VersionForm
from portal.web.typed import tidy

LONGEST = 2_000
_TEXTS = ("reason_words", "work_for_home", "check_at_home", "step_up", "full_time_offer")
_DAYS = ("starts_on", "ends_on", "next_review_on", "council_told_on", "social_worker_told_on", "ehcp_team_told_on")


class LaterForm(OnceForm, VersionForm, NamingForm):
    """What may be written of one that has started: nobody agreed to these lines, and the end is not among them."""

    next_review_on = DateParts(words.FIELDS["next_review_on"])
    full_time_offer = TextAreaField(words.FIELDS["full_time_offer"])
    council_told_on = DateParts(words.FIELDS["council_told_on"])
    social_worker_told_on = DateParts(words.FIELDS["social_worker_told_on"])
    ehcp_team_told_on = DateParts(words.FIELDS["ehcp_team_told_on"])

    is_started = True

    def __init__(self, saved: dict[str, str], version: int, *, gap_days: int = USUAL_REVIEW_GAP) -> None:
        super().__init__(data=_typed(saved))
        self._gap_days = gap_days
        if not self.is_submitted():
            self.version.data = str(version)

    def validate_next_review_on(self, field: DateParts) -> None:
        """Within the days that may lie between two reviews."""
        if field.data and field.data > latest_review(self.reviews_from, self.gap):
            raise ValidationError(words.MISSING_REVIEW_TOO_LATE)

    def validate_full_time_offer(self, field: TextAreaField) -> None:
        """As many words as a page holds; of one that has started never none."""
        _fits(field)
        if self.is_started and not field.data:
            raise ValidationError(words.MISSING_OFFER)

    def validate_council_told_on(self, field: DateParts) -> None:
        """A day that has come."""
        if field.data and field.data > clock.today():
            raise ValidationError(_l("This day has not come yet. Write down the day on which they were told"))

    validate_social_worker_told_on = validate_ehcp_team_told_on = validate_council_told_on

    @property
    def gap(self) -> int:
        """How many days may lie between two reviews."""
        return self._gap_days

    @property
    def reviews_from(self) -> date:
        """From which day the days to the next review are counted."""
        return clock.today()

    @property
    def all_words(self) -> str:
        """What was written, in one piece: to look whether it names another child."""
        return "\n".join(str(self[name].data or "") for name in _TEXTS if name in self)

    @property
    def saved(self) -> dict[str, str]:
        """Each field as the text that a revision keeps."""
        return {name: _text(self[name]) for name in LATER}

    def take(self, clash: ClashError) -> None:
        """Keep what both wrote: their words where this person changed nothing, this person's own where they did."""
        for name in clash.fields:
            if clash.mine[name] == clash.opened.get(name, ""):
                self.put(name, clash.theirs[name])
        self.version.data = str(clash.version)

    def put(self, name: str, value: str) -> None:
        """Put a text into its boxes."""
        if name in _DAYS:
            self[name].put(date.fromisoformat(value) if value else None)
        elif name == "week":
            self[name].put(week_of(value))
        elif name == "review_gap_days":
            self[name].raw_data = [value]
        else:
            self[name].data = value


class PartTimeForm(LaterForm):
    """All of it, until it has started."""

    reason = RadioField(
        words.FIELDS["reason"],
        choices=[SelectChoice(one.value, label) for one, label in words.REASONS.items()],
        validate_choice=False,
    )
    reason_words = TextAreaField(words.FIELDS["reason_words"])
    starts_on = DateParts(words.FIELDS["starts_on"], missing=_l("Say on which day it begins"))
    ends_on = DateParts(words.FIELDS["ends_on"], missing=words.MISSING_END)
    review_gap_days = IntegerField(words.FIELDS["review_gap_days"], default=USUAL_REVIEW_GAP)
    week = WeekField(words.FIELDS["week"])
    work_for_home = TextAreaField(words.FIELDS["work_for_home"])
    check_at_home = TextAreaField(words.FIELDS["check_at_home"])
    step_up = TextAreaField(words.FIELDS["step_up"])
    is_started = False

    def __init__(self, saved: dict[str, str], version: int, *, full_time: int) -> None:
        super().__init__(saved, version)
        self.full_time = full_time

    def validate_reason(self, field: RadioField) -> None:
        """One of the list."""
        if field.data not in set(words.REASONS):
            raise ValidationError(_l("Choose a reason from the list"))

    def validate_reason_words(self, field: TextAreaField) -> None:
        """Never behaviour: the rule is shown, and whom to ask."""
        _fits(field)
        if names_behaviour(field.data):
            raise ValidationError(words.MISSING_NO_BEHAVIOUR)

    def validate_ends_on(self, field: DateParts) -> None:
        """Never before the start."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(words.MISSING_END_BEFORE_START)

    def validate_review_gap_days(self, field: IntegerField) -> None:
        """From 1 to 30."""
        if field.data is None or not 1 <= field.data <= MOST_REVIEW_GAP:
            field.errors = []
            raise ValidationError(_l("Type a number of days from 1 to 30"))

    def validate_week(self, field: WeekField) -> None:
        """One that can be. It may still be empty while it is written; then it cannot start."""
        wrong = wrong_week(field.data, self.full_time)
        if wrong and wrong is not WrongWeek.EMPTY:
            raise ValidationError(words.wrong_week_sentence(wrong, self.full_time))

    def validate_work_for_home(self, field: TextAreaField) -> None:
        """As many words as a page holds."""
        _fits(field)

    validate_check_at_home = validate_step_up = validate_work_for_home

    @property
    def gap(self) -> int:
        """As it was typed just now."""
        return self.review_gap_days.data or USUAL_REVIEW_GAP

    @property
    def reviews_from(self) -> date:
        """From its first day."""
        return max(self.starts_on.data or clock.today(), clock.today())

    @property
    def saved(self) -> dict[str, str]:
        """Each field as the text that a revision keeps."""
        return {name: _text(self[name]) for name in words.FIELDS}


class ViewForm(SayForm):
    """What somebody thinks. Staff may write down what the young person said."""

    whose = StringField(default="mine")

    def __init__(self, *, audience: Audience, voice: Voice, young: Person) -> None:
        super().__init__(audience=audience, data={"whose": "mine"})
        self.may_write_down = voice is Voice.TEAM
        self._young = young

    def validate_whose(self, field: StringField) -> None:
        """Somebody's own, unless a member of staff says that they write something down."""
        field.data = "young" if field.data == "young" and self.may_write_down else "mine"

    @property
    def said(self) -> Said:
        """What was said, and by whom."""
        is_young = self.whose.data == "young"
        how = HowSaid.WRITTEN_FOR_ME if is_young else HowSaid(self.how_said.data)
        return Said(self.words.data, self.readers, how, self.number, self._young if is_young else None)


def _fits(field: Any) -> None:
    field.data = tidy(field.data)
    if len(field.data) > LONGEST:
        raise ValidationError(_l("Use fewer words here. Yours are still in the box"))


def _text(field: Any) -> str:
    return lines_of(field.data) if isinstance(field, WeekField) else str(field.data or "")


def _typed(saved: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = dict(saved)
    for name in _DAYS:
        found[name] = date.fromisoformat(saved[name]) if saved.get(name) else None
    found["week"] = week_of(saved.get("week", ""))
    found["review_gap_days"] = int(saved.get("review_gap_days") or USUAL_REVIEW_GAP)
    return found
