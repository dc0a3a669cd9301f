"""Dates of parent groups, and who comes to them, for tests."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from portal import clock
from portal.database import SYSTEM, db
from portal.models import Group, GroupComing, GroupDate, GroupDatePlace, GroupKind
from tests.cast import person, setting
from tests.factories.groups import a_group, belongs

PLACE, LINK = "The blue room at 9 Quarry Lane", "https://meet.example.org/quarry"


def a_date(group_id: uuid.UUID, *, places: int = 2, starts: datetime | None = None, **facts: Any) -> uuid.UUID:
    """A date of a group, the day after tomorrow at this time unless it says otherwise. Returns its id."""
    date_id, begins = uuid.uuid4(), starts or clock.now() + timedelta(days=2)
    row = {"setting_id": setting(), "group_id": group_id, "made_by_id": person("joanna"), "places": places}
    _add(GroupDate(id=date_id, **{**row, "starts_at": begins, "ends_at": begins + timedelta(hours=1), **facts}))
    _add(GroupDatePlace(setting_id=setting(), date_id=date_id, place=PLACE, link=LINK))
    return date_id


def a_tea(*members: str, places: int = 2, kind: GroupKind = GroupKind.GROUP, **facts: Any) -> uuid.UUID:
    """A group with these members, and one date of it. Returns the id of the date."""
    group_id = a_group(kind=kind)
    for slug in members:
        belongs(slug, group_id)
    return a_date(group_id, places=places, **facts)


def comes(slug: str, date_id: uuid.UUID, *, has_place: bool = True, **facts: Any) -> uuid.UUID:
    """Somebody comes to a date, or waits. Returns the id of the row."""
    coming_id, now = uuid.uuid4(), clock.now()
    of = {"setting_id": setting(), "date_id": date_id, "group_id": group_of(date_id), "person_id": person(slug)}
    row = {"client_id": uuid.uuid4(), "asked_at": now, "place_at": now if has_place else None}
    _add(GroupComing(id=coming_id, **{**of, **row, **facts}))
    return coming_id


def group_of(date_id: uuid.UUID) -> uuid.UUID:
    """The group of a date."""
    with db.work(SYSTEM, reason="a test looks for a group") as session:
        rows = sa.select(Group.id).join(GroupDate, GroupDate.group_id == Group.id)
        return session.scalars(rows.where(GroupDate.id == date_id)).one()


def _add(row: Any) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.add(row)
