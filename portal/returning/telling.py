"""Telling staff what a part-time timetable asks of them: once each, by a neutral letter that names nobody.

For the worker, in a piece of work across settings (`db.work`). The page is the record; the letter only a nudge.
"""

import uuid
from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from portal import clock
from portal.access.policy import Role
from portal.database import db
from portal.models import PartTime, Person, Placement, RoleHolding, WayTelling
from portal.outbox import notify
from portal.returning.everybody import all_of
from portal.returning.gaps import gaps_on, near_ends_on
from portal.returning.needed import part_time_answers
from portal.returning.part_time_ending import end_those_over, started_now, stop_unless_agreed
from portal.visibility.conditions import is_of_today

LETTER = "to_do"
GAP, STOPPED, NOT_AGREED = "part_time_gap", "part_time_stopped", "part_time_not_agreed"
# With the school days that are left: part_time_end_10, part_time_end_5.
NEAR_END = "part_time_end_{}"


def watch_part_time() -> int:
    """Everything that part-time timetables need today, in the caller's transaction. Returns how many were told of.

    Those whose end has passed are over; those that stand on no agreement are stopped, or told of; then the ends that
    come near, and the gaps. Asked as often as one likes: nobody is told twice.
    """
    end_those_over()
    return _stop_the_others() + tell_of_near_ends() + tell_of_gaps()


def tell_of_gaps() -> int:
    """Tell the coordinator and the key worker of each child who has nowhere to go. Returns how many children."""
    return sum(
        _tell(GAP, one.part_time_id, one.next_day or one.ended_on, (one.setting_id, one.pupil_id), key_worker=True)
        for one in gaps_on(clock.today())
    )


def tell_of_near_ends() -> int:
    """Tell the coordinator ten and five school days before an end. Returns how many were told of."""
    return sum(
        _tell(NEAR_END.format(one.warning), one.part_time_id, one.ends_on, (one.setting_id, one.pupil_id))
        for one in near_ends_on(clock.today())
    )


def tell_of_stopped(one: PartTime) -> bool:
    """Tell the coordinator and the key worker that one was stopped, in the transaction that stopped it."""
    on = clock.london(one.ended_at or clock.now()).date()
    return _tell(STOPPED, one.id, on, (one.setting_id, one.pupil_id), key_worker=True)


def _stop_the_others() -> int:
    count = 0
    for one in started_now():
        if stop_unless_agreed(one.id) is not None:
            count += tell_of_stopped(one)
        elif not part_time_answers(one.id).agreed_with_evidence:
            count += _tell(NOT_AGREED, one.id, one.starts_on, (one.setting_id, one.pupil_id), key_worker=True)
    return count


def _tell(
    what: str, about_id: uuid.UUID, on: date, of: tuple[uuid.UUID, uuid.UUID], *, key_worker: bool = False
) -> bool:
    """One letter each to the coordinators (and the key worker). False when they were told before.

    `of`: the ids of the setting and of the pupil.
    """
    if not is_first_time(what, about_id, on, of):
        return False
    people = [*list_coordinators(of[0]), *_key_workers(of[1], wanted=key_worker)]
    write_to(people, f"{what} {about_id} {on}")
    return True


def is_first_time(what: str, about_id: uuid.UUID, on: date, of: tuple[uuid.UUID, uuid.UUID]) -> bool:
    """Note that somebody is told of this for this day; False when it was noted before.

    `of`: the ids of the setting and of the pupil. Two workers at the same moment are told apart by the database.
    """
    setting_id, pupil_id = of
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    facts = {"what": what, "about_id": about_id, "on": on, "setting_id": setting_id, "pupil_id": pupil_id}
    row = dialect.insert(WayTelling).values(id=uuid.uuid4(), told_at=clock.now(), **facts)
    new = row.on_conflict_do_nothing(index_elements=["what", "about_id", "on_date"]).returning(WayTelling.id)
    return db.session.execute(new).first() is not None


def write_to(people: Iterable[Person], key: str) -> None:
    """A neutral letter to each of them, as they chose to hear; `key` names what caused it: one letter each."""
    for person in {person.id: person for person in people}.values():
        notify(person, event_key=key, letter=LETTER)


def list_coordinators(setting_id: uuid.UUID) -> list[Person]:
    """Who coordinates a setting today, by first name; whoever left does not."""
    today = clock.today()
    here = (
        sa.select(Person)
        .join(RoleHolding, RoleHolding.person_id == Person.id)
        .where(
            Person.setting_id == setting_id,
            RoleHolding.role == Role.COORDINATOR,
            sa.or_(RoleHolding.until_on.is_(None), RoleHolding.until_on >= today),
            sa.or_(Person.left_on.is_(None), Person.left_on > today),
        )
        .order_by(Person.first_name, Person.id)
    )
    return list(all_of(here))


def _key_workers(pupil_id: uuid.UUID, *, wanted: bool) -> list[Person]:
    if not wanted:
        return []
    theirs = (
        sa.select(Person)
        .join(Placement, Placement.key_worker_id == Person.id)
        .where(Placement.pupil_id == pupil_id, is_of_today(Placement, clock.today()))
    )
    return list(all_of(theirs))
