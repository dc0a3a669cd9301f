"""The steps of a plan, for whoever sees it; a link teacher has them when their section was released to the school."""

import uuid
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import (
    ChoiceKind,
    Person,
    Placement,
    Pupil,
    Revision,
    SectionKind,
    StepOffer,
    StepSession,
    StepState,
    TimetableSession,
    WayBack,
    WaySection,
    WayStep,
)
from portal.pupils import Child
from portal.visibility import people_visible_to, pupil_ids_visible_to
from portal.visibility.conditions import is_of_today

OPEN = (StepState.COMING, StepState.NOW)
# So many steps that were taken out stand below the way; the rest is in the history of each.
MOST_TAKEN_OUT = 10


def get_way(pupil_id: uuid.UUID, *, viewer: Viewer) -> tuple[WayBack, Child]:
    """The plan of a pupil that has steps, and whose it is. NoResultFound (shown as 404) where they are not theirs.

    A link teacher reaches it by its released section and by nothing else: the net leaves them no other.
    """
    rows = (
        sa.select(WayBack, Pupil)
        .join(WaySection, WaySection.way_id == WayBack.id)
        .join(Pupil, Pupil.id == WayBack.pupil_id)
        .where(WayBack.pupil_id == pupil_id, WaySection.kind == SectionKind.STEPS, _theirs(WaySection, viewer))
        .order_by(WayBack.ended_on.is_not(None), WayBack.begun_on.desc(), WayBack.id)
        .limit(1)
    )
    way, pupil = db.session.execute(rows).one()
    return way, Child.of(pupil)


def get_step(step_id: uuid.UUID, *, viewer: Viewer) -> WayStep:
    """One step. NoResultFound (shown as 404) for one of a plan that is not theirs to see, and for one taken out."""
    step = sa.select(WayStep).where(WayStep.id == step_id, WayStep.stands(), _theirs(WayStep, viewer))
    return db.session.scalars(step).one()


def get_any_step(step_id: uuid.UUID, *, viewer: Viewer) -> WayStep:
    """The same, also one that was taken out of the way: what happened to it can still be read."""
    return db.session.scalars(sa.select(WayStep).where(WayStep.id == step_id, _theirs(WayStep, viewer))).one()


def get_open_step(step_id: uuid.UUID, *, viewer: Viewer) -> WayStep:
    """The same, while it is to come or goes on: a step that is over stays as it was."""
    goes_on = sa.and_(WayStep.state.in_(OPEN), WayStep.stands())
    step = sa.select(WayStep).where(WayStep.id == step_id, goes_on, _theirs(WayStep, viewer))
    return db.session.scalars(step).one()


def get_child_of(step: WayStep, *, viewer: Viewer) -> Child:
    """Whose step it is, as pages name them; also for the teacher to whom only the steps were released."""
    pupil = sa.select(Pupil).where(Pupil.id == step.pupil_id, Pupil.setting_id == viewer.setting_id)
    return Child.of(db.session.scalars(pupil).one())


def list_steps(way_id: uuid.UUID, *, viewer: Viewer) -> list[WayStep]:
    """The steps of a plan in their order, with who meets the child and the sessions of their weeks."""
    steps = (
        sa.select(WayStep)
        .options(joinedload(WayStep.meets), selectinload(WayStep.sessions))
        .where(WayStep.way_id == way_id, WayStep.stands(), _theirs(WayStep, viewer))
        .order_by(WayStep.starts_on, WayStep.position, WayStep.id)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(steps))


def list_taken_out(way_id: uuid.UUID, *, viewer: Viewer) -> list[tuple[WayStep, Revision]]:
    """The steps that were taken out before they began, the newest first, each with the save that did it."""
    rows = (
        sa.select(WayStep, Revision)
        .join(Revision, sa.and_(Revision.subject_id == WayStep.id, Revision.version == WayStep.version))
        .options(joinedload(Revision.person))
        .where(WayStep.way_id == way_id, ~WayStep.stands(), _theirs(WayStep, viewer))
        .order_by(WayStep.ended_at.desc(), WayStep.id)
        .limit(MOST_TAKEN_OUT)
    )
    return [(step, save) for step, save in db.session.execute(rows)]


def list_week(step_id: uuid.UUID, *, viewer: Viewer) -> list[StepSession]:
    """The sessions of a step's week as they stand now."""
    rows = sa.select(StepSession).where(StepSession.step_id == step_id, StepSession.setting_id == viewer.setting_id)
    return list(db.session.scalars(rows.order_by(StepSession.weekday, StepSession.starts, StepSession.id)))


def list_offers(step_ids: Iterable[uuid.UUID], *, viewer: Viewer) -> list[StepOffer]:
    """What may be chosen within these steps, in the order in which it was offered."""
    rows = sa.select(StepOffer).options(joinedload(StepOffer.person))
    rows = rows.where(StepOffer.step_id.in_(list(step_ids)), StepOffer.setting_id == viewer.setting_id)
    return list(db.session.scalars(rows.order_by(StepOffer.kind, StepOffer.position, StepOffer.id)))


def list_offers_of(step_id: uuid.UUID, kind: ChoiceKind, *, viewer: Viewer) -> list[StepOffer]:
    """What may be chosen of one kind within one step."""
    return [one for one in list_offers([step_id], viewer=viewer) if one.kind is kind]


def list_staff(*, viewer: Viewer) -> list[Person]:
    """Everybody who works here now: who may meet a child."""
    today = clock.today()
    staff = sa.select(Person).where(
        Person.is_staff, sa.or_(Person.left_on.is_(None), Person.left_on > today), people_visible_to(viewer)
    )
    return list(db.session.scalars(staff.order_by(Person.first_name, Person.last_name, Person.id)))


def find_placement(pupil_id: uuid.UUID, *, viewer: Viewer) -> Placement | None:
    """The placement that runs today, else the next one, with its key worker; None for whom it is not open."""
    rows = sa.select(Placement).options(joinedload(Placement.key_worker))
    rows = rows.where(
        Placement.pupil_id == pupil_id,
        is_of_today(Placement, clock.today()),
        Placement.pupil_id.in_(pupil_ids_visible_to(viewer, given="sees_plan")),
    )
    return db.session.scalars(rows).one_or_none()


def list_made(way_id: uuid.UUID, *, viewer: Viewer) -> list[TimetableSession]:
    """The sessions of the real timetable that the steps of this plan have made and that stand now."""
    rows = (
        sa.select(TimetableSession)
        .join(StepSession, StepSession.made_id == TimetableSession.id)
        .join(WayStep, WayStep.id == StepSession.step_id)
        .where(WayStep.way_id == way_id, TimetableSession.setting_id == viewer.setting_id)
    )
    return list(db.session.scalars(rows))


def list_other_sessions(pupil_id: uuid.UUID, way_id: uuid.UUID, *, viewer: Viewer) -> list[TimetableSession]:
    """Every session of the pupil's timetable that no step of this plan made."""
    made = (
        sa.select(StepSession.made_id)
        .join(WayStep, WayStep.id == StepSession.step_id)
        .where(WayStep.way_id == way_id, StepSession.made_id.is_not(None))
    )
    rows = sa.select(TimetableSession).where(
        TimetableSession.pupil_id == pupil_id,
        TimetableSession.setting_id == viewer.setting_id,
        TimetableSession.id.not_in(made),
    )
    return list(db.session.scalars(rows.order_by(TimetableSession.weekday, TimetableSession.starts)))


def _theirs(row: type[WayStep] | type[WaySection], viewer: Viewer) -> sa.ColumnElement[bool]:
    theirs = row.pupil_id.in_(pupil_ids_visible_to(viewer, given="sees_plan"))
    # Of what was released, the net under every statement leaves the pupils of this teacher (rules_of_ways.py).
    return sa.true() if Role.LINK_TEACHER in viewer.roles else theirs
