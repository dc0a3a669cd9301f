"""Coming to a date of a parent group, and not coming after all. Who has a place is decided under the date's lock.

Two who take the last place at once come one after the other: one has it, the other is first in the waiting list.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, joinedload

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.grouping.places import Wish, places_left, waiting, who_gets_a_place
from portal.models import GroupComing, GroupDate, GroupHelps, GroupMember
from portal.outbox import notify
from portal.returning.everybody import all_of


class OverError(Exception):
    """The date is over, or it was called off: nobody comes to it any more."""


class NotOneMoreError(Exception):
    """They have a place and would bring somebody, and there is no second place. Theirs stays."""


@dataclass(frozen=True)
class Wants:
    """What came with the form: its number, whether they bring somebody, what they need to come."""

    number: uuid.UUID
    brings_one: bool = False
    needs: tuple[GroupHelps, ...] = ()


def hold_date(date_id: uuid.UUID, *, by: Viewer) -> GroupDate:
    """The date, held until this transaction ends. NoResultFound (shown as 404) when it is not theirs to see."""
    rows = sa.select(GroupDate).where(GroupDate.id == date_id, GroupDate.setting_id == by.setting_id)
    held = rows.with_for_update(of=GroupDate).execution_options(populate_existing=True)
    return db.session.scalars(held).one()


def come(date_id: uuid.UUID, wants: Wants, *, by: Viewer) -> GroupComing:
    """Come to a date: with a place when there is one, else at the end of the waiting list. The same form is once.

    Whoever comes already changes what they need, and keeps their place or their turn. NoResultFound (shown as 404) for
    whoever does not belong to the group, OverError when it is over, NotOneMoreError when there is no second place.
    """
    date = hold_date(date_id, by=by)
    check_may_come(date, by=by)
    if date.cancelled_at is not None or date.ends_at <= clock.now():
        raise OverError
    key, brings = uuid.uuid5(wants.number, str(date.id)), wants.brings_one and date.places > 1
    mine = _own(date, by)
    sent = _sent_before(key, by)
    if sent is not None:
        return sent
    if mine is None:
        mine = GroupComing(id=uuid.uuid4(), setting_id=by.setting_id, date_id=date.id, group_id=date.group_id)
        mine.person_id, mine.client_id, mine.asked_at = by.person_id, key, clock.now()
        db.session.add(mine)
    elif brings and not mine.brings_one and mine.place_at is not None:
        _check_one_more(date)
    mine.brings_one, mine.needs = brings, "\n".join(wants.needs)
    db.session.flush()
    give_places(date, but_not_told=by.person_id)
    audit.record(audit.Event.GROUP_DATES_COMING_SAID, by=by, coming=mine.id)
    return mine


def come_to_all(dates: Iterable[uuid.UUID], wants: Wants, *, by: Viewer) -> list[GroupComing]:
    """Come to every one of these dates (the weeks of a programme); those that are over meanwhile are left out.

    They are held in one order, so that two who do the same never wait for one another. OverError when none is left;
    NotOneMoreError when one of them has no second place: what they need stands at all of them then.
    """
    found: list[GroupComing] = []
    is_short = False
    for date_id in sorted(dates):
        try:
            found.append(come(date_id, wants, by=by))
        except OverError:
            continue
        except NotOneMoreError:
            is_short = True
            found.append(come(date_id, replace(wants, brings_one=False), by=by))
    if not found:
        raise OverError
    if is_short:
        raise NotOneMoreError
    return found


def stop_coming(date_id: uuid.UUID, *, by: Viewer) -> None:
    """They can't come after all: whoever is next in the list gets the place in the same moment. Twice is once.

    NoResultFound (shown as 404) for somebody who never said that they come to it.
    """
    date = hold_date(date_id, by=by)
    mine = _own(date, by)
    if mine is None:
        ever = sa.select(GroupComing.id).where(GroupComing.date_id == date.id, GroupComing.person_id == by.person_id)
        db.session.scalars(ever.limit(1)).one()
        return
    mine.cancelled_at = clock.now()
    db.session.flush()
    give_places(date)
    audit.record(audit.Event.GROUP_DATES_COMING_TAKEN_BACK, by=by, coming=mine.id)


def stop_coming_to_all(group_id: uuid.UUID, *, by: Viewer) -> None:
    """They come to none of a group's dates any more; their places go to the next. Twice is once."""
    for date_id in sorted(
        db.session.scalars(sa.select(GroupComing.date_id).where(*still_to_come(group_id, by.person_id)))
    ):
        stop_coming(date_id, by=by)


def still_to_come(group_id: uuid.UUID, person_id: uuid.UUID) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions on `GroupComing` for what somebody said yes to in a group and can take back.

    What is over stays as it was: the numbers of a month that is over do not change.
    """
    to_come = sa.select(GroupDate.id).where(GroupDate.group_id == group_id, GroupDate.ends_at > clock.now())
    return (
        GroupComing.group_id == group_id,
        GroupComing.person_id == person_id,
        GroupComing.cancelled_at.is_(None),
        GroupComing.date_id.in_(to_come),
    )


def give_places(date: GroupDate, *, but_not_told: uuid.UUID | None = None) -> int:
    """Give what is free to those who wait, in turn; they are told by a neutral notice. The caller holds the date.

    Whoever does not belong to the group any more comes no more. Returns how many got a place.
    """
    now = clock.now()
    if date.cancelled_at is not None or date.ends_at <= now:
        return 0
    rows = _everybody(date)
    members = {
        *all_of(sa.select(GroupMember.person_id).where(_is_there, GroupMember.group_id == date.group_id)),
        date.for_id,
    }
    for row in rows:
        if row.cancelled_at is None and row.person_id not in members:
            row.cancelled_at = now
    given = set(who_gets_a_place(date.places, map(wish_of, rows)))
    for row in rows:
        if row.id in given:
            row.place_at = now
            if row.person_id != but_not_told:
                notify(row.person, event_key=f"place {row.id}")
    db.session.flush()
    return len(given)


def give_freed_places(session: Session) -> int:
    """Give places that became free by other ways (an ended access, a left group). For the worker, across settings.

    A date that somebody holds just now is looked at the next time. Returns how many got a place.
    """
    here = (GroupComing.date_id == GroupDate.id, GroupComing.cancelled_at.is_(None))
    member = (GroupMember.group_id == GroupComing.group_id, GroupMember.person_id == GroupComing.person_id)
    is_member = sa.exists().where(*member, _is_there).correlate(GroupComing)
    gone = sa.and_(~is_member, GroupDate.for_id.is_distinct_from(GroupComing.person_id))
    waits = sa.exists().where(*here, sa.or_(GroupComing.place_at.is_(None), gone))
    dates = (
        sa.select(GroupDate)
        .where(GroupDate.cancelled_at.is_(None), GroupDate.ends_at > clock.now(), waits)
        .order_by(GroupDate.id)
        .with_for_update(of=GroupDate, skip_locked=True)
    )
    return sum(give_places(date) for date in session.scalars(dates).all())


def check_may_come(date: GroupDate, *, by: Viewer) -> None:
    """NoResultFound (shown as 404) for whoever does not belong to the group, or where somebody else meets alone."""
    if date.for_id not in (None, by.person_id) or not belongs_to(date.group_id, viewer=by):
        raise NoResultFound


def belongs_to(group_id: uuid.UUID, *, viewer: Viewer) -> bool:
    """Did they join this group, and are they still there?"""
    rows = sa.select(GroupMember.id).where(
        GroupMember.group_id == group_id, GroupMember.person_id == viewer.person_id, _is_there
    )
    return db.session.scalars(rows.where(GroupMember.setting_id == viewer.setting_id)).first() is not None


def wish_of(row: GroupComing) -> Wish:
    """A row as the rule of the waiting list reads it."""
    return Wish(row.id, row.asked_at, row.brings_one, row.place_at, is_over=row.cancelled_at is not None)


_is_there = sa.and_(GroupMember.joined_at.is_not(None), GroupMember.left_at.is_(None))


def _everybody(date: GroupDate) -> list[GroupComing]:
    rows = sa.select(GroupComing).options(joinedload(GroupComing.person, innerjoin=True))
    rows = rows.where(GroupComing.date_id == date.id).execution_options(populate_existing=True)
    return list(all_of(rows))


def _check_one_more(date: GroupDate) -> None:
    wishes = [wish_of(row) for row in _everybody(date)]
    if waiting(wishes) or not places_left(date.places, wishes):
        raise NotOneMoreError


def _own(date: GroupDate, by: Viewer) -> GroupComing | None:
    rows = sa.select(GroupComing).where(
        GroupComing.date_id == date.id, GroupComing.person_id == by.person_id, GroupComing.cancelled_at.is_(None)
    )
    return db.session.scalars(rows.execution_options(populate_existing=True)).one_or_none()


def _sent_before(key: uuid.UUID, by: Viewer) -> GroupComing | None:
    """What this form made before. NoResultFound for the number of somebody else's form."""
    row: GroupComing | None = all_of(sa.select(GroupComing).where(GroupComing.client_id == key)).one_or_none()
    if row is not None and row.person_id != by.person_id:
        raise NoResultFound
    return row
