"""Posting: the row that says what is to be sent, in the transaction of what caused it."""

import json
import uuid
from datetime import datetime
from email.headerregistry import Address

from sqlalchemy.dialects import postgresql, sqlite

from portal import clock, seals
from portal.database import db
from portal.models import Channel, OutboxItem, Person
from portal.outbox import letters
from portal.outbox.numbers import e164


def post(
    letter: str,
    to: Person,
    *,
    event_key: str,
    channel: Channel = Channel.EMAIL,
    instead: Channel | None = None,
    secret: dict[str, str] | None = None,
    useless_at: datetime | None = None,
    former: str | None = None,
) -> bool:
    """Put a letter to somebody into the outbox; it goes when the caller's transaction is kept, else it never was.

    `event_key` names what caused it: the same event posted twice is one letter. `secret` is what the letter needs,
    kept sealed until it is sent; after `useless_at` it is not sent any more. When it fails on `channel` three times or
    for five minutes, it also goes by `instead` (second_way.py). `former`: it goes to this address, which they have no
    more by then. False when they have no address to write to, True when the letter waits or has gone. ValueError when
    the letter does not exist or needs other secrets; NotTheirRowError when it is to somebody of another setting.
    """
    letters.check(letter, secret or {}, as_text=Channel.SMS in (channel, instead))
    if bool(former) != (letter in letters.TO_A_FORMER_ADDRESS):
        raise ValueError(f"The letter {letter!r} goes to the address they have, or says to which they had.")
    inside = (secret or {}) | ({letters.FORMER: former} if former else {})
    sealed = seals.seal(json.dumps(inside)) if inside else ""
    return put(
        to,
        letter=letter,
        event_key=event_key,
        channel=channel,
        instead=instead,
        sealed=sealed,
        useless_at=useless_at,
    )


def put(
    to: Person,
    *,
    letter: str,
    event_key: str,
    channel: Channel,
    instead: Channel | None = None,
    sealed: str = "",
    useless_at: datetime | None = None,
    due_at: datetime | None = None,
    is_gathered: bool = False,
) -> bool:
    """The row itself, with its secret already sealed. False when they cannot be reached on this channel.

    A letter that goes later is as if it had been written then: only from `due_at` on is it late. `is_gathered`: it
    does not go by itself, another one goes for it; False then when the event is there already.
    """
    if not may_be_reached(to, channel):
        return False
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    moment = clock.now()
    row = dialect.insert(OutboxItem).values(
        id=uuid.uuid4(),
        setting_id=to.setting_id,
        person_id=to.id,
        channel=channel,
        instead=instead if instead and may_be_reached(to, instead) else None,
        letter=letter,
        sealed=sealed,
        language=to.language,
        event_key=event_key,
        message_id=uuid.uuid4().hex,
        created_at=due_at or moment,
        due_at=due_at or moment,
        useless_at=useless_at,
        attempts=0,
        cancelled_at=moment if is_gathered else None,
    )
    # Two requests may post the same event at the same moment; the second one is no error.
    new = row.on_conflict_do_nothing(index_elements=["event_key", "person_id", "channel"])
    is_new = db.session.execute(new.returning(OutboxItem.id)).first() is not None
    return is_new or not is_gathered


def is_sendable(address: str | None) -> bool:
    """Can this stand in a header? Nothing with a line break, a blank or a control sign in it can."""
    if not address or "@" not in address or any(sign.isspace() or not sign.isprintable() for sign in address):
        return False
    try:
        return bool(Address(addr_spec=address).domain)
    except Exception:  # the parser raises whatever it stumbled over
        return False


def can_be_reached(email: str | None, phone: str | None) -> bool:
    """Is there any way to write to somebody with this address and this number?"""
    return is_sendable(email) or bool(e164(phone))


def may_be_reached(person: Person, channel: Channel) -> bool:
    """Is there an address, or a number, to which something can go by this way?"""
    return is_sendable(person.email) if channel is Channel.EMAIL else bool(e164(person.phone))
