"""The welcome before the first day: who somebody will meet, what the first day is like, what they can say no to."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.access.viewer import Viewer
from portal.blueprints.plans import words
from portal.blueprints.plans.queries.plans import find_plan, list_first_sessions
from portal.models import Placement, Plan
from portal.planning.titles import CARDS
from portal.pupils import Child
from portal.timetable.plan import Adult, Occurrence

# From the first day on, how long a first session may be away.
LOOKS_AHEAD = timedelta(days=14)

# What somebody can say no to. Each is true on every day, and with everybody.
NO_YOUNG: tuple[LazyString, ...] = (
    _l("You can skip a question."),
    _l("You can say stop."),
    _l("You can say no to a photo."),
    _l("You can ask for a break."),
    _l("You can ask for one more grown-up."),
)
NO: tuple[LazyString, ...] = (
    _l("You can skip any question."),
    _l("You can say no to a photo."),
    _l("You can say no to a visit at home."),
    _l("You can ask for another day or time."),
    _l("You can bring somebody with you."),
)


@dataclass(frozen=True)
class Welcome:
    """What somebody reads before the first day."""

    child: Child
    plan: Plan | None
    adults: tuple[Adult, ...]
    first: tuple[Occurrence, ...]
    no: tuple[LazyString, ...]
    cards: list[dict[str, object]]

    @property
    def bring(self) -> list[str]:
        """What to bring: as the team wrote it, else what the first sessions ask for."""
        if self.plan and self.plan.bring:
            return [self.plan.bring]
        return list(dict.fromkeys(one.plan.bring for one in self.first if one.plan.bring))


def welcome_to(child: Child, placement: Placement, *, viewer: Viewer) -> Welcome:
    """The welcome of a pupil, in the words of whoever looks."""
    starts = placement.starts_on
    coming = list_first_sessions(child.pupil_id, starts, starts + LOOKS_AHEAD, viewer=viewer)
    first = tuple(one for one in coming if one.on == coming[0].on)
    return Welcome(
        child=child,
        plan=find_plan(placement.id, viewer=viewer),
        adults=_adults(placement, _in_first_days(coming)),
        first=first,
        no=NO_YOUNG if viewer.audience == "young" else NO,
        cards=_cards(child, viewer),
    )


def _in_first_days(coming: Sequence[Occurrence]) -> list[Occurrence]:
    until: date | None = coming[0].on + timedelta(days=6) if coming else None
    return [one for one in coming if until and one.on <= until]


def _adults(placement: Placement, coming: Sequence[Occurrence]) -> tuple[Adult, ...]:
    one = placement.key_worker
    found: dict[uuid.UUID, Adult] = {}
    if one:
        found[one.id] = Adult(one.id, one.first_name, one.job, one.photo_id, one.stand_in)
    for each in coming:
        if each.plan.adult:
            found.setdefault(each.plan.adult.id, each.plan.adult)
    return tuple(found.values())


def _cards(child: Child, viewer: Viewer) -> list[dict[str, object]]:
    return [
        {
            "url": url_for("plans.about_add", pupil_id=child.pupil_id, card=card),
            "label": words.card_title(card, viewer.audience, child.first_name),
            "icon": "speak",
        }
        for card in CARDS
    ]
