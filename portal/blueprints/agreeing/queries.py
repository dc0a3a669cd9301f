"""The plan that is agreed to, its lines, and the answers: everybody's for staff, one's own for everybody else."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import (
    Agreement,
    Contribution,
    IndependentHelp,
    PartTime,
    Person,
    Pupil,
    SectionKind,
    WayBack,
    WayPerson,
    WayRisk,
    WaySection,
    WayStep,
)
from portal.returning.agreed import NOT_SIGNED
from portal.visibility import pupil_ids_visible_to

_THEIRS = "sees_plan"


@dataclass(frozen=True)
class Lines:
    """Everything of a plan that is signed, as this viewer reads it."""

    sections: list[WaySection]
    people: list[WayPerson] = field(default_factory=list)
    # With their week, and who meets the child.
    steps: list[WayStep] = field(default_factory=list)
    risks: list[WayRisk] = field(default_factory=list)


def get_way(pupil_id: uuid.UUID, *, viewer: Viewer, way_id: uuid.UUID | None = None) -> WayBack:
    """The plan of a pupil that goes on and began last, or the one with this id.

    NoResultFound (shown as 404) where there is none, or it is not theirs to see.
    """
    rows = sa.select(WayBack).where(WayBack.pupil_id == pupil_id, _seen(WayBack.pupil_id, viewer))
    rows = rows.where(WayBack.id == way_id) if way_id else rows.where(WayBack.ended_on.is_(None))
    return db.session.scalars(rows.order_by(WayBack.begun_on.desc(), WayBack.id).limit(1)).one()


def get_part_time(part_time_id: uuid.UUID, *, viewer: Viewer) -> tuple[WayBack, PartTime]:
    """A part-time timetable with its week, and the plan it belongs to. NoResultFound (404) for anybody else's."""
    rows = (
        sa.select(WayBack, PartTime)
        .join(PartTime, PartTime.way_id == WayBack.id)
        .options(selectinload(PartTime.sessions))
        .where(PartTime.id == part_time_id, _seen(PartTime.pupil_id, viewer))
    )
    way, part_time = db.session.execute(rows).one()
    return way, part_time


def list_lines(way: WayBack, *, viewer: Viewer) -> Lines:
    """The sections that are signed, in the order in which they are read, with their lines."""

    def each(rows: sa.Select[Any]) -> list[Any]:
        return list(db.session.scalars(rows))

    order = list(SectionKind)
    sections = sa.select(WaySection).where(
        WaySection.way_id == way.id, WaySection.kind.not_in(NOT_SIGNED), WaySection.setting_id == viewer.setting_id
    )
    people = sa.select(WayPerson).options(joinedload(WayPerson.person)).where(WayPerson.way_id == way.id)
    with_week = (selectinload(WayStep.sessions), joinedload(WayStep.meets))
    steps = sa.select(WayStep).options(*with_week).where(WayStep.way_id == way.id, WayStep.stands())
    risks = sa.select(WayRisk).where(WayRisk.way_id == way.id, ~WayRisk.is_staff_only, WayRisk.ended_on.is_(None))
    return Lines(
        sorted(each(sections), key=lambda section: order.index(section.kind)),
        each(people.order_by(WayPerson.position, WayPerson.id)),
        each(steps.order_by(WayStep.position, WayStep.id)),
        each(risks.order_by(WayRisk.hazard, WayRisk.id)),
    )


def find_own_answer(way_id: uuid.UUID, part_time_id: uuid.UUID | None, *, viewer: Viewer) -> Agreement | None:
    """What this person has answered last and not taken back."""
    rows = _that_count(way_id, part_time_id).where(Agreement.person_id == viewer.person_id)
    return db.session.scalars(rows.order_by(Agreement.given_at.desc()).limit(1)).one_or_none()


def get_own_answer(agreement_id: uuid.UUID, *, viewer: Viewer) -> Agreement:
    """An answer of this person's own. NoResultFound (shown as 404) for anybody else's."""
    rows = sa.select(Agreement).where(
        Agreement.id == agreement_id,
        Agreement.person_id == viewer.person_id,
        _seen(Agreement.pupil_id, viewer),
    )
    return db.session.scalars(rows).one()


def get_answer(agreement_id: uuid.UUID, *, viewer: Viewer) -> Agreement:
    """An answer with whose it is, for staff of the pupil. NoResultFound (shown as 404) for everybody else."""
    rows = (
        sa.select(Agreement)
        .options(joinedload(Agreement.person))
        .where(Agreement.id == agreement_id, _seen(Agreement.pupil_id, viewer))
    )
    return db.session.scalars(rows).one()


def find_sent_answer(client_id: uuid.UUID, *, viewer: Viewer) -> Agreement | None:
    """What this form made of it when it was sent before."""
    mine = sa.or_(Agreement.person_id == viewer.person_id, Agreement.entered_by_id == viewer.person_id)
    return db.session.scalars(sa.select(Agreement).where(Agreement.client_id == client_id, mine)).one_or_none()


def list_answers(way_id: uuid.UUID, part_time_id: uuid.UUID | None, *, viewer: Viewer) -> dict[uuid.UUID, Agreement]:
    """The answers that count, by person: for staff, each with who entered it. Empty for everybody else."""
    if Permission.AGREEING_ENTER not in viewer.permissions:
        return {}
    rows = _that_count(way_id, part_time_id).options(joinedload(Agreement.entered_by))
    return {one.person_id: one for one in db.session.scalars(rows.order_by(Agreement.given_at))}


def list_words(answers: Iterable[Agreement | None], *, viewer: Viewer) -> dict[uuid.UUID, Contribution]:
    """The words that came with answers, as far as the viewer is one of their readers; by their id."""
    ids = [one.contribution_id for one in answers if one and one.contribution_id]
    if not ids:
        return {}
    rows = sa.select(Contribution).where(Contribution.id.in_(ids), Contribution.setting_id == viewer.setting_id)
    return {one.id: one for one in db.session.scalars(rows)}


def list_people(ids: Iterable[uuid.UUID], *, viewer: Viewer) -> dict[uuid.UUID, Person]:
    """People by their id, as far as the viewer may see them."""
    rows = sa.select(Person).where(Person.id.in_(list(ids)), Person.setting_id == viewer.setting_id)
    return {one.id: one for one in db.session.scalars(rows)}


def list_helpers(pupil_id: uuid.UUID, *, viewer: Viewer) -> list[IndependentHelp]:
    """Who helps the family of this pupil and does not belong to the setting: those of the council where they live."""
    home = sa.select(sa.func.lower(Pupil.home_council)).where(Pupil.id == pupil_id).scalar_subquery()
    rows = sa.select(IndependentHelp).where(
        IndependentHelp.setting_id == viewer.setting_id, sa.func.lower(IndependentHelp.council) == home
    )
    return list(db.session.scalars(rows.order_by(IndependentHelp.position, IndependentHelp.id)))


def _that_count(way_id: uuid.UUID, part_time_id: uuid.UUID | None) -> sa.Select[Agreement]:
    return sa.select(Agreement).where(
        Agreement.way_id == way_id,
        Agreement.part_time_id == part_time_id if part_time_id else Agreement.part_time_id.is_(None),
        Agreement.replaced_at.is_(None),
        Agreement.withdrawn_at.is_(None),
        Agreement.ended_at.is_(None),
    )


def _seen(pupil_id: sa.orm.InstrumentedAttribute[uuid.UUID], viewer: Viewer) -> sa.ColumnElement[bool]:
    return pupil_id.in_(pupil_ids_visible_to(viewer, given=_THEIRS))
