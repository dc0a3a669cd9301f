"""The clocks of a question, in school days: by when it is seen, answered first, and decided (domain.md §5.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal import clock
from portal.asking.life import State, state_of
from portal.models import Ask, Reply, Setting, TermDate
from portal.timetable.days import school_day_after


@dataclass(frozen=True)
class Clocks:
    """How many school days each may take."""

    seen: int
    reply: int
    decide: int

    @classmethod
    def of(cls, setting: Setting) -> "Clocks":
        """What the setting entered."""
        return cls(setting.seen_days, setting.reply_days, setting.decide_days)


class What(StrEnum):
    """What is due next."""

    SEE = "see"
    REPLY = "reply"
    DECIDE = "decide"
    TELL = "tell"
    HEAR = "hear"
    FOLLOW_UP = "follow_up"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Due:
    """What is due, and on which day at the latest; and by which day it is decided, unless a reason moves that day."""

    what: What
    on: date
    is_late: bool
    decide_by: date


def due_of(ask: Ask, clocks: Clocks, term_dates: Iterable[TermDate], today: date) -> Due:
    """What is due next for this question, by when, and whether that day has gone by."""
    term_dates = list(term_dates)
    decide_by = school_day_after(clock.london(ask.asked_at).date(), clocks.decide, term_dates)
    what, on = _next(ask, clocks, term_dates, decide_by)
    return Due(what, on, today > on, decide_by)


def _next(ask: Ask, clocks: Clocks, term_dates: list[TermDate], decide_by: date) -> tuple[What, date]:
    asked = clock.london(ask.asked_at).date()
    reply_by = school_day_after(asked, clocks.reply, term_dates)
    match state_of(ask):
        case State.SHARED:
            return What.SEE, school_day_after(asked, clocks.seen, term_dates)
        case State.SEEN:
            return What.REPLY, reply_by
        case State.THINKING:
            # A day that is later than the clock counts only with its reason.
            until = ask.think_until or decide_by
            return What.DECIDE, until if ask.think_why else min(until, decide_by)
        case State.DECIDED:
            decided = clock.london(ask.decided_at).date() if ask.decided_at else asked
            return What.TELL, school_day_after(decided, clocks.seen, term_dates)
        case State.TOLD:
            told = clock.london(ask.told_at).date() if ask.told_at else asked
            return What.HEAR, school_day_after(told, clocks.reply, term_dates)
        case State.REPLIED:
            replied = clock.london(ask.replied_at).date() if ask.replied_at else asked
            soon = school_day_after(replied, clocks.reply, term_dates)
            looks_again = ask.follow_up_on or soon
            # A "not OK" does not wait for a day in spring.
            return What.FOLLOW_UP, min(looks_again, soon) if ask.reply is Reply.NOT_OK else looks_again
        case State.CLOSED:
            return What.NOTHING, date.max
