"""Settings with calendars of every kind, and part-time timetables in them that come to their end."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

import sqlalchemy as sa

from portal import clock
from portal.access.policy import Role
from portal.database import SYSTEM, db
from portal.models import (
    Base,
    DayKind,
    PartTime,
    PartTimeReason,
    Person,
    Placement,
    Pupil,
    RoleHolding,
    Setting,
    Site,
    TermDate,
    TimetableSession,
    Way,
    WayBack,
    WayKind,
)
from portal.returning.beginning import begin

SINCE, FIRST_END = date(2026, 11, 2), date(2026, 11, 25)
# Ends lie within so many days.
DAYS = 26
_ORDER = (Setting, Site, TermDate, Person, RoleHolding, Pupil, Placement, WayBack, PartTime, TimetableSession)
Rows = dict[type[Base], list[dict[str, Any]]]


@dataclass(frozen=True)
class Ending:
    """One of them: when it ends, in which calendar, whether full time was offered, and the weekday of a session."""

    part_time_id: uuid.UUID
    ends_on: date
    calendar: tuple[tuple[DayKind, date, date], ...]
    is_offered: bool
    # 0 is Monday; None: no session is planned for this child at all.
    weekday: int | None
    # Those who are told: the coordinator and the key worker.
    staff: frozenset[uuid.UUID] = field(default_factory=frozenset)


def many(settings: int, in_each: int, chance: random.Random) -> list[Ending]:
    """So many settings, each with a calendar of its own and so many pupils whose part-time timetable has started."""
    rows: Rows = {model: [] for model in _ORDER}
    found = [ending for number in range(settings) for ending in _setting(rows, number, in_each, chance)]
    with db.work(SYSTEM, reason="a drill") as session:
        for model, values in rows.items():
            session.execute(sa.insert(model), values)
    return found


def _add(rows: Rows, model: type[Base], **facts: Any) -> uuid.UUID:
    number = uuid.uuid4()
    rows[model].append({"id": number, **facts})
    return number


def _setting(rows: Rows, number: int, in_each: int, chance: random.Random) -> Iterator[Ending]:
    here = {"setting_id": _add(rows, Setting, external_id=f"ends-{number}", name=f"House {number}", phone="020")}
    calendar = tuple(_calendar(chance))
    for kind, from_on, until_on in calendar:
        _add(rows, TermDate, kind=kind, from_on=from_on, until_on=until_on, reason="", **here)
    staff = []
    for role in (Role.COORDINATOR, Role.KEY_WORKER):
        names = {"first_name": role.value, "last_name": str(number), "email": f"{role.value}{number}@example.org"}
        staff.append(_add(rows, Person, is_staff=True, **names, **here))
        _add(rows, RoleHolding, person_id=staff[-1], role=role, **here)
    site = _add(rows, Site, name="A house", address="", **here)
    for _each in range(in_each):
        yield _pupil(rows, here, calendar, staff, site, chance)


def _calendar(chance: random.Random) -> Iterator[tuple[DayKind, date, date]]:
    for _each in range(chance.randint(0, 5)):
        from_on = date(2026, 11, 1) + timedelta(days=chance.randint(0, 90))
        yield chance.choice(list(DayKind)), from_on, from_on + timedelta(days=chance.randint(0, 60))


def _pupil(
    rows: Rows,
    here: dict[str, uuid.UUID],
    calendar: Any,
    staff: list[uuid.UUID],
    site: uuid.UUID,
    chance: random.Random,
) -> Ending:
    young = _add(rows, Person, first_name="Kim", last_name="Test", is_staff=False, **here)
    of = {"pupil_id": _add(rows, Pupil, person_id=young, year_group=8, **here), **here}
    placed = {"key_worker_id": staff[1], "site_id": site, "tier": 2, "weekly_minutes": 600, "starts_on": SINCE}
    placement = _add(rows, Placement, **placed, **of)
    plan = next(facts for model, facts in begin(WayKind.WAY_BACK, placement_id=placement, begun_on=SINCE, **of))
    rows[WayBack].append(plan)
    ends_on, is_offered = FIRST_END + timedelta(days=chance.randint(0, DAYS)), chance.random() < 0.4
    facts = {"reason": PartTimeReason.HEALTH, "starts_on": SINCE, "ends_on": ends_on, "way_id": plan["id"]}
    facts |= {"full_time_offer": "All day." if is_offered else "", "review_gap_days": 14, "created_by_id": staff[1]}
    facts |= {"started_at": clock.now(), "started_by_id": staff[0]}
    number = _add(rows, PartTime, **facts, **of)
    weekday = chance.choice([None, *range(5)])
    if weekday is not None:
        when = {"weekday": weekday, "starts": time(9), "ends": time(15), "from_on": SINCE}
        _add(rows, TimetableSession, subject="Lessons", way=Way.OUR_PLACE, staff_id=staff[1], **when, **of)
    return Ending(number, ends_on, calendar, is_offered, weekday, frozenset(staff))
