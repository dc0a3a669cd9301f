"""What stands on the sheets of paper of a plan, to each printer only what is theirs to read."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import (
    Agreement,
    Contribution,
    Place,
    Placement,
    Relationship,
    RelationshipKind,
    Setting,
    StepAnswer,
    StepChoice,
    StepOrder,
    Voice,
    WayBack,
    WaySection,
    WayStep,
)
from portal.visibility import relationship_is_open
from portal.visibility.conditions import is_of_today


def list_young_words(pupil_id: uuid.UUID, *places: Place, viewer: Viewer) -> list[Contribution]:
    """What the young person says now in these places, the oldest first, with its readers and what came with it."""
    return _said(pupil_id, places, Contribution.voice == Voice.YOUNG, viewer)


def list_own_words(pupil_id: uuid.UUID, *places: Place, viewer: Viewer) -> list[Contribution]:
    """What whoever prints says now in these places themself."""
    return _said(pupil_id, places, Contribution.person_id == viewer.person_id, viewer)


def _said(
    pupil_id: uuid.UUID, places: tuple[Place, ...], whose: sa.ColumnElement[bool], viewer: Viewer
) -> list[Contribution]:
    with_words = (
        selectinload(Contribution.readers),
        selectinload(Contribution.photo),
        selectinload(Contribution.sound),
    )
    rows = (
        sa.select(Contribution)
        .options(joinedload(Contribution.person), *with_words)
        .where(
            Contribution.pupil_id == pupil_id,
            Contribution.place.in_(places),
            whose,
            Contribution.replaced_at.is_(None),
            Contribution.setting_id == viewer.setting_id,
        )
    )
    return list(db.session.scalars(rows.order_by(Contribution.said_at, Contribution.id)))


def list_at_home(pupil_id: uuid.UUID, *, viewer: Viewer) -> frozenset[uuid.UUID]:
    """The carers who read the plan of this pupil today, by their id: for staff; nobody else is told of them."""
    rows = sa.select(Relationship.person_id).where(
        Relationship.pupil_id == pupil_id,
        Relationship.setting_id == viewer.setting_id,
        Relationship.kind != RelationshipKind.SOCIAL_WORKER,
        Relationship.sees_plan,
        relationship_is_open(clock.today()),
    )
    return frozenset(db.session.scalars(rows))


def list_open_sections(pupil_id: uuid.UUID, *, viewer: Viewer) -> list[WaySection]:
    """The sections of the plans of a pupil that have not ended, as far as this person reads them."""
    rows = (
        sa.select(WaySection)
        .join(WayBack, WayBack.id == WaySection.way_id)
        .where(WaySection.pupil_id == pupil_id, WayBack.ended_on.is_(None), WaySection.setting_id == viewer.setting_id)
    )
    return list(db.session.scalars(rows.order_by(WayBack.begun_on.desc(), WaySection.id)))


def list_steps(way_id: uuid.UUID, *, viewer: Viewer) -> list[WayStep]:
    """The steps of a plan in their order, with who meets the child."""
    return _steps(WayStep.way_id == way_id, viewer)


def list_open_steps(pupil_id: uuid.UUID, *, viewer: Viewer) -> list[WayStep]:
    """The steps of the plans of a pupil that have not ended, in the same way."""
    plans = sa.select(WayBack.id).where(WayBack.pupil_id == pupil_id, WayBack.ended_on.is_(None))
    return _steps(WayStep.way_id.in_(plans), viewer)


def _steps(which: sa.ColumnElement[bool], viewer: Viewer) -> list[WayStep]:
    rows = sa.select(WayStep).options(joinedload(WayStep.meets)).where(which, WayStep.setting_id == viewer.setting_id)
    return list(db.session.scalars(rows.order_by(WayStep.starts_on, WayStep.position, WayStep.id)))


def list_step_answers(pupil_id: uuid.UUID, *, viewer: Viewer) -> list[StepAnswer]:
    """What the young person said before steps, the earliest first."""
    rows = sa.select(StepAnswer).where(StepAnswer.pupil_id == pupil_id, StepAnswer.setting_id == viewer.setting_id)
    return list(db.session.scalars(rows.order_by(StepAnswer.said_at, StepAnswer.id)))


def list_step_choices(pupil_id: uuid.UUID, *, viewer: Viewer) -> list[StepChoice]:
    """What the young person chose within steps, the earliest first: the last of each kind counts."""
    rows = sa.select(StepChoice).where(StepChoice.pupil_id == pupil_id, StepChoice.setting_id == viewer.setting_id)
    return list(db.session.scalars(rows.order_by(StepChoice.chosen_at, StepChoice.id)))


def find_step_order(pupil_id: uuid.UUID, *, viewer: Viewer) -> StepOrder | None:
    """How the young person sorted the steps last; None while they have not."""
    rows = sa.select(StepOrder).where(StepOrder.pupil_id == pupil_id, StepOrder.setting_id == viewer.setting_id)
    return db.session.scalars(rows.order_by(StepOrder.sorted_at.desc(), StepOrder.id).limit(1)).one_or_none()


def find_own_answer(way_id: uuid.UUID, *, viewer: Viewer) -> Agreement | None:
    """What whoever prints answered to the plan last; never anybody else's answer."""
    rows = sa.select(Agreement).where(
        Agreement.way_id == way_id,
        Agreement.person_id == viewer.person_id,
        Agreement.part_time_id.is_(None),
        Agreement.replaced_at.is_(None),
        Agreement.withdrawn_at.is_(None),
        Agreement.ended_at.is_(None),
    )
    return db.session.scalars(rows.order_by(Agreement.given_at.desc()).limit(1)).one_or_none()


def find_placement_today(pupil_id: uuid.UUID, *, viewer: Viewer) -> Placement | None:
    """The placement that runs today, with its key worker: whom to ask. None where it is not theirs, or has ended."""
    rows = sa.select(Placement).options(joinedload(Placement.key_worker))
    today = (Placement.pupil_id == pupil_id, is_of_today(Placement, clock.today()))
    return db.session.scalars(rows.where(*today, Placement.setting_id == viewer.setting_id)).one_or_none()


def find_phone(*, viewer: Viewer) -> str:
    """The number of the setting that families ring."""
    return db.session.scalar(sa.select(Setting.phone).where(Setting.id == viewer.setting_id)) or ""
