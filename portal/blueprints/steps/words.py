"""What steps, their states and answers are called, and what does not fit, in sentences that say what to do."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from portal.models import ChoiceKind, HowSaid, Readiness, StepState, Way
from portal.returning.steps import Fault, Found, NotYet, Slot, time_of
from portal.returning.taking_out import Closes, Stays
from portal.timetable.names import WAYS, usual
from portal.timetable.sentences import length
from portal.web import dates
from portal.web.said import at, fill, said
from portal.web.week_hours import WEEKDAYS

# TRANSLATORS: where a step of the way back stands
STATES: dict[StepState, LazyString] = {
    StepState.COMING: _l("Still to come"),
    StepState.NOW: _l("Now"),
    StepState.DONE: _l("Done"),
    # TRANSLATORS: a step back is part of the way, nothing that went wrong
    StepState.STEPPED_BACK: _l("We took a step back"),
}
# TRANSLATORS: what a young person taps before a step
YOUNG: dict[Readiness, LazyString] = {
    Readiness.GO_ON: _l("Yes, go on"),
    Readiness.STAY: _l("Stay here for now"),
    Readiness.STEP_BACK: _l("Take a step back"),
}
PICTURES: dict[Readiness, str] = {Readiness.GO_ON: "go", Readiness.STAY: "pause", Readiness.STEP_BACK: "stepback"}
# TRANSLATORS: the same, as the adults decide it
DECISIONS: dict[Readiness, LazyString] = {
    Readiness.GO_ON: _l("We go on"),
    Readiness.STAY: _l("We stay where we are"),
    Readiness.STEP_BACK: _l("We take a step back"),
}
FIELDS: dict[str, LazyString] = {
    "title": _l("What the step is called"),
    "way": _l("How"),
    "starts_on": _l("The first day"),
    "ends_on": _l("The last day"),
    "week": _l("The sessions of each week"),
    "room": _l("The place or room"),
    "meets_id": _l("Who of us meets the young person"),
    "meets_name": _l("Or somebody who does not work here"),
    "way_out": _l("The way out"),
    "ready_when": _l("Ready when"),
    "pause_if": _l("Pause if"),
    "times": _l("Times at which the day may start"),
    "lessons": _l("Lessons that may come first"),
    "people": _l("Who may meet the young person"),
}
KINDS: dict[ChoiceKind, LazyString] = {
    ChoiceKind.START_TIME: _l("When do you want to start?"),
    ChoiceKind.FIRST_LESSON: _l("What do you want to do first?"),
    ChoiceKind.WHO_MEETS: _l("Who should meet you?"),
}
CHOSEN: dict[ChoiceKind, LazyString] = {
    # TRANSLATORS: what the young person chose: the time at which the day starts
    ChoiceKind.START_TIME: _l("Chosen start"),
    ChoiceKind.FIRST_LESSON: _l("Chosen first lesson"),
    ChoiceKind.WHO_MEETS: _l("Chosen to meet me"),
}
HOW: dict[HowSaid, LazyString] = {
    HowSaid.WRITTEN_FOR_ME: _l("They said it to me, here"),
    HowSaid.READ_TO_ME: _l("I read it out, they tapped"),
    HowSaid.BY_PHONE: _l("They said it on the phone"),
    HowSaid.ON_PAPER: _l("They put it on paper"),
}
NOT_YET: dict[NotYet, LazyString] = {
    NotYet.BEGUN: _l("This step has begun already."),
    NotYet.OVER: _l("The last day of this step is over. Give it new days first."),
    NotYet.EARLIER: _l("A step before this one has not begun. Start that one first."),
    NotYet.UNANSWERED: _l("The young person has said something about this step. Answer it first. Then it can start."),
    NotYet.NOT_ASKED: _l("Ask the young person first if they are ready. On the day itself it may start without that."),
    NotYet.TOO_SOON: _l("This step is more than 14 days away. Come back nearer to the day."),
    NotYet.NO_SESSIONS: _l("This step has no sessions yet. Write the sessions of its week first."),
}
STAYS: dict[Stays, LazyString] = {
    Stays.BEGUN: _l("This step has begun. It stays on the way as it was. You can change its last day."),
    Stays.UNANSWERED: _l(
        "The young person has said something about this step. Answer it first. Then you can take it out."
    ),
}
# Which step takes the days of one that is taken out.
CLOSES: dict[Closes, LazyString] = {
    Closes.BEFORE: _l("The step before it goes on until the next one"),
    Closes.AFTER: _l("The next step begins earlier"),
}
# TRANSLATORS: days inside "changed Rohan's start %(day)s from 9:00 to 10:00"
ON_WEEKDAY = (
    _l("on Monday"),
    _l("on Tuesday"),
    _l("on Wednesday"),
    _l("on Thursday"),
    _l("on Friday"),
    _l("on Saturday"),
    _l("on Sunday"),
)


def wall(at: time) -> str:
    """A time on the wall as staff type it: "9:30", "14:00"."""
    return f"{at.hour}:{at.minute:02d}"


def slot_words(slot: Slot) -> str:
    """A session in words: "Monday 9:00–10:30, English"."""
    day = str(WEEKDAYS[slot.weekday])
    hours = f"{day} {wall(slot.starts)}–{wall(slot.ends)}"
    return f"{hours}, {slot.subject}" if slot.subject else hours


def fault_sentence(one: Found, titles: Mapping[Any, str], promised: int) -> Markup | str:
    """What does not fit, and what to do."""
    other = said(titles.get(one.other_id, ""))
    days = {"first": _day(one.from_on), "last": _day(one.until_on)}
    match one.fault:
        case Fault.ENDS_FIRST:
            return str(_("The last day is before the first day. Choose a later last day."))
        case Fault.NO_SCHOOL_DAY:
            return str(_("There is no school day in this step. Choose days in term."))
        case Fault.OVERLAPS:
            return fill(
                _(
                    "These days overlap with “%(other)s”, %(first)s to %(last)s. "
                    "Change the days, or tick that the steps beside it move along."
                ),
                other=other,
                **days,
            )
        case Fault.HOLE:
            return fill(
                _(
                    "Between this step and “%(other)s” there are school days with no step, %(first)s to %(last)s. "
                    "Change the days, or tick that the steps beside it move along."
                ),
                other=other,
                **days,
            )
        case Fault.SESSION_ENDS_FIRST:
            return fill(
                _("A session ends before it starts: %(slot)s. Change one of its times."), slot=slot_words(one.slots[0])
            )
        case Fault.SESSIONS_OVERLAP:
            return fill(
                _("Two sessions are at the same time: %(slot)s, and %(other)s. Change one of them."),
                slot=slot_words(one.slots[0]),
                other=slot_words(one.slots[1]),
            )
        case Fault.TOO_MANY_HOURS:
            return fill(
                _(
                    "These sessions are %(hours)s a week. %(promised)s were promised. Take some out, or change the "
                    "promised hours of the placement first."
                ),
                hours=length(one.minutes),
                promised=length(promised),
            )


def over_hours_words(title: str, minutes: int, promised: int) -> Markup:
    """A step that has become longer than what is promised: the roster changed, so a person looks at both."""
    return fill(
        _(
            "“%(step)s” is %(hours)s a week. What is promised now is %(promised)s. Take some sessions out, or have the "
            "promised hours of the placement changed."
        ),
        step=title,
        hours=length(minutes),
        promised=length(promised),
    )


def way_word(way: Way) -> str:
    """How a step happens, in a word."""
    return str(WAYS[way])


def state_word(state: StepState) -> str:
    """Where a step stands, in words."""
    return str(STATES[state])


def readiness_word(answer: Readiness) -> str:
    """What the young person tapped."""
    return str(YOUNG[answer])


def decision_word(decision: Readiness) -> str:
    """What was decided."""
    return str(DECISIONS[decision])


def readiness_picture(answer: Readiness) -> str:
    """The icon of an answer."""
    return PICTURES[answer]


def kind_question(kind: ChoiceKind) -> str:
    """What is asked when something is to be chosen."""
    return str(KINDS[kind])


def chosen_label(kind: ChoiceKind) -> str:
    """What stands before what was chosen."""
    return str(CHOSEN[kind])


def offer_word(value: str, kind: ChoiceKind) -> Markup | str:
    """What is offered, in words: a usual lesson and a time in every language, all else as it was written."""
    if kind is ChoiceKind.START_TIME and (starts := time_of(value)):
        return at(starts)
    return usual(value) if kind is ChoiceKind.FIRST_LESSON else said(value)


def weekday_word(weekday: int) -> str:
    """A weekday by its number; 0 is Monday."""
    return str(WEEKDAYS[weekday])


def _day(on: date | None) -> str:
    return dates.day(on) if on else ""


FILTERS: dict[str, Callable[..., Any]] = {
    "step_chosen": chosen_label,
    "step_decision": decision_word,
    "step_offer": offer_word,
    "step_over_hours": over_hours_words,
    "step_picture": readiness_picture,
    "step_question": kind_question,
    "step_readiness": readiness_word,
    "step_state": state_word,
    "step_wall": wall,
    "step_way": way_word,
    "step_weekday": weekday_word,
}
