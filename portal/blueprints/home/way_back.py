"""What the way back brings to Today: ends that come near, children with nowhere to go, a step that waits for a word."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

import sqlalchemy as sa

from portal import clock
from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.blueprints.after.summary import After
from portal.blueprints.after.summary import summarise as summarise_after
from portal.blueprints.steps.summary import Waits, answers_that_wait, step_to_answer, steps_to_start
from portal.database import db
from portal.models import Promise, Pupil, WayStep
from portal.pupils import Child
from portal.returning.gaps import Gap, NearEnd, gaps_and_near_ends_on
from portal.returning.promises import list_promises_to_keep
from portal.visibility import pupils_visible_to

One = TypeVar("One", Gap, NearEnd, Waits, WayStep)
# Promises on the page of today; the rest are on the ledger.
MOST_PROMISES = 5


@dataclass(frozen=True)
class FamilyWay:
    """For a family: what it must know of a part-time timetable, and for a young person the step that asks them."""

    gaps: tuple[tuple[Gap, Child], ...]
    near_ends: tuple[tuple[NearEnd, Child], ...]
    ready: WayStep | None
    after: After

    @property
    def pupil_ids(self) -> set[uuid.UUID]:
        """Whose rows it was made of."""
        asked = {self.ready.pupil_id} if self.ready else set()
        return asked | self.after.pupil_ids | {child.pupil_id for _one, child in (*self.gaps, *self.near_ends)}


@dataclass(frozen=True)
class StaffWay:
    """For staff: what waits for them, the gravest first."""

    gaps: tuple[tuple[Gap, Child], ...]
    near_ends: tuple[tuple[NearEnd, Child], ...]
    answers: tuple[tuple[Waits, Child], ...]
    starts: tuple[tuple[WayStep, Child], ...]
    promises: tuple[tuple[Promise, Child], ...]
    after: After
    today: date

    @property
    def waits(self) -> bool:
        """True when anything waits."""
        after = self.after.waiting or self.after.warnings or self.after.to_note
        return bool(self.gaps or self.near_ends or self.answers or self.starts or self.promises or after)

    @property
    def pupil_ids(self) -> set[uuid.UUID]:
        """Whose rows it was made of."""
        every = (*self.gaps, *self.near_ends, *self.answers, *self.starts, *self.promises)
        return self.after.pupil_ids | {child.pupil_id for _one, child in every}


def summarise_family_way(*, viewer: Viewer) -> FamilyWay:
    """A constant number of statements, however many children."""
    today = clock.today()
    gaps, near_ends = gaps_and_near_ends_on(today)
    ready = None
    if Role.PUPIL in viewer.roles:
        me = db.session.scalars(sa.select(Pupil.id).where(Pupil.person_id == viewer.person_id)).one_or_none()
        ready = step_to_answer(me, today, viewer=viewer) if me else None
    children = _children({*_ids(gaps), *_ids(near_ends)}, viewer)
    after = summarise_after(viewer=viewer)
    return FamilyWay(_with_child(gaps, children), _with_child(near_ends, children), ready, after)


def summarise_staff_way(*, viewer: Viewer) -> StaffWay:
    """The same, however many pupils."""
    today = clock.today()
    gaps, near_ends = gaps_and_near_ends_on(today)
    answers, starts = answers_that_wait(viewer=viewer), steps_to_start(viewer=viewer)
    promises = list_promises_to_keep(today + timedelta(days=1), MOST_PROMISES, viewer=viewer)
    children = _children({*_ids(gaps), *_ids(near_ends), *_ids(answers), *_ids(starts)}, viewer)
    return StaffWay(
        _with_child(gaps, children),
        _with_child(near_ends, children),
        _with_child(answers, children),
        _with_child(starts, children),
        tuple((promise, Child.of(pupil)) for promise, pupil in promises),
        summarise_after(viewer=viewer),
        today,
    )


def _ids(found: Iterable[One]) -> set[uuid.UUID]:
    return {one.pupil_id for one in found}


def _children(pupil_ids: set[uuid.UUID], viewer: Viewer) -> dict[uuid.UUID, Child]:
    theirs = sa.select(Pupil).where(Pupil.id.in_(pupil_ids), pupils_visible_to(viewer, given="sees_plan"))
    return {pupil.id: Child.of(pupil) for pupil in db.session.scalars(theirs)}


def _with_child(found: Iterable[One], children: dict[uuid.UUID, Child]) -> tuple[tuple[One, Child], ...]:
    return tuple((one, children[one.pupil_id]) for one in found if one.pupil_id in children)
