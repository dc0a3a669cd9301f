"""What the page of whoever runs a group says: needs and reasons in words, a number that is not shown."""

from collections.abc import Callable
from datetime import date
from typing import Any

from babel.dates import format_date
from flask_babel import gettext as _

from portal.grouping.numbers import Cell
from portal.grouping.words import BARRIERS, FACES, NEEDS
from portal.models import GroupHelps, HowItWas, WhyNotYet
from portal.web.said import capital
from portal.web.words import babel_locale


def need(what: str) -> str:
    """What somebody needs to come."""
    return str(NEEDS[GroupHelps(what)][1])


def why_not(why: WhyNotYet) -> str:
    """What keeps somebody from coming."""
    return str(BARRIERS[why][0])


def face(one: HowItWas) -> str:
    """One of the three faces."""
    return str(FACES[one][1])


def counted(cell: Cell) -> str:
    """A number, or that it is not shown."""
    return _("not shown") if cell is None else str(cell)


def month(first: date) -> str:
    """A month and its year: "October 2026"."""
    return capital(format_date(first, "LLLL y", locale=babel_locale()))


FILTERS: dict[str, Callable[..., Any]] = {
    "group_counted": counted,
    "group_face": face,
    "group_month": month,
    "group_need": need,
    "group_why_not": why_not,
}
