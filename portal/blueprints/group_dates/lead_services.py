"""Making dates, changing one, calling one off, counting who came. For whoever runs the group."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.group_dates.lead_queries import count_weeks_left, get_led_group
from portal.database import db
from portal.grouping.coming import OverError, give_places, hold_date
from portal.grouping.reminding import tell_of_change
from portal.grouping.series import Series, moments
from portal.models import Group, GroupComing, GroupDate, GroupDatePlace


class ChangedMeanwhileError(Exception):
    """Somebody else changed the date since the form was opened: nothing of either is lost."""


@dataclass(frozen=True)
class DateFacts:
    """How many places, and where: an exact place, a link, or both."""

    places: int
    place: str
    link: str


def make_dates(
    group_id: uuid.UUID,
    series: Series,
    facts: DateFacts,
    *,
    number: uuid.UUID,
    by: Viewer,
    for_id: uuid.UUID | None = None,
) -> list[GroupDate]:
    """Make the dates of a series. The same form is once. OverError when a programme has all its weeks already.

    `for_id` is a carer who is met alone: they have their place from the beginning, and are told. The caller has
    found them among those who belong to the group.
    """
    group = get_led_group(group_id, viewer=by, lock=True)
    if _made_before(group, number, by):
        return []
    left = count_weeks_left(group, viewer=by)
    if left == 0:
        raise OverError
    weeks = _free_weeks(group) if left is not None else []
    dates = [
        GroupDate(id=uuid.uuid5(number, str(at)), starts_at=starts, ends_at=ends, places=facts.places)
        for at, (starts, ends) in enumerate(moments(series)[:left])
    ]
    for at, date in enumerate(dates):
        date.setting_id, date.group_id, date.made_by_id, date.for_id = by.setting_id, group.id, by.person_id, for_id
        date.week = weeks[at] if weeks else None
        date.version = 1
    db.session.add_all(dates)
    db.session.flush()
    here = {"setting_id": by.setting_id, "place": facts.place, "link": facts.link}
    db.session.add_all(GroupDatePlace(date_id=date.id, **here) for date in dates)
    if for_id is not None:
        _give_place_to(for_id, dates)
    audit.record(audit.Event.GROUP_DATES_DATES_MADE, by=by, group=group.id, count=len(dates))
    return dates


def change_date(date_id: uuid.UUID, series: Series, facts: DateFacts, *, opened: int, by: Viewer) -> None:
    """Move it, or change where it is or how many places there are. Who comes is told of another time or place.

    More places go to those who wait, in turn; nobody loses theirs when there are fewer. ChangedMeanwhileError when
    somebody else changed it since version `opened`; OverError when it is over or called off.
    """
    date = _held(date_id, by)
    if date.version != opened:
        raise ChangedMeanwhileError
    where = _where(date)
    [(starts, ends)] = moments(series)
    is_elsewhere = (where.place, where.link) != (facts.place, facts.link)
    if is_moved := (date.starts_at, date.ends_at) != (starts, ends):
        date.moved_from = date.starts_at if date.starts_at != starts else date.moved_from
        date.starts_at, date.ends_at = starts, ends
    elif not is_elsewhere and date.places == facts.places:
        return
    date.places, date.version = facts.places, date.version + 1
    where.place, where.link = facts.place, facts.link
    db.session.flush()
    if is_moved or is_elsewhere:
        tell_of_change(date)
    give_places(date)
    audit.record(audit.Event.GROUP_DATES_DATE_CHANGED, by=by, date=date.id, version=date.version)


def call_off(date_id: uuid.UUID, *, by: Viewer) -> None:
    """It does not take place: those who come and those who wait are told. Twice is once."""
    date = hold_date(date_id, by=by)
    if date.cancelled_at is not None:
        return
    date.cancelled_at, date.version = clock.now(), date.version + 1
    db.session.flush()
    tell_of_change(date)
    audit.record(audit.Event.GROUP_DATES_DATE_OFF, by=by, date=date.id)


def count_came(date_id: uuid.UUID, came: int, *, by: Viewer) -> None:
    """How many came: a number, and nothing about whom."""
    date = hold_date(date_id, by=by)
    date.came = came
    audit.record(audit.Event.GROUP_DATES_DATE_COUNTED, by=by, date=date.id)


def _held(date_id: uuid.UUID, by: Viewer) -> GroupDate:
    date = hold_date(date_id, by=by)
    if date.cancelled_at is not None or date.ends_at <= clock.now():
        raise OverError
    return date


def _where(date: GroupDate) -> GroupDatePlace:
    row = db.session.scalars(sa.select(GroupDatePlace).where(GroupDatePlace.date_id == date.id)).one_or_none()
    if row is None:
        row = GroupDatePlace(date_id=date.id, setting_id=date.setting_id, place="", link="")
        db.session.add(row)
    return row


def _made_before(group: Group, number: uuid.UUID, by: Viewer) -> bool:
    first = db.session.get(GroupDate, uuid.uuid5(number, "0"))
    if first is not None and (first.group_id, first.made_by_id) != (group.id, by.person_id):
        raise NoResultFound  # the number of another form
    return first is not None


def _free_weeks(group: Group) -> list[int]:
    """The weeks of a programme that have no date, or one that was called off, in their order."""
    rows = sa.select(GroupDate.week).where(GroupDate.group_id == group.id, GroupDate.cancelled_at.is_(None))
    taken = set(db.session.scalars(rows))
    return [week for week in range(1, (group.weeks or 0) + 1) if week not in taken]


def _give_place_to(person_id: uuid.UUID, dates: list[GroupDate]) -> None:
    now = clock.now()
    for date in dates:
        of = {"date_id": date.id, "group_id": date.group_id, "setting_id": date.setting_id, "person_id": person_id}
        db.session.add(GroupComing(client_id=uuid.uuid4(), asked_at=now, place_at=now, **of))
    db.session.flush()
    tell_of_change(dates[0])
