"""The whole plan on paper: what is agreed, part by part, in large type and with pictures."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from portal import clock
from portal.access.viewer import Viewer
from portal.blueprints.way.carrying import WhomToAsk, carried, quotes_of, whom_to_ask
from portal.blueprints.way.presenters import is_for_school_only, is_unsettled
from portal.blueprints.way.queries import paper as rows
from portal.blueprints.way.queries.ways import get_child_of, list_people, list_risks, list_sections
from portal.heard.voices import Quote
from portal.models import (
    Agreement,
    Contribution,
    MeetingWay,
    Place,
    PlanReview,
    SectionKind,
    StepState,
    WayBack,
    WayPerson,
    WayRisk,
    WaySection,
    WayStep,
)
from portal.pupils import Child
from portal.returning.paper import goes_on_paper
from portal.returning.reviews import list_open_reviews
from portal.returning.steps import state_on
from portal.returning.unsettled import list_unsettled

# What was typed for a meeting at home is never shown: it could be an address (as on the page of a review).
_NAMED = (MeetingWay.OUR_PLACE, MeetingWay.SCHOOL)


@dataclass(frozen=True)
class Part:
    """A section on the sheet: what is agreed, and the words that may stand beside it."""

    section: WaySection
    young: tuple[Quote, ...]
    # Whoever prints their own sheet finds their own words on it.
    own: tuple[Quote, ...]
    is_unsettled: bool
    has_lines: bool

    @property
    def is_empty(self) -> bool:
        """Nothing is agreed and nobody says anything: it takes one line at the end."""
        return not (self.section.agreed or self.young or self.own or self.is_unsettled or self.has_lines)


@dataclass(frozen=True)
class Lines:
    """What stands in the parts beside what is agreed: people, the steps still to go, what keeps safe, the next date."""

    people: tuple[WayPerson, ...]
    steps: tuple[tuple[WayStep, StepState], ...]
    risks: tuple[WayRisk, ...]
    review: PlanReview | None

    @property
    def place(self) -> str:
        """Where everybody meets, where that may stand on paper."""
        return self.review.place if self.review and self.review.way in _NAMED else ""

    def has(self, kind: SectionKind) -> bool:
        """Does anything of it stand in this part?"""
        rows_of = {
            SectionKind.PEOPLE: self.people,
            SectionKind.STEPS: self.steps,
            SectionKind.RISK: self.risks,
            SectionKind.REVIEWS: self.review,
        }
        return kind is SectionKind.GOAL or bool(rows_of.get(kind))


@dataclass(frozen=True)
class PlanPaper:
    """The whole plan, as whoever prints it reads it."""

    child: Child
    way: WayBack
    parts: tuple[Part, ...]
    lines: Lines
    answer: Agreement | None
    ask: WhomToAsk
    is_for_school_only: bool


def plan_paper(way: WayBack, *, viewer: Viewer) -> PlanPaper:
    """The whole plan; for a link teacher, what was released to the school and nothing else."""
    school_only = is_for_school_only(way.pupil_id, viewer)
    sections = [each for each in list_sections(way.id, viewer=viewer) if goes_on_paper(each.kind)]
    unsettled = frozenset[SectionKind]() if school_only else list_unsettled(way.id, viewer=viewer)
    lines = _lines_of(way, viewer=viewer)
    young, own = carried(way.pupil_id, Place.WAY, viewer=viewer).said, _own(way.pupil_id, viewer)
    quoted = quotes_of([*young, *own], viewer=viewer)
    parts = tuple(
        Part(
            each,
            _beside(each.id, young, quoted),
            _beside(each.id, own, quoted),
            is_unsettled(each, unsettled, school_only),
            lines.has(each.kind),
        )
        for each in sections
    )
    answer = rows.find_own_answer(way.id, viewer=viewer)
    child, ask = get_child_of(way.pupil_id, viewer=viewer), whom_to_ask(way.pupil_id, viewer=viewer)
    return PlanPaper(child, way, parts, lines, answer, ask, school_only)


def _lines_of(way: WayBack, *, viewer: Viewer) -> Lines:
    steps = rows.list_steps(way.id, viewer=viewer)
    states = [(one, state_on(one, steps, clock.today())) for one in steps]
    reviews = list_open_reviews(way.pupil_id, viewer=viewer)
    return Lines(
        people=tuple(list_people(way.id, viewer=viewer)),
        steps=tuple((one, state) for one, state in states if state in (StepState.NOW, StepState.COMING)),
        # What is for staff only is printed for nobody (portal/returning/paper.py).
        risks=tuple(list_risks(way.id, is_staff_only=False, viewer=viewer)),
        review=next((one for one in reviews if one.on >= clock.today()), None),
    )


def _own(pupil_id: uuid.UUID, viewer: Viewer) -> tuple[Contribution, ...]:
    """A carer's own words on their own sheet. What staff say to one family is nothing for a sheet that goes round."""
    if viewer.audience != "family":
        return ()
    return tuple(rows.list_own_words(pupil_id, Place.WAY, viewer=viewer))


def _beside(about_id: uuid.UUID, said: Iterable[Contribution], quoted: dict[uuid.UUID, Quote]) -> tuple[Quote, ...]:
    return tuple(quoted[one.id] for one in said if one.about_id == about_id)
