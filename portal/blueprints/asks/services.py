"""Asking, reading the answer, and saying whether it is OK."""

import uuid
from dataclasses import dataclass

from portal import asking
from portal.access.viewer import Viewer
from portal.asking import Move
from portal.asking.life import check
from portal.blueprints.asks.lines import Line
from portal.blueprints.asks.queries import find_sent_reply
from portal.blueprints.asks.rows import which_answer
from portal.heard import Reader, Saying, say
from portal.models import Ask, AskKind, HowSaid, Place, Reply, Told, Voice


class ChangedMeanwhileError(Exception):
    """The question is not as it was when the page was opened."""


@dataclass(frozen=True)
class Question:
    """What is about to be asked: about which line, in whose hands, and whom the writer leaves out."""

    kind: AskKind
    line: Line
    # The line as it is kept.
    about_words: str
    goes_to: Reader
    leaves_out: Reader | None = None


@dataclass(frozen=True)
class Words:
    """What came with a form: the words, its number, who helped, and whom they chose to read it."""

    client_id: uuid.UUID
    words: str
    how: HowSaid
    readers: tuple[Reader, ...] = ()


def ask_question(question: Question, pupil_id: uuid.UUID, *, said: Words, by: Viewer) -> Ask:
    """Keep it. The same form sent twice, or at once, is one question."""
    saying = Saying(
        pupil_id=pupil_id,
        place=Place.ASK,
        client_id=said.client_id,
        words=said.words,
        about_id=question.line.about_id,
        readers=said.readers,
        not_for_id=question.leaves_out.person_id if question.leaves_out else None,
        how_said=said.how,
    )
    return asking.ask(
        saying,
        kind=question.kind,
        about=question.line.about,
        about_words=question.about_words,
        for_id=question.goes_to.person_id,
        by=by,
    )


def read_answer(row: Ask, opened: str, *, by: Viewer) -> None:
    """Who asked has read the answer themself. Twice is once.

    ChangedMeanwhileError when it is not the answer they had before them; NotNowError when there is none.
    """
    if row.told_at is not None:
        return
    if opened != which_answer(row):
        raise ChangedMeanwhileError
    asking.tell(row, Told.HERE, by=by)


def reply_to_answer(row: Ask, answer: str, reply: Reply, opened: str, *, said: Words, by: Viewer) -> None:
    """What they said to "Is that OK?", with words or without. The same form sent twice is one.

    The answer stood before them when they said it: that is having been told.

    ChangedMeanwhileError when it was decided anew since they read it; NotNowError when it is closed.
    """
    if find_sent_reply(row.id, said.client_id, viewer=by) is not None:
        return
    if opened != which_answer(row):
        raise ChangedMeanwhileError
    if row.told_at is None:
        asking.tell(row, Told.HERE, by=by)
    keep_reply(row, answer, reply, said=said, by=by)


def keep_reply(
    row: Ask, answer: str, reply: Reply, *, said: Words, by: Viewer, speaker: tuple[uuid.UUID, Voice] | None = None
) -> None:
    """Keep what they said, and that they said it. `speaker` is whose words they are when staff write them down."""
    check(row, Move.REPLY)
    saying = Saying(
        pupil_id=row.pupil_id,
        place=Place.ASK_REPLY,
        client_id=said.client_id,
        words=said.words,
        about_id=row.id,
        topic=answer,
        # Whoever was left out of the question is left out of what is said to its answer.
        not_for_id=row.contribution.not_for_id,
        how_said=said.how,
        speaker=speaker,
    )
    say(saying, by=by)
    asking.reply(row, reply, by=by)
