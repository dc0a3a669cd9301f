"""No rung of a ladder becomes empty: the one check of everything that can take somebody off one (check 55).

Taking a step off, naming who is in charge at a site, an absence, an import in which somebody leaves or loses a role.
"Revoke everything" is not among them: it ends sign-ins and keys, and leaves the roles as they are.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.models import Level, Placement, Setting, Site
from portal.safeguarding import finding
from portal.safeguarding.ladder import Step, is_empty, rungs_of
from portal.safeguarding.roll import Roll, find_roll

Rung = tuple[Level, int]


class EmptyRungError(Exception):
    """Then nobody of its own would stand on a rung, from some day on."""

    def __init__(self, level: Level, after_minutes: int, on: date) -> None:
        super().__init__(f"Nobody would be told on {level} after {after_minutes} minutes from {on} on.")
        self.level, self.after_minutes, self.on = level, after_minutes, on


@dataclass(frozen=True)
class Placed:
    """Who the adults of one pupil are, and from when until when."""

    pupil_id: uuid.UUID
    key_worker_id: uuid.UUID
    lead_id: uuid.UUID | None
    starts_on: date
    ended_on: date | None


@dataclass(frozen=True)
class Ladders:
    """Both ladders of a setting, who works there, and every pupil of today or later."""

    steps: dict[Level, tuple[Step, ...]]
    roll: Roll
    placed: tuple[Placed, ...]

    def days(self) -> set[date]:
        """The days that have to be looked at: between two of them nobody more is missing."""
        today = clock.today()
        return {today} | {day for day in (*self.roll.days(), *(one.starts_on for one in self.placed)) if day > today}

    def empty_on(self, day: date) -> set[tuple[Rung, uuid.UUID]]:
        """Each rung that is empty on that day, with the pupil for whom it is."""
        staff, found = self.roll.on(day), set()
        known: dict[tuple[uuid.UUID, uuid.UUID | None], list[Rung]] = {}
        for one in self._placed_on(day):
            adults = (one.key_worker_id, one.lead_id)
            if adults not in known:
                theirs = replace(staff, key_workers=adults[:1], site_leads=(one.lead_id,) if one.lead_id else ())
                known[adults] = [
                    (level, minutes)
                    for level, steps in self.steps.items()
                    for rung, minutes in enumerate(rungs_of(steps))
                    if is_empty(rung, steps, theirs)
                ]
            found |= {(rung, one.pupil_id) for rung in known[adults]}
        return found

    def _placed_on(self, day: date) -> Iterable[Placed]:
        """One placement a pupil, as `is_of_today` says: the last that has begun, else the next to begin."""
        chosen: dict[uuid.UUID, Placed] = {}
        for one in self.placed:
            earlier = chosen.get(one.pupil_id)
            if one.ended_on and one.ended_on < day:
                continue
            if earlier is None or earlier.starts_on < one.starts_on <= day:
                chosen[one.pupil_id] = one
        return chosen.values()


def find_ladders(session: Session, setting_id: uuid.UUID) -> Ladders:
    """In a few statements however many pupils there are. `session` looks past what one person may see."""
    rows = (
        sa.select(Placement.pupil_id, Placement.key_worker_id, Site.lead_id, Placement.starts_on, Placement.ended_on)
        .join(Site, Site.id == Placement.site_id)
        .where(
            Placement.setting_id == setting_id,
            sa.or_(Placement.ended_on.is_(None), Placement.ended_on >= clock.today()),
        )
        .order_by(Placement.starts_on, Placement.id)
    )
    return Ladders(
        steps={level: finding.find_steps(session, setting_id, level) for level in Level},
        roll=find_roll(session, setting_id),
        placed=tuple(Placed(*row) for row in session.execute(rows)),
    )


@contextmanager
def keep_rungs(session: Session, setting_id: uuid.UUID) -> Iterator[None]:
    """Around a change, in its transaction: EmptyRungError, and nothing of the change is kept, when it empties a rung.

    What was empty before stops nobody. Two people at once come one after the other: the setting's row is held until
    the transaction ends (SQLite holds its one write lock anyway), and what the other did is seen. A concern that is
    raised meanwhile does not wait: the row keeps its id.
    """
    session.execute(sa.select(Setting.id).where(Setting.id == setting_id).with_for_update(key_share=True))
    before = find_ladders(session, setting_id)
    with session.begin_nested():
        yield
        session.flush()
        _compare(before, find_ladders(session, setting_id))


def _compare(before: Ladders, after: Ladders) -> None:
    for level, steps in before.steps.items():
        # A rung that is gone is one on which nobody stands.
        for minutes in rungs_of(steps):
            if minutes not in rungs_of(after.steps[level]):
                raise EmptyRungError(level, minutes, clock.today())
    pupils = {one.pupil_id for one in before.placed}
    for day in sorted(before.days() | after.days()):
        new = {rung for rung, pupil in after.empty_on(day) - before.empty_on(day) if pupil in pupils}
        if new:
            raise EmptyRungError(*min(new), day)
