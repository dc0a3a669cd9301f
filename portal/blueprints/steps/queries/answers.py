"""What a young person said before a step, how they sorted the steps, what they chose, and what they were answered."""

import uuid
from collections.abc import Iterable
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import (
    Pupil,
    StepAnswer,
    StepChoice,
    StepOrder,
    WayStep,
)
from portal.visibility import pupil_ids_visible_to

Row = TypeVar("Row", StepAnswer, StepChoice, StepOrder)


def get_answer(answer_id: uuid.UUID, *, viewer: Viewer) -> StepAnswer:
    """One answer. NoResultFound (shown as 404) for one of a pupil whose plan is not theirs."""
    theirs = StepAnswer.pupil_id.in_(pupil_ids_visible_to(viewer, given="sees_plan"))
    return db.session.scalars(sa.select(StepAnswer).where(StepAnswer.id == answer_id, theirs)).one()


def list_answers(step_ids: Iterable[uuid.UUID], *, viewer: Viewer) -> list[StepAnswer]:
    """What was said about these steps, the earliest first, with who answered it."""
    rows = sa.select(StepAnswer).options(joinedload(StepAnswer.decided_by))
    rows = rows.where(StepAnswer.step_id.in_(list(step_ids)), StepAnswer.setting_id == viewer.setting_id)
    return list(db.session.scalars(rows.order_by(StepAnswer.said_at, StepAnswer.id)))


def list_choices(step_ids: Iterable[uuid.UUID], *, viewer: Viewer) -> list[StepChoice]:
    """What was chosen within these steps, the earliest first: the last of each kind counts."""
    rows = sa.select(StepChoice).where(
        StepChoice.step_id.in_(list(step_ids)), StepChoice.setting_id == viewer.setting_id
    )
    return list(db.session.scalars(rows.order_by(StepChoice.chosen_at, StepChoice.id)))


def find_order(way_id: uuid.UUID, *, viewer: Viewer) -> StepOrder | None:
    """How the young person sorted the steps last."""
    rows = sa.select(StepOrder).where(StepOrder.way_id == way_id, StepOrder.setting_id == viewer.setting_id)
    return db.session.scalars(rows.order_by(StepOrder.sorted_at.desc(), StepOrder.id).limit(1)).one_or_none()


def find_sent(model: type[Row], client_id: uuid.UUID, *, viewer: Viewer) -> Row | None:
    """What this form made of it when it was sent before."""
    rows = sa.select(model).where(model.client_id == client_id, model.setting_id == viewer.setting_id)
    return db.session.scalars(rows).one_or_none()


def find_young_id(pupil_id: uuid.UUID, *, viewer: Viewer) -> uuid.UUID:
    """The id of the young person themself. NoResultFound for a pupil who is not theirs."""
    rows = sa.select(Pupil.person_id).where(
        Pupil.id == pupil_id, Pupil.id.in_(pupil_ids_visible_to(viewer, given="sees_plan"))
    )
    return db.session.scalars(rows).one()


def list_waiting(*, viewer: Viewer) -> list[tuple[StepAnswer, WayStep]]:
    """What young people of theirs said before a step that nobody has answered yet, the soonest step first."""
    rows = (
        sa.select(StepAnswer, WayStep)
        .join(WayStep, WayStep.id == StepAnswer.step_id)
        .where(
            StepAnswer.decided_at.is_(None),
            WayStep.stands(),
            StepAnswer.pupil_id.in_(pupil_ids_visible_to(viewer, given="sees_plan")),
        )
        .order_by(WayStep.starts_on, StepAnswer.said_at, StepAnswer.id)
    )
    # What was said later about the same step stands in its place.
    newest = {step.id: (answer, step) for answer, step in db.session.execute(rows)}
    return list(newest.values())
