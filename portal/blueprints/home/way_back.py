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
from portal.blueprints.agreeing.summary import Question, summarise_children
from portal.blueprints.steps.summary import Waits, answers_that_wait, step_to_answer, steps_of_today
from portal.database import db
from portal.models import Promise, Pupil, WayStep
from portal.pupils import Child
from portal.returning.gaps import Gap, NearEnd, look_ahead
from portal.returning.promises import list_promises_to_keep

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
    # What waits for this person's own answer.
    questions: tuple[Question, ...]

    @property
    def pupil_ids(self) -> set[uuid.UUID]:
        """Whose rows it was made of."""
        asked = {self.ready.pupil_id} if self.ready else set()
        asked |= {each.child.pupil_id for each in self.questions}
        return asked | self.after.pupil_ids | {child.pupil_id for _one, child in (*self.gaps, *self.near_ends)}


@dataclass(frozen=True)
class StaffWay:
    """For staff: what waits for them, the gravest first."""

    gaps: tuple[tuple[Gap, Child], ...]
    near_ends: tuple[tuple[NearEnd, Child], ...]
    answers: tuple[tuple[Waits, Child], ...]
    starts: tuple[tuple[WayStep, Child], ...]
    over_hours: tuple[tuple[WayStep, Child], ...]
    promises: tuple[tuple[Promise, Child], ...]
    after: After
    # For a social worker: what waits for their own answer.
    questions: tuple[Question, ...]
    today: date

    @property
    def waits(self) -> bool:
        """True when anything waits."""
        of_steps = self.answers or self.starts or self.over_hours
        after = self.after.waiting or self.after.warnings or self.after.to_note
        return bool(self.gaps or self.near_ends or of_steps or self.promises or after)

    @property
    def pupil_ids(self) -> set[uuid.UUID]:
        """Whose rows it was made of."""
        every = (*self.gaps, *self.near_ends, *self.answers, *self.starts, *self.over_hours, *self.promises)
        asked = {each.child.pupil_id for each in self.questions}
        return asked | self.after.pupil_ids | {child.pupil_id for _one, child in every}


def summarise_family_way(*, viewer: Viewer) -> FamilyWay:
    """A constant number of statements, however many children."""
    today = clock.today()
    gaps, near_ends = look_ahead(today, viewer=viewer)
    ready = None
    if Role.PUPIL in viewer.roles:
        me = db.session.scalars(sa.select(Pupil.id).where(Pupil.person_id == viewer.person_id)).one_or_none()
        ready = step_to_answer(me, today, viewer=viewer) if me else None
    found = summarise_children({*_ids(gaps), *_ids(near_ends)}, viewer=viewer)
    children, after = found.by_id, summarise_after(viewer=viewer)
    return FamilyWay(_with_child(gaps, children), _with_child(near_ends, children), ready, after, found.questions)


def summarise_staff_way(*, viewer: Viewer) -> StaffWay:
    """The same, however many pupils."""
    today = clock.today()
    gaps, near_ends = look_ahead(today, viewer=viewer)
    answers, steps = answers_that_wait(viewer=viewer), steps_of_today(viewer=viewer)
    promises = list_promises_to_keep(today + timedelta(days=1), MOST_PROMISES, viewer=viewer)
    of_steps = {*_ids(answers), *_ids(steps.to_start), *_ids(steps.over_hours)}
    found = summarise_children({*_ids(gaps), *_ids(near_ends), *of_steps}, viewer=viewer)
    children = found.by_id
    return StaffWay(
        _with_child(gaps, children),
        _with_child(near_ends, children),
        _with_child(answers, children),
        _with_child(steps.to_start, children),
        _with_child(steps.over_hours, children),
        tuple((promise, Child.of(pupil)) for promise, pupil in promises),
        summarise_after(viewer=viewer),
        found.questions,
        today,
    )


def _ids(found: Iterable[One]) -> set[uuid.UUID]:
    return {one.pupil_id for one in found}


def _with_child(found: Iterable[One], children: dict[uuid.UUID, Child]) -> tuple[tuple[One, Child], ...]:
    return tuple((one, children[one.pupil_id]) for one in found if one.pupil_id in children)
