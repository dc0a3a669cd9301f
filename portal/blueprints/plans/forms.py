"""What people are asked for the plan, about the pupil, and for a review."""

from datetime import date, time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal import clock
from portal.blueprints.plans import words
from portal.blueprints.plans.services.plans import FIELDS
from portal.blueprints.plans.services.reviews import Meeting
from portal.blueprints.plans.services.words import Said
from portal.heard import Audience
from portal.heard.form import NamingForm, SayForm, ToOneForm
from portal.models import Coming, HowSaid, MeetingWay, Person, Placement, Plan, PlanReview
from portal.planning.reviews import why_not_on
from portal.revisions import ClashError
from portal.web.date_parts import DateParts
from portal.web.press import OnceForm, VersionForm
from portal.web.typed import tidy

LONGEST = 4_000
LONGEST_LINE = 200
# What came of a review, once it has been held.
HELD = ("notes", "outcome", "reason")
# Where a place may be named. At home it would be an address, which the other parent may not know.
NAMED_PLACES = (MeetingWay.OUR_PLACE, MeetingWay.SCHOOL)


def _choices(labels: dict[Any, Any]) -> list[SelectChoice]:
    return [SelectChoice(value.value, label) for value, label in labels.items()]


def _fits(field: Any, most: int = LONGEST) -> None:
    field.data = tidy(field.data)
    if len(field.data) > most:
        raise ValidationError(_l("Use fewer words here. Yours are still in the box"))


def _as_typed(review: PlanReview) -> dict[str, Any]:
    names = ("on", "way", "place", "held_on", *HELD)
    texts = {"starts": f"{review.starts:%H:%M}", "version": str(review.version)}
    return {**{name: getattr(review, name) for name in names}, **texts}


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
        self[name].data = value


class PlanForm(SharedForm):
    """The plan of a placement, as staff write it."""

    stage = RadioField(words.FIELDS["stage"], choices=_choices(words.STAGES), validate_choice=False)
    journey = RadioField(words.FIELDS["journey"], choices=_choices(words.JOURNEYS), validate_choice=False)
    next_step = TextAreaField(words.FIELDS["next_step"])
    learning = TextAreaField(words.FIELDS["learning"])
    medical_needs = TextAreaField(words.FIELDS["medical_needs"])
    sensory_needs = TextAreaField(words.FIELDS["sensory_needs"])
    offered = TextAreaField(words.FIELDS["offered"])
    first_day = TextAreaField(words.FIELDS["first_day"])
    bring = TextAreaField(words.FIELDS["bring"])

    def __init__(self, plan: Plan) -> None:
        super().__init__(data={**{name: getattr(plan, name) for name in FIELDS}, "version": str(plan.version)})

    def validate_stage(self, field: RadioField) -> None:
        """One of the four."""
        if field.data not in set(words.STAGES):
            raise ValidationError(_l("Choose where the placement stands"))

    def validate_journey(self, field: RadioField) -> None:
        """One of the three."""
        if field.data not in set(words.JOURNEYS):
            raise ValidationError(_l("Choose how the pupil comes"))

    def validate_next_step(self, field: TextAreaField) -> None:
        """As many words as a page holds."""
        _fits(field)

    validate_learning = validate_medical_needs = validate_sensory_needs = validate_next_step
    validate_offered = validate_first_day = validate_bring = validate_next_step

    @property
    def texts(self) -> list[TextAreaField]:
        """The boxes of words, in the order of the page."""
        return [self[name] for name in FIELDS[2:]]

    @property
    def all_words(self) -> str:
        """What was written, in one piece: to look whether it names another child."""
        return "\n".join(field.data or "" for field in self.texts)

    @property
    def shared(self) -> dict[str, str]:
        """What was sent, by field."""
        return {name: str(self[name].data or "") for name in FIELDS}


class WordsForm(SayForm):
    """Words on a card or to a question. Staff may write down what the young person said, with or without their help."""

    whose = StringField(default="mine")

    def __init__(self, *, audience: Audience, young: Person | None, before: str) -> None:
        super().__init__(audience=audience, data={"words": before, "whose": "mine"})
        self.may_write_down, self._young = young is not None, young

    def validate_whose(self, field: StringField) -> None:
        """Somebody's own, unless a member of staff says that they write something down."""
        field.data = "young" if field.data == "young" and self.may_write_down else "mine"

    def said(self, topic: str) -> Said:
        """What was said, and by whom."""
        is_young = self.whose.data == "young"
        how = HowSaid.WRITTEN_FOR_ME if is_young else HowSaid(self.how_said.data)
        return Said(topic, self.words.data, self.readers, how, self.number, self._young if is_young else None)


class ComingForm(OnceForm):
    """How somebody takes part in a review; a tap sends it."""

    how = StringField()

    def validate_how(self, field: StringField) -> None:
        """One of the five."""
        if field.data not in set(Coming):
            raise ValidationError(_l("Tap one of the 5 answers"))


class AskForReviewForm(ToOneForm):
    """A wish for a review: why, if they want to say it, and who sees to it."""

    words = TextAreaField(_l("Why now? You can leave this out"))


class ReviewForm(OnceForm, SharedForm):
    """When, how and where a review is; later on which day it was held, what was decided, and why."""

    on = DateParts(words.FIELDS["on"], missing=_l("Say which day"))
    starts = StringField(words.FIELDS["starts"])
    way = RadioField(words.FIELDS["way"], choices=_choices(words.WAYS), validate_choice=False)
    place = StringField(words.FIELDS["place"])
    held_on = DateParts(words.FIELDS["held_on"])
    notes = TextAreaField(words.FIELDS["notes"])
    outcome = TextAreaField(words.FIELDS["outcome"])
    reason = TextAreaField(words.FIELDS["reason"])

    def __init__(self, placement: Placement | None, review: PlanReview | None = None) -> None:
        super().__init__(data=_as_typed(review) if review else {"version": "0"})
        self._starts_on = placement.starts_on if placement else None
        self._was_on = review.on if review else None

    def validate_on(self, field: DateParts) -> None:
        """Not before the placement starts, and for a new day not one that has passed."""
        if self._starts_on is None:
            raise ValidationError(_l("This pupil has no placement now, so there is no plan to look at"))
        if field.data is None:
            return  # it was asked for above
        wrong = why_not_on(field.data, self._starts_on, clock.today(), before=self._was_on)
        if wrong:
            raise ValidationError(words.WRONG_DAY[wrong])

    def validate_starts(self, field: StringField) -> None:
        """A time of day, as on a clock: 9:30, 14:00."""
        field.data = tidy(field.data)
        if self.at is None:
            raise ValidationError(_l("Type a time, like 9:30 or 14:00"))

    def validate_way(self, field: RadioField) -> None:
        """One must be chosen."""
        if field.data not in set(words.WAYS):
            raise ValidationError(_l("Choose how it is held"))

    def validate_place(self, field: StringField) -> None:
        """A line."""
        _fits(field, LONGEST_LINE)

    def validate_held_on(self, field: DateParts) -> None:
        """A day that has come, in the time of the placement."""
        on: date | None = field.data
        if on and (on > clock.today() or (self._starts_on and on < self._starts_on)):
            raise ValidationError(_l("Type a day between the start of the placement and today"))

    def validate_notes(self, field: TextAreaField) -> None:
        """Only of a review that was held."""
        _fits(field)
        if field.data and not self._is_held:
            raise ValidationError(_l("Say above on which day it was held"))

    def validate_outcome(self, field: TextAreaField) -> None:
        """Of a review that was held, and of each: else nobody knows what came of it."""
        self.validate_notes(field)
        if self._is_held and not field.data:
            raise ValidationError(_l("Write what was decided. Your other words are kept"))

    def validate_reason(self, field: TextAreaField) -> None:
        """A decision without its reason is none (domain.md §5.3)."""
        self.validate_notes(field)
        if self._is_held and not field.data:
            raise ValidationError(_l("Write why it was decided so. Your other words are kept"))

    @property
    def _is_held(self) -> bool:
        return self.held_on.data is not None or any(self.held_on.typed.values())

    def put(self, name: str, value: str) -> None:
        """A day goes back into three boxes."""
        if name in ("on", "held_on"):
            self[name].put(date.fromisoformat(value) if value else None)
        else:
            self[name].data = value[:5] if name == "starts" else value

    @property
    def all_words(self) -> str:
        """What was written, in one piece: to look whether it names another child."""
        return "\n".join(self[name].data or "" for name in ("place", *HELD))

    @property
    def at(self) -> time | None:
        """The time that was typed; None when it is none."""
        hour, _colon, minute = str(self.starts.data or "").replace(".", ":").partition(":")
        try:
            return time(int(hour), int(minute or 0))
        except ValueError:
            return None

    @property
    def meeting(self) -> Meeting:
        """What was arranged."""
        way, on, at = MeetingWay(self.way.data), self.on.data, self.at
        assert on is not None
        assert at is not None
        place = self.place.data if way in NAMED_PLACES else ""
        came_of_it = {name: self[name].data or "" for name in HELD}
        return Meeting(on, at, way, place, self.held_on.data, **came_of_it)
