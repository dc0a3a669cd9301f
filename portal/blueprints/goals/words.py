"""What areas, rungs and the fields of a goal are called, and their pictures."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal import clock
from portal.models import Area, HowSaid, Rung
from portal.timetable.names import on_day
from portal.web.said import capital
from portal.web.static import static_url

# TRANSLATORS: what part of life a goal is about
AREAS: dict[Area, LazyString] = {
    Area.LEARNING: _l("Learning"),
    Area.FEELINGS: _l("Feelings"),
    Area.FRIENDS: _l("Being with others"),
    Area.HEALTH: _l("Being well"),
    Area.GROWING_UP: _l("Growing up"),
    Area.WORK: _l("Work"),
}
# Files of static/img/things.
PICTURES: dict[Area, str] = {
    Area.LEARNING: "open-book",
    Area.FEELINGS: "thought-balloon",
    Area.FRIENDS: "puzzle-piece",
    Area.HEALTH: "red-apple",
    Area.GROWING_UP: "seedling",
    Area.WORK: "key",
}

# TRANSLATORS: where somebody sees a goal on its ladder, from the bottom to the top
RUNGS: dict[Rung, LazyString] = {
    Rung.NOT_YET: _l("not yet"),
    Rung.A_LITTLE: _l("a little"),
    Rung.A_LOT: _l("a lot"),
    Rung.DONE: _l("done"),
}

# The shared words of a goal, in the order in which a page names them.
FIELDS: dict[str, LazyString] = {
    "area": _l("What it is about"),
    "own_words": _l("The goal in the young person's words"),
    "team_words": _l("What the adults call it"),
    "steps": _l("Small steps"),
    "helpers": _l("Who helps"),
    "helps_here": _l("What we do here"),
    "helps_home": _l("What helps at home"),
    "review_on": _l("The day we look at it next"),
    "is_for_school": _l("The school reads it"),
    "ended_on": _l("The goal has ended"),
}

# The same for who says "I", and for their family.
OWN_WORDS: dict[str, LazyString] = {
    "young": _l("The goal in my words"),
    "family": _l("The goal in the words of your child"),
}

# How words came to be here, where the writer did not do it alone.
HELPED: dict[HowSaid, LazyString] = {
    HowSaid.READ_TO_ME: _l("A grown-up read it out."),
    HowSaid.WRITTEN_FOR_ME: _l("A grown-up wrote it down."),
    HowSaid.BY_PHONE: _l("It was said on the phone."),
    HowSaid.ON_PAPER: _l("It was on paper."),
}


def field_label(name: str, audience: str) -> str:
    """What a field is called for this reader."""
    return str(OWN_WORDS.get(audience, FIELDS[name]) if name == "own_words" else FIELDS[name])


def area_word(area: Area) -> str:
    """What a goal is about, in a word."""
    return str(AREAS[area])


def area_picture(area: Area) -> str:
    """The picture of what a goal is about."""
    return PICTURES[area]


def rung_word(rung: Rung) -> str:
    """A rung of the ladder, in a word."""
    return str(RUNGS[rung])


def rung_choices(rungs: list[Rung]) -> list[dict[str, str]]:
    """The rungs as pictures to tap."""
    return [
        {"value": one.value, "label": capital(str(RUNGS[one])), "url": static_url(f"img/rungs/{one.value}.svg")}
        for one in rungs
    ]


def helped_word(how: HowSaid) -> str:
    """Who helped to say it; empty for who said it by themself."""
    return str(HELPED[how]) if how in HELPED else ""


def said_day(moment: datetime) -> str:
    """The day of a moment: "today", "on Monday 23 November"."""
    return on_day(clock.london(moment).date(), clock.today())


def day_inside(on: date) -> str:
    """A day inside a sentence: "today", "on Thursday 3 December"."""
    return on_day(on, clock.today())


FILTERS: dict[str, Callable[..., Any]] = {
    "area_picture": area_picture,
    "area_word": area_word,
    "day_inside": day_inside,
    "helped_word": helped_word,
    "rung_choices": rung_choices,
    "rung_word": rung_word,
    "said_day": said_day,
}
