"""What home may know of agreeing: the plans and part-time timetables that wait for this person's own answer.

It rests on their own answers alone: what anybody else was asked, or has answered, changes nothing of it.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from markupsafe import Markup
from sqlalchemy.orm import aliased

from portal import clock
from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.blueprints.agreeing.words import PARTS, PARTS_YOUNG
from portal.database import db
from portal.models import (
    Agreement,
    PartTime,
    Pupil,
    Relationship,
    SectionKind,
    WayBack,
    WayPerson,
    WayRisk,
    WaySection,
    WayStep,
)
from portal.pupils import Child
from portal.returning.agreed import NOT_SIGNED
from portal.returning.titles import section_title
from portal.visibility import pupils_visible_to, relationship_is_open

_own_of_plan, _own_of_part_time = aliased(Agreement), aliased(Agreement)


@dataclass(frozen=True)
class Question:
    """A plan, or a part-time timetable of it, that this person is asked to agree to. `changed`: the parts that read
    differently since they answered, by name; empty where they have not answered."""

    child: Child
    way_id: uuid.UUID
    part_time_id: uuid.UUID | None
    changed: tuple[Markup | str, ...]


@dataclass(frozen=True)
class Children:
    """Pupils by their id, and the questions that wait for this person."""

    by_id: dict[uuid.UUID, Child]
    questions: tuple[Question, ...] = ()


def summarise_children(pupil_ids: Iterable[uuid.UUID], *, viewer: Viewer) -> Children:
    """One statement: those of these pupils whose plan the viewer sees, and what waits for their own answer."""
    wanted = Pupil.id.in_(set(pupil_ids))
    seen = sa.select(Pupil).where(pupils_visible_to(viewer, given="sees_plan"))
    if Permission.AGREEING_ANSWER not in viewer.permissions:
        return Children({pupil.id: Child.of(pupil) for pupil in db.session.scalars(seen.where(wanted))})
    rows = db.session.execute(_with_what_waits(seen, wanted, viewer)).all()
    children = {pupil.id: Child.of(pupil) for pupil, *_rest in rows}
    found: dict[tuple[uuid.UUID, uuid.UUID | None], Question] = {}
    for pupil, way_id, plan_waits, of_plan, part_time_id, part_waits, of_part in rows:
        for waits, one, lifted in ((plan_waits, None, of_plan), (part_waits, part_time_id, of_part)):
            if waits:
                changed = tuple(_named(key, pupil, one, viewer) for key in (lifted or "").split())
                found.setdefault((way_id, one), Question(children[pupil.id], way_id, one, changed))
    in_order = sorted(
        found.values(), key=lambda each: (each.child.first_name, str(each.way_id), str(each.part_time_id))
    )
    return Children(children, tuple(in_order))


def _with_what_waits(
    seen: sa.Select[Pupil], wanted: sa.ColumnElement[bool], viewer: Viewer
) -> sa.Select[*tuple[Any, ...]]:
    today, plan, part = clock.today(), _own_of_plan, _own_of_part_time
    asks_them = sa.or_(
        Pupil.person_id == viewer.person_id,
        Pupil.id.in_(
            sa.select(Relationship.pupil_id).where(
                Relationship.person_id == viewer.person_id, Relationship.may_agree, relationship_is_open(today)
            )
        ),
    )
    plan_waits = sa.and_(asks_them, _has_words(), sa.or_(plan.id.is_(None), plan.lifted != ""))
    part_waits = sa.and_(asks_them, PartTime.id.is_not(None), sa.or_(part.id.is_(None), part.lifted != ""))
    runs = sa.and_(PartTime.way_id == WayBack.id, PartTime.ended_at.is_(None), PartTime.ends_on >= today)
    return (
        seen.outerjoin(WayBack, sa.and_(WayBack.pupil_id == Pupil.id, WayBack.ended_on.is_(None)))
        .outerjoin(PartTime, runs)
        .outerjoin(plan, sa.and_(plan.way_id == WayBack.id, plan.part_time_id.is_(None), _counts(plan, viewer)))
        .outerjoin(part, sa.and_(part.part_time_id == PartTime.id, _counts(part, viewer)))
        .where(sa.or_(wanted, plan_waits, part_waits))
        .add_columns(WayBack.id, plan_waits, plan.lifted, PartTime.id, part_waits, part.lifted)
    )


def _counts(own: Any, viewer: Viewer) -> sa.ColumnElement[bool]:
    """An answer of this person that counts: not answered anew, not taken back, their access not ended."""
    over = (own.replaced_at.is_(None), own.withdrawn_at.is_(None), own.ended_at.is_(None))
    return sa.and_(own.person_id == viewer.person_id, *over)


def _has_words() -> sa.ColumnElement[bool]:
    """Something stands in the plan that is signed: words, people, steps, or what keeps everybody safe."""
    written = sa.or_(WaySection.agreed != "", WaySection.about_the_rest != "")
    to_sign = sa.exists().where(WaySection.way_id == WayBack.id, WaySection.kind.not_in(NOT_SIGNED), written)
    risks = sa.exists().where(WayRisk.way_id == WayBack.id, ~WayRisk.is_staff_only, WayRisk.ended_on.is_(None))
    lines = [sa.exists().where(WayPerson.way_id == WayBack.id), sa.exists().where(WayStep.way_id == WayBack.id), risks]
    return sa.or_(to_sign, *lines)


def _named(key: str, pupil: Pupil, part_time_id: uuid.UUID | None, viewer: Viewer) -> Markup | str:
    """What a part is called on the page of this person."""
    if part_time_id is None:
        return section_title(SectionKind(key), viewer.audience, pupil.person.first_name)
    own = PARTS_YOUNG if viewer.audience == "young" else {}
    return str(own.get(key, PARTS[key][0]))
