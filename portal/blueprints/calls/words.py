"""How times of day that suit somebody are called, and the pages they may have asked from."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal import clock
from portal.models import GoodTime
from portal.timetable.names import on_day
from portal.web.static import static_url

TIMES: dict[GoodTime, LazyString] = {
    # TRANSLATORS: when somebody would like to be rung
    GoodTime.MORNING: _l("In the morning"),
    GoodTime.MIDDAY: _l("At midday"),
    GoodTime.AFTERNOON: _l("In the afternoon"),
    GoodTime.ANY: _l("Any time"),
}

PAGES: dict[str, LazyString] = {
    # TRANSLATORS: which page somebody was on when they asked to be rung, for staff
    "home.today": _l("It was from the page of today."),
    "timetable.week": _l("It was from the page of the week."),
    "asks.ask_list": _l("It was from the page of their questions."),
    "asks.ask_new": _l("It was from the page for a question."),
    "asks.ask_show": _l("It was from the page of one question."),
    "goals.goal_list": _l("It was from the page of the goals."),
    "goals.goal_show": _l("It was from the page of one goal."),
    "plans.about_show": _l("It was from the page “About me”."),
    "plans.plan_show": _l("It was from the page of the plan."),
    "plans.review_show": _l("It was from the page of a review."),
    "policies.independent_show": _l("It was from the page of help that is not us."),
    "policies.policy_list": _l("It was from the page of how we do things here."),
    "policies.policy_show": _l("It was from a page of how we do things here."),
    "proposals.proposal_list": _l("It was from the page of choices and news."),
    "proposals.proposal_show": _l("It was from the page of one choice."),
}


def good_time(value: GoodTime) -> str:
    """A time that suits somebody, in words."""
    return str(TIMES[value])


def good_time_choices(times: list[GoodTime]) -> list[dict[str, str]]:
    """The same as pictures to tap."""
    return [
        {"value": one.value, "label": str(TIMES[one]), "url": static_url(f"img/times/{one.value}.svg")} for one in times
    ]


def day_asked(moment: datetime) -> str:
    """The day of a moment inside a sentence: "today", "on Monday 23 November"."""
    return on_day(clock.london(moment).date(), clock.today())


FILTERS: dict[str, Callable[..., Any]] = {
    "day_asked": day_asked,
    "good_time": good_time,
    "good_time_choices": good_time_choices,
}
