"""The queue in the table: who sends which letter now, and what becomes of it.

Leased, sent, then marked. A worker that dies in between leaves a lease that runs out, and the letter goes again:
twice is possible, never is not (reliability.md §0.5).
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.models import Channel, OutboxItem, Person, Setting
from portal.outbox.letters import URGENT

LEASE = timedelta(seconds=60)
# How long to wait after the first, second … try; after that, always the last (reliability.md §4.10).
WAITS = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=5), timedelta(minutes=10))
GIVES_UP = timedelta(hours=24)
# With the time between two heartbeats, staff read within two minutes that post does not go.
STUCK_AFTER = timedelta(seconds=100)

is_open = sa.and_(OutboxItem.sent_at.is_(None), OutboxItem.cancelled_at.is_(None), OutboxItem.failed_at.is_(None))


@dataclass(frozen=True)
class Claimed:
    """A letter that is ours to send until the lease runs out."""

    id: uuid.UUID
    person_id: uuid.UUID
    setting_id: uuid.UUID
    channel: Channel
    letter: str
    sealed: str
    language: str
    message_id: str
    created_at: datetime
    attempts: int
    address: str
    phone: str


def claim(session: Session, ways: Collection[Channel] = tuple(Channel)) -> Claimed | None:
    """Lease the letter that has waited longest, an urgent one before any other. `ways`: by which of them it may go.

    One statement, so that no two workers get the same.
    """
    moment = clock.now()
    due = (
        sa.select(OutboxItem.id)
        .where(is_open, OutboxItem.due_at <= moment, is_not_leased(moment), is_of_use(moment))
        .where(OutboxItem.channel.in_(ways))
        .order_by(sa.case((OutboxItem.letter.in_(URGENT), 0), else_=1), OutboxItem.due_at, OutboxItem.created_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = session.execute(
        sa.update(OutboxItem)
        .where(OutboxItem.id == due.scalar_subquery())
        .values(leased_until=moment + LEASE, attempts=OutboxItem.attempts + 1)
        .returning(OutboxItem.id, OutboxItem.person_id)
        .execution_options(synchronize_session=False)
    ).first()
    return _with_address(session, row.id) if row else None


def _with_address(session: Session, item_id: uuid.UUID) -> Claimed:
    row = session.execute(
        sa.select(OutboxItem, Person.email, Person.phone, Setting.phone)
        .join(Person, Person.id == OutboxItem.person_id)
        .join(Setting, Setting.id == OutboxItem.setting_id)
        .where(OutboxItem.id == item_id)
    ).one()
    item, email, mobile, phone = row
    return Claimed(
        id=item.id,
        person_id=item.person_id,
        setting_id=item.setting_id,
        channel=item.channel,
        letter=item.letter,
        sealed=item.sealed,
        language=item.language,
        message_id=item.message_id,
        created_at=item.created_at,
        attempts=item.attempts,
        address=(email if item.channel is Channel.EMAIL else mobile) or "",
        phone=phone,
    )


def mark_sent(session: Session, item: Claimed) -> None:
    """It has gone: what was sealed in it is wiped."""
    _set(session, OutboxItem.id == item.id, sent_at=clock.now(), leased_until=None, sealed="")


def put_back(session: Session, item: Claimed) -> bool:
    """It has not gone: try again later, or after a day give up and keep it for staff to see. True when given up.

    `attempts` tells our lease from a later one: a worker that was slow does not take a letter from another's hands.
    """
    moment = clock.now()
    ours = sa.and_(OutboxItem.id == item.id, OutboxItem.attempts == item.attempts, is_open)
    if moment - item.created_at >= GIVES_UP:
        _set(session, ours, failed_at=moment, leased_until=None, sealed="")
        return True
    _set(session, ours, due_at=moment + WAITS[min(item.attempts, len(WAITS)) - 1], leased_until=None)
    return False


def lay_back(session: Session, item: Claimed, until: datetime) -> None:
    """It is not sent now: from `until` on it waits, and before its first try as if written then. This was no try."""
    ours = sa.and_(OutboxItem.id == item.id, OutboxItem.attempts == item.attempts, is_open)
    fresh = {"created_at": until} if item.attempts == 1 else {}
    _set(session, ours, due_at=until, leased_until=None, attempts=item.attempts - 1, **fresh)


def keep_as_failed(session: Session, item: Claimed) -> None:
    """It will not go this way: kept for staff to see, and what was sealed in it is wiped."""
    ours = sa.and_(OutboxItem.id == item.id, OutboxItem.attempts == item.attempts, is_open)
    _set(session, ours, failed_at=clock.now(), leased_until=None, sealed="")


def drop_useless(session: Session) -> int:
    """A code that has run out is never sent late. Returns how many letters were dropped."""
    moment = clock.now()
    return _set(session, sa.and_(is_open, ~is_of_use(moment), is_not_leased(moment)), cancelled_at=moment, sealed="")


def give_up_without_a_way(session: Session, ways: Collection[Channel]) -> int:
    """What has no way to go here (no PORTAL_SMS) is given up after a day, too. Returns how many were."""
    moment = clock.now()
    old = sa.and_(is_open, OutboxItem.channel.not_in(ways), OutboxItem.created_at <= moment - GIVES_UP)
    return _set(session, old, failed_at=moment, sealed="")


def is_stuck(session: Session, ways: Collection[Channel]) -> bool:
    """Does a letter wait that should have gone, and has none gone by the same way since? One bad address is no trouble.

    What has gone is only asked where something waits: the table is long.
    """
    later = aliased(OutboxItem)
    none_went = ~sa.exists().where(later.channel == OutboxItem.channel, later.sent_at > OutboxItem.created_at)
    late = OutboxItem.created_at <= clock.now() - STUCK_AFTER
    waits = sa.select(OutboxItem.id).where(
        is_open, late, is_of_use(clock.now()), OutboxItem.channel.in_(ways), none_went
    )
    return session.scalar(waits.limit(1)) is not None


def is_not_leased(moment: datetime) -> sa.ColumnElement[bool]:
    """In no worker's hands."""
    return sa.or_(OutboxItem.leased_until.is_(None), OutboxItem.leased_until < moment)


def is_of_use(moment: datetime) -> sa.ColumnElement[bool]:
    """It still makes sense to send it."""
    return sa.or_(OutboxItem.useless_at.is_(None), OutboxItem.useless_at > moment)


def _set(session: Session, which: sa.ColumnElement[bool], **values: object) -> int:
    change = sa.update(OutboxItem).where(which).values(**values)
    result = session.execute(change.execution_options(synchronize_session=False))
    return int(result.rowcount)  # type: ignore[attr-defined]
