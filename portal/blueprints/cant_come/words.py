"""The five reasons: how a family, a young person and staff read them, each with its picture."""

from collections.abc import Callable
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.models import WhyNot
from portal.web.static import static_url

# TRANSLATORS: five pictures to tap: why a child cannot come to a session, for the adult at home
HOME: dict[WhyNot, LazyString] = {
    WhyNot.ILL: _l("Ill"),
    WhyNot.APPOINTMENT: _l("An appointment"),
    WhyNot.TRAVEL: _l("Getting there"),
    WhyNot.TOO_HARD: _l("Too hard today"),
    WhyNot.SOMETHING_ELSE: _l("Something else"),
}
# TRANSLATORS: the same five for a young person
YOUNG: dict[WhyNot, LazyString] = {
    WhyNot.ILL: _l("I am ill"),
    WhyNot.APPOINTMENT: _l("I have to go somewhere else"),
    WhyNot.TRAVEL: _l("I can't get there"),
    WhyNot.TOO_HARD: _l("It is too hard today"),
    WhyNot.SOMETHING_ELSE: _l("Something else"),
}


def why_not(why: WhyNot) -> str:
    """A reason, as staff and home read it."""
    return str(HOME[why])


def why_own(why: WhyNot) -> str:
    """A reason, as the young person tapped it."""
    return str(YOUNG[why])


def why_choices(audience: str) -> list[dict[str, str]]:
    """The five as pictures to tap, in the words of a young person or of home."""
    words = YOUNG if audience == "young" else HOME
    return [
        {"value": one.value, "label": str(label), "url": static_url(f"img/reasons/{one.value}.svg")}
        for one, label in words.items()
    ]


FILTERS: dict[str, Callable[..., Any]] = {"why_choices": why_choices, "why_not": why_not, "why_own": why_own}
