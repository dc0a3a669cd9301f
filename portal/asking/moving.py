"""The moves of a question: each notes who and when, and refuses what is not open now (life.py)."""

import uuid
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.asking.life import TRIES, HandedOn, Move, NotNowError, check
from portal.database import db
from portal.heard import Saying, say
from portal.models import AboutWhat, Ask, AskKind, AskMove, Decision, Reply, Told


@dataclass(frozen=True)
class Answer:
    """A decision as it is given: with its reason, and what happens next."""

    decision: Decision
    reason: str
    what_next: str = ""
    follow_up_on: date | None = None


def ask(saying: Saying, *, kind: AskKind, about: AboutWhat, about_words: str, for_id: uuid.UUID, by: Viewer) -> Ask:
    """Keep a question with its words (`saying`, whose place is ASK). Sent twice, it is one question."""
    said = say(saying, by=by)
    known = db.session.scalars(sa.select(Ask).where(Ask.contribution_id == said.id)).one_or_none()
    if known is not None:
        return known
    row = Ask(
        id=uuid.uuid4(),
        setting_id=said.setting_id,
        pupil_id=said.pupil_id,
        person_id=said.person_id,
        kind=kind,
        about=about,
        about_id=saying.about_id,
        about_words=about_words,
        contribution_id=said.id,
        for_id=for_id,
        asked_at=said.said_at,
        tries=0,
        version=1,
    )
    db.session.add(row)
    db.session.flush()
    _note(row, Move.ASK, by)
    return row


def see(row: Ask, *, by: Viewer) -> None:
    """Somebody has read it; the first time counts."""
    if row.seen_at is None:
        check(row, Move.SEE)
        row.seen_at, row.seen_by_id = clock.now(), by.person_id
        _note(row, Move.SEE, by)


def think(row: Ask, until: date, why: str, *, by: Viewer) -> None:
    """It takes until a day, for a reason. Doing it again says a new day with a new reason."""
    check(row, Move.THINK)
    _seen_as_well(row, by)
    row.think_until, row.think_why = until, why
    _note(row, Move.THINK, by)


def decide(row: Ask, answer: Answer, *, by: Viewer) -> None:
    """Decide, with a reason. Deciding anew takes back what was told and answered: it is told again.

    ValueError without a reason.
    """
    check(row, Move.DECIDE)
    if not answer.reason.strip():
        raise ValueError("A decision is given with its reason.")
    _seen_as_well(row, by)
    row.decision, row.reason, row.what_next = answer.decision, answer.reason, answer.what_next
    row.follow_up_on = answer.follow_up_on
    row.decided_at, row.decided_by_id = clock.now(), by.person_id
    row.told, row.told_at, row.reply, row.replied_at, row.followed_up_at = None, None, None, None, None
    row.tries = 0
    _note(row, Move.DECIDE, by)


def tell(row: Ask, how: Told, *, by: Viewer) -> None:
    """They have been told: by a person, or because they opened the answer themselves (`HERE`)."""
    check(row, Move.TELL)
    row.told, row.told_at = how, clock.now()
    _note(row, Move.TELL, by)


def reply(row: Ask, answer: Reply, *, by: Viewer) -> None:
    """What they said to "Is that OK?". A "not OK" comes back to who decided."""
    check(row, Move.REPLY)
    row.reply, row.replied_at = answer, clock.now()
    if answer is Reply.NOT_OK:
        row.followed_up_at = None  # also when somebody has looked at it before: it is looked at again
    _note(row, Move.REPLY, by)


def try_again(row: Ask, *, by: Viewer) -> None:
    """Somebody tried to hear whether it is OK; after two tries it stands as "no answer"."""
    check(row, Move.TRY_AGAIN)
    row.tries += 1
    _note(row, Move.TRY_AGAIN, by)
    if row.tries >= TRIES:
        row.reply, row.replied_at = Reply.NOTHING, clock.now()


def follow_up(row: Ask, *, by: Viewer) -> None:
    """Somebody looked again whether what was decided has happened."""
    check(row, Move.FOLLOW_UP)
    row.followed_up_at = clock.now()
    _note(row, Move.FOLLOW_UP, by)


def close(row: Ask, *, by: Viewer) -> None:
    """It is done. NotNowError without decision, reason, told, and what they said."""
    check(row, Move.CLOSE)
    row.closed_at = clock.now()
    _note(row, Move.CLOSE, by)


def hand_on(row: Ask, to_id: uuid.UUID, why: HandedOn, *, by: Viewer) -> None:
    """Somebody else answers it from now on. NotNowError when the writer left them out, or it is closed."""
    check(row, Move.HAND_ON)
    if not row.contribution or row.contribution.not_for_id == to_id:
        raise NotNowError("Not to them.")
    if row.for_id != to_id:
        row.for_id = to_id
        _note(row, Move.HAND_ON, by, f"{why}:{to_id}")


def _seen_as_well(row: Ask, by: Viewer) -> None:
    if row.seen_at is None:
        row.seen_at, row.seen_by_id = clock.now(), by.person_id


def _note(row: Ask, move: Move, by: Viewer, more: str = "") -> None:
    row.version += 1
    db.session.add(
        AskMove(
            setting_id=row.setting_id,
            pupil_id=row.pupil_id,
            ask_id=row.id,
            what=f"{move}:{more}" if more else move,
            person_id=by.person_id,
            moved_at=clock.now(),
        )
    )
    audit.record(audit.Event.ASKS_ASK_MOVED, by=by, pupils=[row.pupil_id], ask=row.id, move=move.value)
