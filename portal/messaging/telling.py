"""Telling that something was written: by notices that name nobody and say nothing of it, each as they chose to hear."""

from datetime import datetime

import sqlalchemy as sa

from portal.models import Message, Person, ReplyPromise, Thread, ThreadRead
from portal.outbox import call_off, notify
from portal.returning.everybody import all_of

LETTER, TO_ANSWER = "message", "to_do"


def tell_family(thread: Thread, message: Message) -> None:
    """One notice for a message, to whose thread it is: as they chose to hear, and in no quiet hours."""
    notify(thread.person, event_key=f"message {message.id}", letter=LETTER)


def tell_no_more(message: Message) -> None:
    """It was taken back: whoever has not heard of it yet does not hear of it."""
    call_off(f"message {message.id}")


def tell_who_answers(person: Person, promise: ReplyPromise, *, from_on: datetime | None) -> None:
    """One notice to whoever is to answer, when they are at work (`from_on`); none more until they have looked.

    They look by reading any of their threads, or by answering. Today shows all of it either way.
    """
    if not _waits_with(promise, unseen_only=True):
        notify(person, event_key=_event_of(promise), letter=TO_ANSWER, not_before=from_on)


def tell_no_longer(promise: ReplyPromise) -> None:
    """It is answered: a notice that has not gone yet is not needed, unless they have somebody else to answer."""
    if not _waits_with(promise, unseen_only=False):
        call_off(_event_of(promise))


def _waits_with(promise: ReplyPromise, *, unseen_only: bool) -> bool:
    """Is there another promise that the same person is to keep; one since which they have read nothing?"""
    others = sa.select(ReplyPromise.id).where(
        ReplyPromise.for_id == promise.for_id, ReplyPromise.kept_at.is_(None), ReplyPromise.id != promise.id
    )
    if unseen_only:
        looked = sa.select(ThreadRead.id).where(
            ThreadRead.person_id == promise.for_id, ThreadRead.read_at >= ReplyPromise.made_at
        )
        others = others.where(~looked.exists())
    return all_of(others.limit(1)).first() is not None


def _event_of(promise: ReplyPromise) -> str:
    return f"to answer {promise.id}"
