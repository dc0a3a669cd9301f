"""What the answers are called, and how it stands, in the same checked words wherever they are said."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from babel.dates import format_date
from flask_babel import LazyString, lazy_pgettext
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from portal import clock
from portal.models import AgreeAnswer, HowGiven, PartTimeReason, PersonRole
from portal.returning.needed import Standing, Why
from portal.returning.titles import ROLES
from portal.timetable.names import on_day
from portal.web.words import babel_locale, safety

_MONDAY = date(2026, 1, 5)
# The answer, and its icon (static/img/icons). In the order in which they are offered; none is wrong.
ANSWERS: dict[AgreeAnswer, tuple[LazyString, str]] = {
    AgreeAnswer.AGREE: (lazy_pgettext("safety", "I agree"), "ok"),
    AgreeAnswer.PART: (lazy_pgettext("safety", "I agree with part"), "part"),
    AgreeAnswer.NO: (lazy_pgettext("safety", "I do not agree"), "no"),
    AgreeAnswer.NOT_CLEAR: (lazy_pgettext("safety", "I do not understand yet"), "help"),
}
# The same for staff, about somebody else: words, tone and icon of a tag.
SAID: dict[AgreeAnswer, tuple[LazyString, str, str]] = {
    # TRANSLATORS: what somebody answered when they were asked whether they agree to a plan
    AgreeAnswer.AGREE: (_l("agrees"), "kept", "ok"),
    AgreeAnswer.PART: (_l("agrees with part"), "new", "part"),
    AgreeAnswer.NO: (_l("does not agree"), "late", "no"),
    AgreeAnswer.NOT_CLEAR: (_l("does not understand yet"), "new", "help"),
}
STANDS: dict[Standing, tuple[LazyString, str]] = {
    Standing.ALL: (lazy_pgettext("safety", "Everybody agrees."), "ok"),
    Standing.WAITING: (lazy_pgettext("safety", "Not everybody has answered yet."), "clock"),
    Standing.NOT_ALL: (lazy_pgettext("safety", "Not everybody agrees."), "part"),
}
WHY: dict[Why, LazyString] = {
    # TRANSLATORS: why somebody is asked whether they agree, for staff
    Why.YOUNG_PERSON: _l("the pupil"),
    Why.RESPONSIBILITY: _l("has parental responsibility"),
    Why.COUNCIL: _l("answers for the council, under a care order"),
    Why.DELEGATED: _l("cares for the child and was given the say"),
}
GIVEN: dict[HowGiven, LazyString] = {
    HowGiven.PORTAL: _l("They answered here themself."),
    HowGiven.PHONE: _l("They said it on the phone."),
    HowGiven.PAPER: _l("They signed it on paper."),
    HowGiven.INTERPRETER: _l("They said it with an interpreter."),
}


# The parts that a part-time timetable is agreed in (returning/agreed.py), in the order in which they are read.
PARTS: dict[str, tuple[LazyString, str]] = {
    # TRANSLATORS: parts of the page of a part-time timetable
    "why": (_l("Why it is needed"), "speak"),
    "days": (_l("When it starts and ends"), "flag"),
    "week": (_l("The days and times"), "week"),
    "home": (_l("When the child is at home"), "home"),
    "step_up": (_l("How it grows to all day"), "go"),
}
REASONS: dict[PartTimeReason, LazyString] = {
    PartTimeReason.HEALTH: _l("Health"),
    PartTimeReason.STEP_BACK_IN: _l("A step on the way back to school"),
    PartTimeReason.OTHER_AGREED_NEED: _l("Another need that we agreed on"),
}


# The same for who says "I".
PARTS_YOUNG: dict[str, LazyString] = {"why": _l("Why we do it"), "home": _l("When I am at home")}


def answer_words(answer: AgreeAnswer) -> Markup:
    """One of the four answers, as whoever gives it says it."""
    return safety(ANSWERS[answer][0])


def answer_icon(answer: AgreeAnswer) -> str:
    """The icon of an answer."""
    return ANSWERS[answer][1]


def stands_words(standing: Standing) -> Markup:
    """How it stands, without saying who."""
    return safety(STANDS[standing][0])


def stands_icon(standing: Standing) -> str:
    """The icon of how it stands."""
    return STANDS[standing][1]


def why_asked_words(why: Why) -> str:
    """Why somebody is asked, for staff."""
    return str(WHY[why])


def given_words(how: HowGiven) -> str:
    """How an answer was given, for staff."""
    return str(GIVEN[how])


def role_word(role: PersonRole) -> str:
    """What an adult of the plan is there for."""
    return str(ROLES[role])


def week_day(weekday: int) -> str:
    """The day of the week: 0 is Monday."""
    return str(format_date(_MONDAY + timedelta(days=weekday), "cccc", locale=babel_locale()))


def answered_day(moment: datetime) -> str:
    """The day of an answer: "today", "on Monday 23 November"."""
    return on_day(clock.london(moment).date(), clock.today())


FILTERS: dict[str, Callable[..., Any]] = {
    "answer_icon": answer_icon,
    "answer_words": answer_words,
    "answered_day": answered_day,
    "given_words": given_words,
    "agreed_role": role_word,
    "said_answer": SAID.get,
    "stands_icon": stands_icon,
    "stands_words": stands_words,
    "week_day": week_day,
    "why_asked_words": why_asked_words,
}
