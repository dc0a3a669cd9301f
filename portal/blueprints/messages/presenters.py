"""A thread as its page shows it."""

import uuid
from dataclasses import dataclass

from markupsafe import Markup

from portal import clock
from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.blueprints.messages.queries.threads import (
    PER_PAGE,
    OneMessage,
    count_messages,
    list_messages,
    list_readers_until,
)
from portal.blueprints.messages.rows import OneThread
from portal.blueprints.messages.words import reply_lines, who_answers
from portal.heard import Audience, find_audience
from portal.heard.audience import Reader
from portal.messaging.answering import Answering, As, find_answering
from portal.models import Place, Voice


@dataclass(frozen=True)
class ShownThread:
    """Everything that the page of a thread draws; `reads` are those who read it, with their faces."""

    one: OneThread
    messages: tuple[OneMessage, ...]
    page: int
    pages: int
    is_own: bool
    # By when they hear, and from whom.
    reply: tuple[Markup, ...]
    is_late: bool
    # Nobody is at work to read what they wrote: who helps at any time stands beside it.
    offers_help: bool
    # Who has read the newest message of the viewer.
    read_by: tuple[str, ...]
    reads: tuple[Reader, ...]
    may_answer: bool

    @property
    def last_own_id(self) -> uuid.UUID | None:
        """The newest message of whose thread it is, under which it says who has read it."""
        whose = self.one.thread.person_id
        mine = [each.message for each in self.messages if each.message.person_id == whose]
        return mine[-1].id if mine and mine[-1].withdrawn_at is None else None


def show_thread(one: OneThread, page: int, *, viewer: Viewer) -> ShownThread:
    """The same number of statements, however long the thread is."""
    thread = one.thread
    pages = max(1, -(-count_messages(thread.id, viewer=viewer) // PER_PAGE))
    page = min(max(1, page), pages)
    messages, is_own = list_messages(thread.id, page, viewer=viewer), thread.person_id == viewer.person_id
    answering = find_answering(thread.setting_id, thread.pupil_id, thread.id)
    for_name = next((each.person.first_name for each in answering.answerers if _is_for(one, each.person.id)), "")
    until = [
        name for name, read_at in list_readers_until(thread.id, viewer=viewer) if _after_last(messages, one, read_at)
    ]
    return ShownThread(
        one,
        tuple(messages),
        page,
        pages,
        is_own,
        tuple(reply_lines(answering, one.promise, for_name)) if is_own else (),
        one.promise is not None and one.promise.due_at <= clock.now(),
        is_own and not answering.is_there_now,
        tuple(until) if is_own else (),
        _all_of(readers_of(thread.pupil_id, answering, viewer=viewer)) if is_own else (),
        Permission.MESSAGES_ANSWER in viewer.permissions and not is_own,
    )


def readers_of(pupil_id: uuid.UUID, answering: Answering, *, viewer: Viewer) -> Audience:
    """Who reads what this person writes: the key worker, those who keep children safe, whoever covers; nobody else.

    Whoever covers and answers now is named apart: they are no keeper of children's safety.
    """
    always = list(find_audience(pupil_id, Place.MESSAGE, viewer=viewer).always)
    known = {reader.person_id for reader in always}
    covers = [each.person for each in answering.answerers if each.role is As.COVER and each.person.id not in known]
    readers = tuple(Reader.of(person, Voice.TEAM) for person in covers)
    return Audience((*always, *readers[1:]), (), readers[:1])


def _all_of(readers: Audience) -> tuple[Reader, ...]:
    return (*readers.always, *readers.also)


def before_writing(answering: Answering) -> tuple[Markup, ...]:
    """Who answers and on which days, before somebody writes."""
    return tuple(who_answers(answering))


def _is_for(one: OneThread, person_id: uuid.UUID) -> bool:
    return one.promise is not None and one.promise.for_id == person_id


def _after_last(messages: list[OneMessage], one: OneThread, read_at: object) -> bool:
    mine = [each.message.sent_at for each in messages if each.message.person_id == one.thread.person_id]
    return bool(mine) and read_at >= mine[-1]  # type: ignore[operator]
