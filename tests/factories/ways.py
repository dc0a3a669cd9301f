"""Rows of the way back, for tests that are about something else than how they came to be."""

import json
import uuid
from typing import Any

import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import AgreeAnswer, Agreement, Draft, Place, Placement, SectionKind, Voice, WayBack, WaySection
from tests.cast import person, placement, pupil, setting


def way_of(slug: str) -> uuid.UUID:
    """The id of the plan that a pupil of the cast has from the first day."""
    with db.work(SYSTEM, reason="a test") as session:
        return session.scalars(sa.select(WayBack.id).where(WayBack.placement_id == placement(slug))).one()


def section_of(slug: str, kind: SectionKind) -> uuid.UUID:
    """The id of one of its sections."""
    of = sa.select(WaySection.id).where(WaySection.way_id == way_of(slug), WaySection.kind == kind)
    with db.work(SYSTEM, reason="a test") as session:
        return session.scalars(of).one()


def agreed(slug: str, kind: SectionKind, words: str, *, is_for_school: bool = False) -> uuid.UUID:
    """A section holds these agreed words, released to the school or not. Returns its id."""
    section_id = section_of(slug, kind)
    with db.work(SYSTEM, reason="a test") as session:
        section = session.get_one(WaySection, section_id)
        section.agreed, section.is_for_school = words, is_for_school
    return section_id


def drafted(slug: str, child: str, words: str = "I wanted to say") -> None:
    """Somebody has typed words beside the goal of a child's plan, and not sent them."""
    facts = {"place": Place.WAY, "about_id": section_of(child, SectionKind.GOAL), "words": words}
    _add(Draft(setting_id=setting(), pupil_id=pupil(child), person_id=person(slug), **facts))


def answered(slug: str, child: str, answer: AgreeAnswer = AgreeAnswer.AGREE, **facts: Any) -> uuid.UUID:
    """Somebody has answered the plan of a child. Returns the id of their answer."""
    agreement_id = uuid.uuid4()
    row = {"way_id": way_of(child), "voice": Voice.HOME, "answer": answer, "hashes": json.dumps({}), **facts}
    of = {"setting_id": setting(), "pupil_id": pupil(child), "person_id": person(slug), "client_id": uuid.uuid4()}
    _add(Agreement(id=agreement_id, **of, **row))
    return agreement_id


def without_placements() -> None:
    """No pupil has a placement, and so no plan of its own."""
    with db.work(SYSTEM, reason="a test") as session:
        for model in (WaySection, WayBack, Placement):
            session.execute(sa.delete(model))


def _add(row: Any) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.add(row)
