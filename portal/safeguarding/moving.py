"""The moves of a concern: each is made by a named adult, notes who and when, and refuses what is not open now."""

import uuid

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Concern, ConcernAbout, ConcernStep
from portal.safeguarding.life import Move, check


def open_it(concern: Concern, *, by: Viewer) -> None:
    """Somebody has opened its page, signed in. The first one counts; each look is a line of the record besides."""
    if concern.opened_at is None:
        concern.opened_at, concern.opened_by_id = clock.now(), by.person_id
        _note(concern, Move.OPEN, "", by)


def take(concern: Concern, *, by: Viewer) -> None:
    """ "I have this": it climbs no further. Somebody else may take it over, and both stand in its history."""
    check(concern, Move.TAKE)
    open_it(concern, by=by)
    if concern.taken_by_id == by.person_id:
        return
    concern.taken_at, concern.taken_by_id = concern.taken_at or clock.now(), by.person_id
    _note(concern, Move.TAKE, "", by)


def see_child(concern: Concern, words: str, *, by: Viewer) -> None:
    """An adult is, or was, with the child: who, where, how they are."""
    check(concern, Move.SEE_CHILD, words)
    concern.child_seen_at = concern.child_seen_at or clock.now()
    _note(concern, Move.SEE_CHILD, words, by)


def act(concern: Concern, words: str, *, by: Viewer) -> None:
    """What was done."""
    check(concern, Move.ACT, words)
    concern.action_at = concern.action_at or clock.now()
    _note(concern, Move.ACT, words, by)


def conclude(concern: Concern, words: str, *, by: Viewer) -> None:
    """What came of it, with the reasons."""
    check(concern, Move.CONCLUDE, words)
    concern.outcome_at = concern.outcome_at or clock.now()
    _note(concern, Move.CONCLUDE, words, by)


def tell_child(concern: Concern, words: str, *, by: Viewer) -> None:
    """The child has been told what happened, and what they said to it."""
    check(concern, Move.TELL_CHILD, words)
    concern.child_told_at = concern.child_told_at or clock.now()
    _note(concern, Move.TELL_CHILD, words, by)


def add(concern: Concern, words: str, *, by: Viewer) -> None:
    """A note beside it."""
    check(concern, Move.ADD, words)
    _note(concern, Move.ADD, words, by)


def name_about(concern: Concern, person_id: uuid.UUID, *, by: Viewer) -> None:
    """It is about this adult: from now on they meet it on no rung and no page. Cannot be taken back by a press.

    Had they pressed "I have this", nobody has it: it climbs again, and its history says who had it.
    """
    if concern.taken_by_id == person_id:
        concern.taken_at = concern.taken_by_id = None
        concern.version += 1
    db.session.add(
        ConcernAbout(
            setting_id=concern.setting_id, pupil_id=concern.pupil_id, concern_id=concern.id, person_id=person_id
        )
    )
    event = audit.Event.CONCERNS_ABOUT_NAMED
    audit.record(event, by=by, pupils=[concern.pupil_id], concern=concern.id, person=person_id)


def _note(concern: Concern, move: Move, words: str, by: Viewer) -> None:
    concern.version += 1
    db.session.add(
        ConcernStep(
            setting_id=concern.setting_id,
            pupil_id=concern.pupil_id,
            concern_id=concern.id,
            what=move,
            words=words,
            person_id=by.person_id,
            made_at=clock.now(),
        )
    )
    event = audit.Event.CONCERNS_CONCERN_MOVED
    audit.record(event, by=by, pupils=[concern.pupil_id], concern=concern.id, move=move.value)
