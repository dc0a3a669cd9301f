"""How people, levels, causes, states and steps are called."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Protocol

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from portal import clock
from portal.models import Cause, Level, Whereabouts, WhoIsTold
from portal.safeguarding import EmptyRungError, Move, State, moving
from portal.signs import find_places
from portal.web.said import InEachLanguage, names_list, theirs
from portal.web.week_hours import WEEKDAYS

LEVELS: dict[Level, LazyString] = {
    # TRANSLATORS: how soon somebody has to be with a child
    Level.NOW: _l("Now"),
    Level.TODAY: _l("Today"),
}

CAUSES: dict[Cause, LazyString] = {
    Cause.SAID_NO: _l("Said “no” to “Do you feel safe?”"),
    Cause.NOT_SURE: _l("Said “not sure” to “Do you feel safe?”"),
    Cause.HELP_BUTTON: _l("Pressed the button on the page of help"),
    Cause.WORDS: _l("Words that are on the list of phrases"),
    Cause.WANTS_TO_TALK: _l("Wants to talk to somebody today"),
    Cause.STAFF: _l("Raised by staff"),
}

STATES: dict[State, LazyString] = {
    # TRANSLATORS: where a concern stands, as a label
    State.RAISED: _l("Being sent"),
    State.SENT: _l("Sent, nobody has opened it"),
    State.OPENED: _l("Opened, nobody has it"),
    State.TAKEN: _l("Somebody has it"),
    State.CHILD_SEEN: _l("The child was seen"),
    State.ACTION: _l("Something was done"),
    State.OUTCOME: _l("It is known what came of it"),
    State.CHILD_TOLD: _l("The child was told"),
}

MOVES: dict[Move, LazyString] = {
    Move.SEE_CHILD: _l("I saw the child"),
    Move.ACT: _l("What we did"),
    Move.CONCLUDE: _l("What came of it"),
    Move.TELL_CHILD: _l("The child was told, and what they said to it"),
    Move.ADD: _l("A note"),
}

STEPS: dict[str, LazyString] = {
    **{move.value: words for move, words in MOVES.items()},
    # TRANSLATORS: a step in the history of a concern, beside a name and a time
    Move.OPEN.value: _l("Opened it"),
    Move.TAKE.value: _l("“I have this”"),
    moving.WORRY: _l("What worries me"),
}

WHERE: dict[Whereabouts, LazyString] = {
    # TRANSLATORS: where a child's timetable says they are
    Whereabouts.OUR_PLACE: _l("At our place"),
    Whereabouts.HOME: _l("At home, with one of us"),
    Whereabouts.ONLINE: _l("Online"),
    Whereabouts.OUT: _l("Out and about"),
    Whereabouts.SCHOOL: _l("At school"),
    Whereabouts.NO_SESSION: _l("No session at this time"),
    Whereabouts.CLOSED: _l("We are closed"),
}

WHO: dict[WhoIsTold, LazyString] = {
    # TRANSLATORS: who is told of a concern, as a label
    WhoIsTold.KEY_WORKER: _l("The key worker"),
    WhoIsTold.SITE_LEAD: _l("Who is in charge at the site"),
    WhoIsTold.SAFEGUARDING_LEAD: _l("The safeguarding lead"),
    WhoIsTold.DEPUTIES: _l("The deputies of the safeguarding lead"),
    WhoIsTold.HEAD: _l("The head"),
}


def after_minutes(minutes: int) -> str:
    """When a rung is told: "At once", "After 5 minutes"."""
    if not minutes:
        # TRANSLATORS: when somebody is told of a concern
        return str(_l("At once"))
    return str(ngettext("After %(num)d minute", "After %(num)d minutes", minutes))


def refused(empty: EmptyRungError) -> str:
    """Why a change was not made, and what to do first."""
    level = LEVELS[empty.level]
    if not empty.after_minutes:
        # TRANSLATORS: %(level)s is "Now" or "Today", the name of a list of people
        return str(_l("%(level)s: then it would go to nobody at once. Put somebody else there first.", level=level))
    return str(
        ngettext(
            "%(level)s: then it would go to nobody after %(num)d minute. Put somebody else there first.",
            "%(level)s: then it would go to nobody after %(num)d minutes. Put somebody else there first.",
            empty.after_minutes,
            level=level,
        )
    )


class _Named(Protocol):
    @property
    def first_name(self) -> str: ...


def names_of(people: Iterable[_Named]) -> InEachLanguage:
    """Their first names, as a sentence lists them: "Ruth, Amir and Sam"."""
    return names_list(one.first_name for one in people)


def found_words(words: str) -> list[str]:
    """The words of a text in which a phrase of the list was found, each once, as they were written."""
    return list(dict.fromkeys(words[begins:ends] for begins, ends in find_places(words)))


def found_marked(words: str) -> Markup:
    """The whole text as somebody wrote it, with those words marked in it."""
    return theirs(words, find_places(words))


def how_long(since: datetime) -> str:
    """How long it has waited: "12 minutes", "3 hours", "2 days"."""
    minutes = max(0, int((clock.now() - since).total_seconds() // 60))
    if minutes < 120:
        return str(ngettext("%(num)d minute", "%(num)d minutes", minutes))
    if minutes < 48 * 60:
        return str(ngettext("%(num)d hour", "%(num)d hours", minutes // 60))
    return str(ngettext("%(num)d day", "%(num)d days", minutes // (24 * 60)))


def time_of_day(moment: datetime) -> str:
    """A time that nobody takes for another: "21:10", "8:02"."""
    at = clock.london(moment)
    return f"{at.hour}:{at.minute:02d}"


FILTERS: dict[str, Callable[..., Any]] = {
    "after_minutes": after_minutes,
    "concern_cause": CAUSES.__getitem__,
    "concern_level": LEVELS.__getitem__,
    "concern_state": STATES.__getitem__,
    "concern_step": lambda what: STEPS.get(what, what),
    "concern_where": WHERE.__getitem__,
    "concern_weekday": WEEKDAYS.__getitem__,
    "concern_who": WHO.__getitem__,
    "found_marked": found_marked,
    "found_words": found_words,
    "how_long": how_long,
    "names_of": names_of,
    "time_of_day": time_of_day,
}
