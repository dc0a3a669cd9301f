"""An address or a number at which nothing arrives: what the other side says of it, and the task that follows.

A server that is down, or that takes nothing from us, says nothing about anybody's address.
"""

import smtplib
import uuid
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal import clock
from portal.database import db
from portal.models import Channel, DeliveryTrouble
from portal.outbox import letters, queue
from portal.outbox.second_way import give_way_now
from portal.outbox.texts import NotTakenError

# "No such mailbox", "gone", "name not allowed" (RFC 5321 §4.2.3); 5.7.x is a rule of the server's (RFC 3463), which
# says nothing about the mailbox.
_NO_SUCH_MAILBOX = frozenset({550, 551, 553})
_A_RULE = b"5.7"
# "This number is none", "gone", "cannot be worked with". 401, 403 and 429 are about us, 404 about the gateway.
_NO_SUCH_NUMBER = frozenset({400, 410, 422})


def is_refused(error: Exception) -> bool:
    """Does the other side say that nobody is at this address or number, for good?"""
    if isinstance(error, NotTakenError):
        return error.status in _NO_SUCH_NUMBER
    said = _answers(error)
    return bool(said) and all(code in _NO_SUCH_MAILBOX and not words.startswith(_A_RULE) for code, words in said)


def is_answered(error: Exception) -> bool:
    """Did the other side answer about this letter at all?"""
    return bool(_answers(error)) or (isinstance(error, NotTakenError) and error.status > 0)


def _answers(error: Exception) -> list[tuple[int, bytes]]:
    """What a mail server answered, to each recipient or to the letter: code and words."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [(code, bytes(words)) for code, words in error.recipients.values()]
    if isinstance(error, smtplib.SMTPDataError):
        words = error.smtp_error
        return [(error.smtp_code, words if isinstance(words, bytes) else words.encode())]
    return []


def not_gone(session: Session, item: queue.Claimed, error: Exception) -> bool:
    """It has not gone: try again later, by the other way, or not at all. True when it was given up after a day.

    A refused address is a task at once, and the other way takes over at once. Only an ordinary notice is not tried
    there any more: an alarm and a way in are, for a refusal may be a mistake. `session` is `db.session`.
    """
    if is_refused(error):
        note_trouble(session, item)
        give_way_now(session, item.id)
        if item.letter in letters.ORDINARY | letters.TO_A_FORMER_ADDRESS:
            queue.keep_as_failed(session, item)
            return False
    is_given_up = queue.put_back(session, item)
    if is_given_up and is_answered(error):
        note_trouble(session, item)
    return is_given_up


def note_trouble(session: Session, item: queue.Claimed) -> None:
    """Somebody is to ask for a new address or number. One task for each way, however often it is noticed.

    Nobody asks for one in place of an address that they have given up.
    """
    if item.letter in letters.TO_A_FORMER_ADDRESS:
        return
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    row = dialect.insert(DeliveryTrouble).values(
        id=uuid.uuid4(),
        setting_id=item.setting_id,
        person_id=item.person_id,
        channel=item.channel,
        noticed_at=clock.now(),
    )
    waits = DeliveryTrouble.done_at.is_(None)
    session.execute(row.on_conflict_do_nothing(index_elements=["person_id", "channel"], index_where=waits))


def end_troubles(session: Session, channel: Channel, people: Collection[uuid.UUID]) -> None:
    """There is a new address or number for these people: nobody needs to ask them for it any more."""
    waits = sa.update(DeliveryTrouble).where(
        DeliveryTrouble.person_id.in_(people), DeliveryTrouble.channel == channel, DeliveryTrouble.done_at.is_(None)
    )
    session.execute(waits.values(done_at=clock.now()).execution_options(synchronize_session=False))
