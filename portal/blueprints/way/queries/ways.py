"""Plans, sections, people and risks, for whoever they are shown to. Who that is, the net under each statement says."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal import clock
from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import (
    Person,
    Placement,
    Pupil,
    SectionKind,
    WayBack,
    WayKind,
    WayPerson,
    WayRisk,
    WaySection,
)
from portal.pupils import Child, get_child
from portal.visibility import people_visible_to, pupil_ids_visible_to

_ORDER = {kind: number for number, kind in enumerate(SectionKind)}


@dataclass(frozen=True)
class Ways:
    """The plans of a pupil: the one of today, and the short breaks beside it that have not ended."""

    child: Child
    now: WayBack | None
    breaks: tuple[WayBack, ...]


def find_ways(pupil_id: uuid.UUID, *, viewer: Viewer) -> Ways:
    """The plans of a pupil. NoResultFound (shown as 404) for a pupil none of whose plans is theirs to read."""
    rows = sa.select(WayBack).where(WayBack.pupil_id == pupil_id, WayBack.setting_id == viewer.setting_id)
    found = sorted(db.session.scalars(rows), key=_newest_first)
    child = get_child_of(pupil_id, viewer=viewer, was_released=bool(found))
    plans = [way for way in found if way.kind is not WayKind.SHORT_BREAK]
    breaks = tuple(way for way in found if way.kind is WayKind.SHORT_BREAK and not way.ended_on)
    return Ways(child, plans[0] if plans else None, breaks)


def _newest_first(way: WayBack) -> tuple[bool, bool, int]:
    """What has not ended before what has, what has begun before what is to come, the newest first."""
    return bool(way.ended_on), way.begun_on > clock.today(), -way.begun_on.toordinal()


def get_way(way_id: uuid.UUID, *, viewer: Viewer) -> WayBack:
    """A plan. NoResultFound (shown as 404) for one that is not theirs to read."""
    return db.session.scalars(
        sa.select(WayBack).where(WayBack.id == way_id, WayBack.setting_id == viewer.setting_id)
    ).one()


def get_child_of(pupil_id: uuid.UUID, *, viewer: Viewer, was_released: bool = True) -> Child:
    """Whose plan it is, as pages name them; also for the teacher to whom something of it was released."""
    if Role.LINK_TEACHER not in viewer.roles or not was_released:
        return get_child(pupil_id, viewer=viewer, given="sees_plan")
    rows = sa.select(Pupil).where(Pupil.id == pupil_id, Pupil.setting_id == viewer.setting_id)
    return Child.of(db.session.scalars(rows).one())


def find_planned(pupil_id: uuid.UUID, *, viewer: Viewer) -> uuid.UUID | None:
    """The pupil again, where the whole of their plan is this person's to read; None where only a part was released."""
    planned = Pupil.id.in_(pupil_ids_visible_to(viewer, given="sees_plan"))
    return db.session.scalar(sa.select(Pupil.id).where(Pupil.id == pupil_id, planned))


def list_sections(way_id: uuid.UUID, *, viewer: Viewer) -> list[WaySection]:
    """The sections of a plan that this person may read, in the order in which they are read."""
    rows = sa.select(WaySection).where(WaySection.way_id == way_id, WaySection.setting_id == viewer.setting_id)
    return sorted(db.session.scalars(rows), key=lambda section: _ORDER[section.kind])


def get_section(section_id: uuid.UUID, *, viewer: Viewer) -> WaySection:
    """One section. NoResultFound (shown as 404) for one that is not theirs to read."""
    return db.session.scalars(
        sa.select(WaySection).where(WaySection.id == section_id, WaySection.setting_id == viewer.setting_id)
    ).one()


def list_people(way_id: uuid.UUID, *, viewer: Viewer) -> list[WayPerson]:
    """The adults of a plan, with whom they are, in their order."""
    rows = sa.select(WayPerson).options(joinedload(WayPerson.person))
    rows = rows.where(WayPerson.way_id == way_id, WayPerson.setting_id == viewer.setting_id)
    return list(db.session.scalars(rows.order_by(WayPerson.position, WayPerson.id)))


def get_line(line_id: uuid.UUID, *, viewer: Viewer) -> WayPerson:
    """One adult of a plan. NoResultFound (shown as 404) for anybody else's."""
    rows = sa.select(WayPerson).options(joinedload(WayPerson.person))
    return db.session.scalars(rows.where(WayPerson.id == line_id, WayPerson.setting_id == viewer.setting_id)).one()


def list_risks(way_id: uuid.UUID, *, is_staff_only: bool, viewer: Viewer) -> list[WayRisk]:
    """The lines about keeping safe that still count: those that everybody of the plan reads, or those of staff."""
    rows = sa.select(WayRisk).where(
        WayRisk.way_id == way_id,
        WayRisk.is_staff_only == is_staff_only,
        WayRisk.setting_id == viewer.setting_id,
        WayRisk.ended_on.is_(None),
    )
    return list(db.session.scalars(rows.order_by(WayRisk.hazard, WayRisk.id)))


def get_risk(risk_id: uuid.UUID, *, viewer: Viewer) -> WayRisk:
    """One line about keeping safe. NoResultFound (shown as 404) for one that is not theirs to read."""
    return db.session.scalars(
        sa.select(WayRisk).where(WayRisk.id == risk_id, WayRisk.setting_id == viewer.setting_id)
    ).one()


def find_section_of(way_id: uuid.UUID, kind: SectionKind, *, viewer: Viewer) -> WaySection | None:
    """The section of this kind of a plan; None where the plan has none, or it is not theirs."""
    rows = sa.select(WaySection).where(
        WaySection.way_id == way_id, WaySection.kind == kind, WaySection.setting_id == viewer.setting_id
    )
    return db.session.scalars(rows).one_or_none()


def find_placement(placement_id: uuid.UUID, *, viewer: Viewer) -> Placement | None:
    """The placement of a plan; None for whom it is not open."""
    rows = sa.select(Placement).where(Placement.id == placement_id, Placement.setting_id == viewer.setting_id)
    return db.session.scalars(rows).one_or_none()


def list_released(*, viewer: Viewer) -> list[tuple[Child, list[WaySection]]]:
    """For a link teacher: the sections that were released to them, by child; in the order in which they are read."""
    rows = (
        sa.select(WaySection, Pupil)
        .join(Pupil, Pupil.id == WaySection.pupil_id)
        .join(WayBack, WayBack.id == WaySection.way_id)
        .where(WaySection.is_for_school, WayBack.ended_on.is_(None), WaySection.setting_id == viewer.setting_id)
    )
    children: dict[uuid.UUID, Child] = {}
    sections: dict[uuid.UUID, list[WaySection]] = {}
    for section, pupil in db.session.execute(rows):
        children[section.pupil_id] = Child.of(pupil)
        sections.setdefault(section.pupil_id, []).append(section)
    by_name = sorted(children.values(), key=lambda child: (child.first_name, str(child.pupil_id)))
    return [(child, sorted(sections[child.pupil_id], key=lambda one: _ORDER[one.kind])) for child in by_name]


def list_staff(*, viewer: Viewer) -> list[Person]:
    """Everybody who works here now: for the people of a plan."""
    staff = sa.select(Person).where(Person.is_staff, Person.left_on.is_(None), people_visible_to(viewer))
    return list(db.session.scalars(staff.order_by(Person.first_name, Person.last_name, Person.id)))
