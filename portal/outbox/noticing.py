"""Ordinary notices: that there is something new. The only way for one into the outbox.

It goes as the person chose: by mail or by text (by the other way when that one fails, or when nothing arrives there),
or not at all; at once or once a day (but what is due, a to-do or a promise, never waits for the letter of the day);
never in their quiet hours. A letter about a child who may not be safe, and a way in, are no notices: they go by `post`
and ask none of this (portal/safeguarding/telling.py).
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.database import db
from portal.models import Channel, DeliveryTrouble, HowOften, NoticeChoice, OutboxItem, Person
from portal.outbox import letters, queue
from portal.outbox.posting import may_be_reached, put
from portal.outbox.quiet import USUAL_FROM, USUAL_UNTIL, end_of_quiet, next_gathering

# The setting's rows, also those that the viewer may not see: who causes a notice does not read how somebody hears.
_ALL_OF_IT = {"portal_net": "setting"}
_OTHER = {Channel.EMAIL: Channel.SMS, Channel.SMS: Channel.EMAIL}


@dataclass(frozen=True)
class Wish:
    """How somebody wants to hear; what holds for whoever has chosen nothing, where nothing else is said."""

    channel: Channel | None = Channel.EMAIL
    how_often: HowOften = HowOften.AT_ONCE
    quiet_from: time | None = USUAL_FROM
    quiet_until: time | None = USUAL_UNTIL

    def may_go_at(self, moment: datetime) -> datetime:
        """When what is ready at `moment` may go."""
        return end_of_quiet(moment, self.quiet_from, self.quiet_until)


def wish_of(person_id: uuid.UUID, session: Session | None = None) -> Wish:
    """How this person wants to hear."""
    rows = sa.select(NoticeChoice).where(NoticeChoice.person_id == person_id)
    row = (session or db.session).scalars(rows, execution_options=_ALL_OF_IT).one_or_none()
    return Wish(row.channel, row.how_often, row.quiet_from, row.quiet_until) if row else Wish()


def notify(
    to: Person, *, event_key: str, letter: str = letters.SOMETHING_NEW, not_before: datetime | None = None
) -> bool:
    """Tell somebody that there is something new, in the transaction of what caused it. Holds no name and no word.

    `event_key` names what caused it: the same event is one notice. A letter that says only that there is something
    new says it once, however much waits with it. `not_before`: until then they are not at work. False when they want no
    notices or cannot be reached at all. ValueError for a letter that is no ordinary one.
    """
    letters.check_ordinary(letter)
    wish = wish_of(to.id)
    ways = _ways(to, wish)
    if not ways:
        return False
    channel, *rest = ways
    instead = rest[0] if rest else None
    if wish.how_often is HowOften.DAILY and letter not in letters.TIMELY:
        return _gather(to, wish, letter, event_key, channel, instead)
    due = wish.may_go_at(max(clock.now(), not_before or clock.now()))
    if letter == letters.SOMETHING_NEW and _waits(to, letter, due):
        return True
    return put(to, letter=letter, event_key=event_key, channel=channel, instead=instead, due_at=due)


def call_off(event_key: str) -> None:
    """What caused these notices was taken back, or is done: to whoever has not had theirs yet, it does not go.

    A letter that stands for other events too goes all the same: what was taken back leaves a trace to which it leads.
    """
    theirs = (OutboxItem.event_key == event_key, OutboxItem.letter.not_in(letters.STANDS_FOR_SEVERAL), queue.is_open)
    change = sa.update(OutboxItem).where(*theirs).values(cancelled_at=clock.now(), sealed="")
    db.session.execute(change, execution_options={**_ALL_OF_IT, "synchronize_session": False})


def _gather(to: Person, wish: Wish, letter: str, event_key: str, channel: Channel, instead: Channel | None) -> bool:
    """One notice a day. The row of the event itself never goes: it is there so that the event counts once."""
    if put(to, letter=letter, event_key=event_key, channel=channel, is_gathered=True):
        due = wish.may_go_at(next_gathering(clock.now()))
        key = f"once a day {clock.london(due).date()}"
        put(to, letter=letters.ONCE_A_DAY, event_key=key, channel=channel, instead=instead, due_at=due)
    return True


def _ways(to: Person, wish: Wish) -> list[Channel]:
    """By which ways they are told, the first one first: what they chose, unless nothing arrives there."""
    if wish.channel is None:
        return []
    found = [way for way in (wish.channel, _OTHER[wish.channel]) if may_be_reached(to, way)]
    if len(found) > 1:
        dead = _dead_ways(to.id)
        found.sort(key=lambda way: way in dead)
    return found


def _dead_ways(person_id: uuid.UUID) -> frozenset[Channel]:
    rows = sa.select(DeliveryTrouble.channel).where(
        DeliveryTrouble.person_id == person_id, DeliveryTrouble.done_at.is_(None)
    )
    return frozenset(db.session.scalars(rows, execution_options=_ALL_OF_IT))


def _waits(to: Person, letter: str, due: datetime) -> bool:
    """Does one of these wait for them that goes no later than this one would?"""
    theirs = sa.select(OutboxItem.id).where(OutboxItem.person_id == to.id, OutboxItem.letter == letter, queue.is_open)
    rows = theirs.where(OutboxItem.created_at <= due).limit(1)
    return db.session.scalars(rows, execution_options=_ALL_OF_IT).first() is not None


def put_off(session: Session, item: queue.Claimed) -> bool:
    """Lay an ordinary notice back until the quiet hours of its person end; False when it may go now.

    Asked when it is about to go: it may have been late, or they may have chosen other hours since.
    """
    if item.letter not in letters.ORDINARY:
        return False
    moment = clock.now()
    until = wish_of(item.person_id, session).may_go_at(moment)
    if until <= moment:
        return False
    queue.lay_back(session, item, until)
    return True
