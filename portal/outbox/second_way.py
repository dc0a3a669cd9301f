"""The second way: what does not go by mail goes by text as well, and the other way round (reliability.md §4.10).

The first way is tried on: whichever arrives first, the screen says who has opened it.
"""

import uuid
from collections.abc import Collection
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.models import Channel, OutboxItem, Person
from portal.outbox import queue
from portal.outbox.posting import put

FAILURES = 3
PATIENCE = timedelta(minutes=5)
MOST_AT_ONCE = 50


def give_way(session: Session, ways: Collection[Channel]) -> int:
    """Post by `instead` what has failed three times, has not gone for five minutes, or has no way here to go by.

    Once for each letter, and in one transaction with the mark that says so; `session` is `db.session`.
    """
    moment = clock.now()
    failed = sa.and_(OutboxItem.attempts >= FAILURES, queue.is_not_leased(moment))
    is_late = sa.or_(failed, OutboxItem.created_at <= moment - PATIENCE, OutboxItem.channel.not_in(ways))
    rows = session.execute(
        sa.select(OutboxItem, Person)
        .join(Person, Person.id == OutboxItem.person_id)
        .where(queue.is_open, queue.is_of_use(moment), is_late)
        .where(OutboxItem.instead.is_not(None), OutboxItem.gave_way_at.is_(None))
        # What waits for the end of quiet hours is not late.
        .where(OutboxItem.created_at <= moment)
        .order_by(OutboxItem.due_at)
        .limit(MOST_AT_ONCE)
        .with_for_update(of=OutboxItem, skip_locked=True)
    ).all()
    return sum(_give_way(item, person) for item, person in rows)


def give_way_now(session: Session, item_id: uuid.UUID) -> bool:
    """The other way takes over at once: the other side says that nobody is at this one. True when it did."""
    rows = sa.select(OutboxItem, Person).join(Person, Person.id == OutboxItem.person_id).where(OutboxItem.id == item_id)
    item, person = session.execute(rows.with_for_update(of=OutboxItem)).one()
    if item.instead is None or item.gave_way_at is not None:
        return False
    return _give_way(item, person)


def _give_way(item: OutboxItem, person: Person) -> bool:
    assert item.instead is not None
    went = put(
        person,
        letter=item.letter,
        event_key=item.event_key,
        channel=item.instead,
        sealed=item.sealed,
        useless_at=item.useless_at,
    )
    if went:
        item.gave_way_at = clock.now()
    else:
        item.instead = None  # they have no number any more: there is no other way
    return went
