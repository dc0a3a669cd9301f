"""The moves of a concern: each is made by a named adult, notes who and when, and refuses what is not open now."""

import uuid

import sqlalchemy as sa

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Concern, ConcernAbout, ConcernNotice, ConcernStep
from portal.safeguarding import finding
from portal.safeguarding.ladder import told_on
from portal.safeguarding.life import Move, check
from portal.safeguarding.telling import call_back, tell

# Not a move that is offered: it stands there from the beginning.
WORRY = "worry"


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


def see_child(concern: Concern, words: str, *, by: Viewer, number: uuid.UUID | None = None) -> None:
    """An adult is, or was, with the child: who, where, how they are."""
    check(concern, Move.SEE_CHILD, words)
    concern.child_seen_at = concern.child_seen_at or clock.now()
    _note(concern, Move.SEE_CHILD, words, by, number)


def act(concern: Concern, words: str, *, by: Viewer, number: uuid.UUID | None = None) -> None:
    """What was done."""
    check(concern, Move.ACT, words)
    concern.action_at = concern.action_at or clock.now()
    _note(concern, Move.ACT, words, by, number)


def conclude(concern: Concern, words: str, *, by: Viewer, number: uuid.UUID | None = None) -> None:
    """What came of it, with the reasons."""
    check(concern, Move.CONCLUDE, words)
    concern.outcome_at = concern.outcome_at or clock.now()
    _note(concern, Move.CONCLUDE, words, by, number)


def tell_child(concern: Concern, words: str, *, by: Viewer, number: uuid.UUID | None = None) -> None:
    """The child has been told what happened, and what they said to it."""
    check(concern, Move.TELL_CHILD, words)
    concern.child_told_at = concern.child_told_at or clock.now()
    _note(concern, Move.TELL_CHILD, words, by, number)


def add(concern: Concern, words: str, *, by: Viewer, number: uuid.UUID | None = None) -> None:
    """A note beside it."""
    check(concern, Move.ADD, words)
    _note(concern, Move.ADD, words, by, number)


def say_why(concern: Concern, words: str, *, by: Viewer, number: uuid.UUID) -> None:
    """What worries the member of staff who raised it: the first line of its history."""
    _note(concern, WORRY, words, by, number)


def name_about(concern: Concern, person_id: uuid.UUID, *, by: Viewer) -> None:
    """It is about this adult: from now on they meet it on no rung and no page, and what they did about it is undone.

    What waits to be sent to them is called back; whoever hears of a concern about them is told at once. Named twice is
    once.
    """
    known = sa.select(ConcernAbout.id).where(ConcernAbout.concern_id == concern.id, ConcernAbout.person_id == person_id)
    if db.session.scalar(known):
        return
    db.session.add(
        ConcernAbout(
            setting_id=concern.setting_id, pupil_id=concern.pupil_id, concern_id=concern.id, person_id=person_id
        )
    )
    if concern.taken_by_id == person_id and concern.child_told_at is None:
        concern.taken_at = concern.taken_by_id = None
    if concern.opened_by_id == person_id:
        concern.opened_at = concern.opened_by_id = None
    event = audit.Event.CONCERNS_ABOUT_NAMED
    audit.record(event, by=by, pupils=[concern.pupil_id], concern=concern.id, person=person_id)
    db.session.flush()
    call_back(concern, person_id)
    _tell_those_above(concern)


def is_not_about(concern: Concern, person_id: uuid.UUID, *, by: Viewer) -> None:
    """It is not about this adult after all. Who said so stays in the record."""
    gone = sa.delete(ConcernAbout).where(ConcernAbout.concern_id == concern.id, ConcernAbout.person_id == person_id)
    db.session.execute(gone)
    event = audit.Event.CONCERNS_ABOUT_TAKEN_OFF
    audit.record(event, by=by, pupils=[concern.pupil_id], concern=concern.id, person=person_id)


def _tell_those_above(concern: Concern) -> None:
    session = db.session
    about = session.scalars(sa.select(ConcernAbout.person_id).where(ConcernAbout.concern_id == concern.id)).all()
    # Looked at beside it: whoever names somebody may not see the words, and they decide who is told.
    with db.own_look(concern.setting_id) as look:
        steps, staff = finding.find_ladder(look, concern, about)
    told = set(session.scalars(sa.select(ConcernNotice.person_id).where(ConcernNotice.concern_id == concern.id)))
    new = [one for one in told_on(0, steps, staff) if one not in told]
    tell(concern, finding.find_people(session, new), rung=0, round_=0)


def _note(concern: Concern, move: str, words: str, by: Viewer, number: uuid.UUID | None = None) -> None:
    """`number` is the form's: sent twice it is one step."""
    step_id = uuid.uuid5(concern.id, f"{number} {by.person_id}") if number else uuid.uuid4()
    if number and db.session.get(ConcernStep, step_id):
        return
    concern.version += 1
    db.session.add(
        ConcernStep(
            id=step_id,
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
    audit.record(event, by=by, pupils=[concern.pupil_id], concern=concern.id, move=str(move))
