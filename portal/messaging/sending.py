"""Writing in a thread: opening one, sending, taking back, closing. What is written passes portal.heard, once."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm import contains_eager, joinedload

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.asking.ringing import ask_for_call, find_key_worker
from portal.database import db
from portal.heard import Saying, say
from portal.messaging.keeping import keep_promise, keep_up, promise_reply
from portal.messaging.phrase_book import Phrase
from portal.messaging.reading import mark_read
from portal.messaging.telling import tell_family, tell_no_more
from portal.models import (
    Contribution,
    Draft,
    GoodTime,
    HowKept,
    HowSaid,
    Message,
    MessageDocument,
    Place,
    ReplyPromise,
    Thread,
)
from portal.signs import find_signs
from portal.web.typed import tidy

# Of one person in one thread. Somebody who taps and types as fast as they can does not come near it.
MOST_A_MINUTE = 20


class ClosedError(Exception):
    """The thread was closed meanwhile: nothing was sent."""


class SentBeforeError(Exception):
    """This form was sent before, with other words: those stand, and these are not sent yet."""


class TooManyError(Exception):
    """They have sent MOST_A_MINUTE within the last minute: this one is not sent yet."""


class NotYetError(Exception):
    """Somebody waits for an answer there: it is not closed before they have one, or need none."""


@dataclass(frozen=True)
class Sent:
    """What came with a form: words, or a phrase by its name, a photo (JPEG, width, height), a sound and its kind, or a
    PDF of our own writing."""

    number: uuid.UUID
    words: str = ""
    phrase: Phrase | None = None
    how_said: HowSaid = HowSaid.BY_MYSELF
    photo: tuple[bytes, int, int] | None = None
    sound: tuple[bytes, str] | None = None
    paper: bytes | None = None
    is_good: bool = False


def open_thread(pupil_id: uuid.UUID, person_id: uuid.UUID, *, by: Viewer, new_id: uuid.UUID | None = None) -> Thread:
    """The thread of this person about this pupil that is open; a new one where none is. Two at once open one.

    What they had typed for one that was closed comes with them. The caller has found both as theirs. `new_id` follows
    from the form by which a new one is opened and written in at once: it leaves the same behind each time.
    """
    wanted = sa.select(Thread).where(
        Thread.person_id == person_id, Thread.pupil_id == pupil_id, Thread.closed_at.is_(None)
    )
    known = db.session.scalars(wanted).one_or_none()
    if known is not None:
        return known
    thread = Thread(
        id=new_id or uuid.uuid4(),
        setting_id=by.setting_id,
        pupil_id=pupil_id,
        person_id=person_id,
        opened_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(thread)
    except IntegrityError:
        return db.session.scalars(wanted).one()
    _bring_draft(thread, by)
    audit.record(audit.Event.MESSAGES_THREAD_OPENED, by=by, pupils=[pupil_id], thread=thread.id)
    return thread


def get_thread_to_write(thread_id: uuid.UUID, *, by: Viewer) -> Thread:
    """The thread, held until this transaction ends: what two write at once comes one after the other.

    NoResultFound (shown as 404) when it is not theirs.
    """
    rows = sa.select(Thread).options(joinedload(Thread.person, innerjoin=True))
    rows = rows.where(Thread.id == thread_id, Thread.setting_id == by.setting_id)
    held = rows.with_for_update(of=Thread).execution_options(populate_existing=True)
    return db.session.scalars(held).one()


def send(thread_id: uuid.UUID, sent: Sent, *, by: Viewer) -> Message:
    """Keep a message; whoever waits for it is told, by a letter that says nothing of it. The same form is one message.

    ClosedError when the thread was closed, TooManyError when they wrote MOST_A_MINUTE just now: nothing is sent then.
    What may say that somebody is not safe is never too much. SentBeforeError when the same form brought other words.
    """
    thread = get_thread_to_write(thread_id, by=by)
    known = _sent_before(thread, sent, by)
    if known is not None:
        return known
    _may_go(thread, sent, by)
    said = say(_saying(thread, sent), by=by)
    if said.about_id != thread.id:
        raise NoResultFound  # the number of another form of theirs
    message = Message(
        id=uuid.uuid4(),
        setting_id=thread.setting_id,
        pupil_id=thread.pupil_id,
        thread_id=thread.id,
        person_id=by.person_id,
        contribution_id=said.id,
        is_good=sent.is_good,
        sent_at=said.said_at,
    )
    db.session.add(message)
    _keep_paper(message, sent.paper)
    db.session.flush()
    # Good news goes beside what is being talked about: it answers nothing, and whoever sent it has read nothing there.
    if not sent.is_good:
        drop_draft(thread.id, by=by)
        mark_read(thread, by=by)
    if by.person_id == thread.person_id:
        promise_reply(thread, message)
        _ring(thread, sent, by)
    else:
        if not sent.is_good:
            keep_promise(thread.id, HowKept.ANSWERED, by=by, at=message.sent_at)
        tell_family(thread, message)
    audit.record(audit.Event.MESSAGES_MESSAGE_SENT, by=by, pupils=[thread.pupil_id], message=message.id)
    return message


def take_back(message: Message, *, by: Viewer) -> None:
    """Whoever sent it takes it back. That there was one stays to be seen; twice is once.

    What was waited for is then not waited for any more; and an answer that is taken back is no answer.
    """
    if message.withdrawn_at is not None:
        return
    get_thread_to_write(message.thread_id, by=by)
    message.withdrawn_at = clock.now()
    db.session.flush()
    tell_no_more(message)
    keep_up(message, by=by)
    audit.record(audit.Event.MESSAGES_MESSAGE_TAKEN_BACK, by=by, pupils=[message.pupil_id], message=message.id)


def need_no_reply(thread_id: uuid.UUID, *, by: Viewer) -> None:
    """A member of staff says that what waits needs no answer ("Thank you" does not)."""
    thread = get_thread_to_write(thread_id, by=by)
    mark_read(thread, by=by)
    keep_promise(thread.id, HowKept.NO_REPLY_NEEDED, by=by, at=clock.now())
    audit.record(audit.Event.MESSAGES_NO_REPLY_NEEDED, by=by, pupils=[thread.pupil_id], thread=thread.id)


def close_thread(thread_id: uuid.UUID, *, by: Viewer) -> None:
    """Nobody writes there any more; it stays to be read. NotYetError while somebody waits for an answer there."""
    thread = get_thread_to_write(thread_id, by=by)
    waits = sa.select(ReplyPromise.id).where(ReplyPromise.thread_id == thread.id, ReplyPromise.kept_at.is_(None))
    if db.session.scalar(waits) is not None:
        raise NotYetError
    if thread.closed_at is None:
        thread.closed_at, thread.closed_by_id = clock.now(), by.person_id
    audit.record(audit.Event.MESSAGES_THREAD_CLOSED, by=by, pupils=[thread.pupil_id], thread=thread.id)


def drop_draft(thread_id: uuid.UUID, *, by: Viewer) -> None:
    """What this person had typed there was sent, or is not wanted any more."""
    theirs = sa.delete(Draft).where(
        Draft.person_id == by.person_id, Draft.place == Place.MESSAGE, Draft.about_id == thread_id
    )
    db.session.execute(theirs)


def _keep_paper(message: Message, paper: bytes | None) -> None:
    if paper is None:
        return
    of = {"setting_id": message.setting_id, "pupil_id": message.pupil_id, "message_id": message.id}
    db.session.add(MessageDocument(**of, content=paper, size=len(paper)))


def _saying(thread: Thread, sent: Sent) -> Saying:
    return Saying(
        pupil_id=thread.pupil_id,
        place=Place.MESSAGE,
        client_id=sent.number,
        words=sent.words,
        about_id=thread.id,
        topic=sent.phrase.value if sent.phrase else "",
        how_said=sent.how_said,
        photo=sent.photo,
        sound=sent.sound,
    )


def _sent_before(thread: Thread, sent: Sent, by: Viewer) -> Message | None:
    rows = (
        sa.select(Message)
        .join(Contribution, Contribution.id == Message.contribution_id)
        .options(contains_eager(Message.contribution))
        .where(Contribution.client_id == sent.number, Message.person_id == by.person_id)
    )
    known = db.session.scalars(rows.where(Message.thread_id == thread.id)).one_or_none()
    if known and (known.contribution.words, known.contribution.topic) != (tidy(sent.words), sent.phrase or ""):
        raise SentBeforeError
    return known


def _may_go(thread: Thread, sent: Sent, by: Viewer) -> None:
    if thread.closed_at is not None:
        raise ClosedError
    if not sent.is_good and _too_many(thread, by) and not find_signs(sent.words):
        raise TooManyError


def _too_many(thread: Thread, by: Viewer) -> bool:
    """Has this person filled their minute in this thread? It is held: what two send at once is counted."""
    lately = sa.select(sa.func.count(Message.id)).where(
        Message.thread_id == thread.id,
        Message.person_id == by.person_id,
        Message.sent_at > clock.now() - timedelta(minutes=1),
    )
    return (db.session.scalar(lately) or 0) >= MOST_A_MINUTE


def _ring(thread: Thread, sent: Sent, by: Viewer) -> None:
    """ "Please ring me" is a call on the list, as from any other page."""
    if sent.phrase is not Phrase.RING_ME:
        return
    key_worker = find_key_worker(thread.pupil_id, viewer=by)
    if key_worker is not None:
        ask_for_call(
            thread.pupil_id,
            key_worker.id,
            good_time=GoodTime.ANY,
            page="messages.message_write",
            client_id=sent.number,
            by=by,
        )


def _bring_draft(thread: Thread, by: Viewer) -> None:
    closed = sa.select(Thread.id).where(
        Thread.person_id == thread.person_id, Thread.pupil_id == thread.pupil_id, Thread.id != thread.id
    )
    theirs = sa.select(Draft).where(
        Draft.person_id == by.person_id, Draft.place == Place.MESSAGE, Draft.about_id.in_(closed)
    )
    for draft in db.session.scalars(theirs.order_by(Draft.saved_at.desc()).limit(1)):
        draft.about_id = thread.id
