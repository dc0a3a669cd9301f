"""What the pages of a plan show."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import current_app, url_for

from portal import clock
from portal.access.policy import Permission, Role
from portal.access.viewer import Viewer
from portal.blueprints.way.queries import said as words_said
from portal.blueprints.way.queries.drafts import list_draft_sections
from portal.blueprints.way.queries.ways import (
    find_placement,
    find_planned,
    get_child_of,
    get_way,
    list_people,
    list_risks,
    list_sections,
)
from portal.blueprints.way.words import FIELDS, first_line, readable
from portal.heard import find_writers
from portal.heard.voices import Box, Listener, voices_of
from portal.models import PlanReview, SectionKind, WayBack, WayPerson, WayRisk, WaySection
from portal.pupils import Child
from portal.returning.reviews import Late, find_late, list_open_reviews
from portal.returning.unsettled import list_unsettled
from portal.revisions import ClashError

# The rooms in which a section goes on, where they are there.
ROOMS = {SectionKind.STEPS: "steps.step_list", SectionKind.REVIEWS: "plans.review_list"}

# The sections from which the one page about a child is made.
OF_THE_PROFILE = (SectionKind.ABOUT_ME, SectionKind.HELPS, SectionKind.PEOPLE)


@dataclass(frozen=True)
class SectionCard:
    """A section in the list: what is agreed in one line, and whether everybody agrees; never who does not."""

    section: WaySection
    is_unsettled: bool
    has_draft: bool

    @property
    def line(self) -> str:
        """The first line of what is agreed; empty while nothing is."""
        return first_line(self.section.agreed)


@dataclass(frozen=True)
class Whole:
    """A plan with its sections, as this reader reads it."""

    child: Child
    way: WayBack
    cards: tuple[SectionCard, ...]
    # True where they read what was released to the school, and nothing else.
    is_for_school_only: bool

    @property
    def has_profile(self) -> bool:
        """Is there one page about the child? For a school only where something of it was released."""
        return not self.is_for_school_only or any(card.section.kind in OF_THE_PROFILE for card in self.cards)

    @property
    def goal(self) -> WaySection | None:
        """The section in which it says where the plan leads; None where it is not theirs to read."""
        return next((card.section for card in self.cards if card.section.kind is SectionKind.GOAL), None)


@dataclass(frozen=True)
class Shown:
    """A section with everything on its page."""

    child: Child
    way: WayBack
    section: WaySection
    boxes: tuple[Box, ...]
    people: tuple[WayPerson, ...]
    risks: tuple[WayRisk, ...]
    is_unsettled: bool
    is_for_school_only: bool
    room_url: str
    # In the section of the reviews: each that was not held yet, the way to it, and whether its day has passed.
    reviews: tuple[tuple[PlanReview, str, bool], ...] = ()
    late: Late | None = None


def whole_way(way: WayBack, *, viewer: Viewer) -> Whole:
    """A plan and its sections, with the same few statements however much was said and saved."""
    school_only = is_for_school_only(way.pupil_id, viewer)
    sections = list_sections(way.id, viewer=viewer)
    unsettled = frozenset[SectionKind]() if school_only else list_unsettled(way.id, viewer=viewer)
    drafts = list_draft_sections(viewer=viewer)
    cards = tuple(SectionCard(each, is_unsettled(each, unsettled, school_only), each.id in drafts) for each in sections)
    return Whole(get_child_of(way.pupil_id, viewer=viewer), way, cards, school_only)


def is_unsettled(section: WaySection, unsettled: Collection[SectionKind], school_only: bool) -> bool:
    """Not everybody agrees yet: somebody said so in an answer, or staff wrote what happens about it."""
    return not school_only and (bool(section.about_the_rest) or section.kind in unsettled)


def shown_section(section: WaySection, *, viewer: Viewer) -> Shown:
    """A section, what everybody says beside it as far as this person reads it, and its lines."""
    way = get_way(section.way_id, viewer=viewer)
    child = get_child_of(section.pupil_id, viewer=viewer)
    said = words_said.list_said(section.id, viewer=viewer)
    listener = Listener.of(viewer, child, find_placement(way.placement_id, viewer=viewer))
    boxes = voices_of(said, find_writers(said, viewer=viewer), listener)
    school_only = is_for_school_only(section.pupil_id, viewer)
    unsettled = frozenset[SectionKind]() if school_only else list_unsettled(way.id, viewer=viewer)
    people, risks = lines_of(section, viewer=viewer)
    state = is_unsettled(section, unsettled, school_only)
    shown = Shown(child, way, section, boxes, people, risks, state, school_only, _room_of(section, school_only))
    if section.kind is not SectionKind.REVIEWS:
        return shown
    days, late = _days_of(section.pupil_id, school_only, viewer), find_late(section.pupil_id, viewer=viewer)
    return replace(shown, reviews=days, late=late)


def _days_of(pupil_id: uuid.UUID, school_only: bool, viewer: Viewer) -> tuple[tuple[PlanReview, str, bool], ...]:
    """The reviews to come and the late ones; the school says on a page of its own how it takes part."""
    endpoint, today = "plans.review_coming" if school_only else "plans.review_show", clock.today()
    rows = list_open_reviews(pupil_id, viewer=viewer)
    return tuple((row, url_for(endpoint, review_id=row.id), row.on < today) for row in rows)


def lines_of(section: WaySection, *, viewer: Viewer) -> tuple[tuple[WayPerson, ...], tuple[WayRisk, ...]]:
    """The people and the lines about keeping safe that stand in this section."""
    if section.kind is SectionKind.PEOPLE:
        return tuple(list_people(section.way_id, viewer=viewer)), ()
    if section.kind not in (SectionKind.RISK, SectionKind.RISK_STAFF):
        return (), ()
    is_staff_only = section.kind is SectionKind.RISK_STAFF
    return (), tuple(list_risks(section.way_id, is_staff_only=is_staff_only, viewer=viewer))


def _room_of(section: WaySection, school_only: bool) -> str:
    endpoint = ROOMS.get(section.kind, "")
    if school_only or endpoint not in current_app.view_functions:
        return ""
    return url_for(endpoint, pupil_id=section.pupil_id)


def is_for_school_only(pupil_id: uuid.UUID, viewer: Viewer) -> bool:
    return Role.LINK_TEACHER in viewer.roles and find_planned(pupil_id, viewer=viewer) is None


def may(viewer: Viewer) -> dict[str, bool]:
    """What this person may do on the pages of a plan."""
    mine = viewer.permissions
    return {"write": Permission.WAY_WRITE in mine, "say": Permission.WAY_SAY in mine}


def texts_of(clash: ClashError, fields: Sequence[str]) -> list[dict[str, Any]]:
    """The three texts of each field that two people changed, in words to read."""
    both = [
        name
        for name in fields
        if name in clash.fields
        and clash.mine[name] != clash.opened.get(name, "")
        and clash.theirs[name] != clash.opened.get(name, "")
    ]
    return [
        {
            "label": str(FIELDS[name]),
            "opened": readable(name, clash.opened.get(name, "")),
            "theirs": readable(name, clash.theirs[name]),
            "mine": readable(name, clash.mine[name]),
        }
        for name in both
    ]
