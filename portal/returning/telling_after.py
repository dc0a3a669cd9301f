"""Telling of what was noticed after a return: a neutral letter to the named person, again until somebody looks.

For the worker, in a piece of work across settings (`db.work(SYSTEM)`). The page says why, in a sentence; the letter
names nobody and holds no feeling: somebody else may read the post.
"""

import uuid
from collections import defaultdict
from datetime import date

import sqlalchemy as sa

from portal import clock
from portal.audit import Event
from portal.database import db
from portal.models import AuditEntry, AuditPupil, Person, Placement, ReturnWarning, TermDate, WayBack
from portal.returning.everybody import all_of
from portal.returning.following import find_told
from portal.returning.telling import is_first_time, list_coordinators, write_to
from portal.timetable.days import SATURDAY, day_of, school_day_after

NOTICED, CLIMBED = "after_warning", "after_warning_climbed"
# So many school days after it was noticed the coordinator is told, too, if nobody has looked.
CLIMBS_AFTER = 2
# Where it says why: the page of one of them and of a pupil's return, and the list.
_LOOKS = (Event.AFTER_RETURN_SHOWN, Event.AFTER_LIST_SHOWN)


def tell_of_warnings() -> int:
    """Write to whoever is told of what was noticed after a return; returns of how many things.

    At once; then on each school day once more, until they have looked or somebody has done something about it. When
    they have not looked after two school days, the coordinator is told as well, and has it on Today. Who does not work
    here any more is told nothing: then the coordinator is.
    """
    today = clock.today()
    waiting = (
        sa.select(ReturnWarning, Placement.key_worker_id)
        .join(WayBack, WayBack.id == ReturnWarning.way_id)
        .join(Placement, Placement.id == WayBack.placement_id)
        .where(ReturnWarning.done_at.is_(None))
        .order_by(ReturnWarning.raised_at, ReturnWarning.id)
    )
    found = [(row, key_worker_id) for row, key_worker_id in db.session.execute(waiting)]
    terms = _calendars() if found else {}
    return sum(_tell(row, key_worker_id, terms.get(row.setting_id, []), today) for row, key_worker_id in found)


def _tell(row: ReturnWarning, key_worker_id: uuid.UUID, terms: list[TermDate], today: date) -> bool:
    person = _find_named(row, key_worker_id, today)
    raised_on = clock.london(row.raised_at).date()
    is_school_day = today.weekday() < SATURDAY and day_of(terms, today).is_open
    if person is None or not (today == raised_on or is_school_day):
        return False
    has_climbed = today >= school_day_after(raised_on, CLIMBS_AFTER, terms)
    coordinators = list_coordinators(row.setting_id) if has_climbed else []
    people = [person, *coordinators]
    if _has_looked(row, {one.id for one in people}):
        return False
    of = (row.setting_id, row.pupil_id)
    if has_climbed:
        is_first_time(CLIMBED, row.id, raised_on, of)
    if not is_first_time(NOTICED, row.id, today, of):
        return False
    write_to(people, f"{NOTICED} {row.id} {today}")
    return True


def _find_named(row: ReturnWarning, key_worker_id: uuid.UUID, today: date) -> Person | None:
    """Who was told, while they work here; then whoever is told from now on, which is noted."""
    named = db.session.get_one(Person, row.for_id)
    if named.left_on is None or named.left_on > today:
        return named
    told = find_told(row.setting_id, key_worker_id, today)
    if told is None:
        return None
    row.for_id = told
    return db.session.get_one(Person, told)


def _has_looked(row: ReturnWarning, people: set[uuid.UUID]) -> bool:
    looks = (
        sa.select(AuditEntry.id)
        .join(AuditPupil, AuditPupil.entry_id == AuditEntry.id)
        .where(
            AuditPupil.about_id == row.pupil_id,
            AuditEntry.by_id.in_(people),
            AuditEntry.event.in_([event.label for event in _LOOKS]),
            AuditEntry.at >= row.raised_at,
        )
    )
    return all_of(looks.limit(1)).first() is not None


def _calendars() -> dict[uuid.UUID, list[TermDate]]:
    found: defaultdict[uuid.UUID, list[TermDate]] = defaultdict(list)
    for row in db.session.scalars(sa.select(TermDate).order_by(TermDate.from_on, TermDate.id)):
        found[row.setting_id].append(row)
    return dict(found)
