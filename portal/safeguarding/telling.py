"""Telling people that a concern waits: a row that says who, and a neutral letter in the one outbox.

The screen is the record and the letter only a nudge: it names no child, no setting and no reason.
"""

import uuid
from collections.abc import Iterable

import sqlalchemy as sa

from portal import clock
from portal.database import db
from portal.models import Channel, Concern, ConcernNotice, Level, OutboxItem, Person
from portal.outbox import post

LETTER = "concern"


def tell(concern: Concern, people: Iterable[Person], *, rung: int, round_: int) -> int:
    """Tell these people, in the caller's transaction. The same rung and round told twice is once. Returns how many."""
    key = f"concern {concern.id} {rung} {round_}"
    count = 0
    for person in people:
        db.session.add(
            ConcernNotice(
                setting_id=concern.setting_id,
                pupil_id=concern.pupil_id,
                concern_id=concern.id,
                person_id=person.id,
                rung=rung,
                round=round_,
                event_key=key,
                noticed_at=clock.now(),
            )
        )
        _post(concern.level, person, key)
        count += 1
    db.session.flush()
    return count


def call_back(concern: Concern, person_id: uuid.UUID) -> None:
    """What still waits to be sent to them because of it is not sent any more."""
    waits = (OutboxItem.sent_at.is_(None), OutboxItem.failed_at.is_(None), OutboxItem.cancelled_at.is_(None))
    theirs = (OutboxItem.person_id == person_id, OutboxItem.event_key.startswith(f"concern {concern.id} "))
    db.session.execute(sa.update(OutboxItem).where(*waits, *theirs).values(cancelled_at=clock.now(), sealed=""))


def _post(level: Level, person: Person, key: str) -> None:
    if level is Level.NOW:
        # Both ways at once: the louder one does not wait until the other has failed.
        post(LETTER, person, event_key=key, channel=Channel.EMAIL)
        post(LETTER, person, event_key=key, channel=Channel.SMS)
        return
    if not post(LETTER, person, event_key=key, channel=Channel.EMAIL, instead=Channel.SMS):
        post(LETTER, person, event_key=key, channel=Channel.SMS)
