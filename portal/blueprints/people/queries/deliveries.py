"""What was sent to somebody lately, and what became of it; where nothing arrives."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Channel, DeliveryTrouble, OutboxItem, Person
from portal.visibility import people_looked_after_by

MOST = 8


class Became(StrEnum):
    """What became of a letter."""

    SENT = "sent"
    WAITS = "waits"
    GAVE_WAY = "gave_way"
    FAILED = "failed"


@dataclass(frozen=True)
class Delivery:
    """One letter: which, by which way, since when, and what became of it. Never what stood in it."""

    letter: str
    channel: Channel
    at: datetime
    became: Became


def list_deliveries(person_id: uuid.UUID, *, viewer: Viewer) -> list[Delivery]:
    """The last letters to somebody they look after, the newest first; not those that another one went for."""
    rows = (
        sa.select(OutboxItem)
        .join(Person, Person.id == OutboxItem.person_id)
        .where(OutboxItem.person_id == person_id, OutboxItem.cancelled_at.is_(None), people_looked_after_by(viewer))
        .order_by(OutboxItem.created_at.desc(), OutboxItem.id)
        .limit(MOST)
    )
    found = db.session.scalars(rows)
    return [Delivery(one.letter, one.channel, one.sent_at or one.created_at, _became(one)) for one in found]


def _became(one: OutboxItem) -> Became:
    if one.sent_at is not None:
        return Became.SENT
    if one.gave_way_at is not None:
        return Became.GAVE_WAY
    return Became.FAILED if one.failed_at is not None else Became.WAITS


def list_dead_ways(person_id: uuid.UUID, *, viewer: Viewer) -> list[Channel]:
    """By which ways nothing arrives."""
    rows = (
        sa.select(DeliveryTrouble.channel)
        .join(Person, Person.id == DeliveryTrouble.person_id)
        .where(
            DeliveryTrouble.person_id == person_id, DeliveryTrouble.done_at.is_(None), people_looked_after_by(viewer)
        )
        .order_by(DeliveryTrouble.channel)
    )
    return list(db.session.scalars(rows))
