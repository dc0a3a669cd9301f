"""Their wish to talk to somebody: a question that somebody answers, and for today a person who hears of it today."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal import asking
from portal.access.viewer import Viewer
from portal.blueprints.checkins.questions import Question
from portal.blueprints.checkins.services.answering import keep_answer
from portal.database import db
from portal.heard import Reader, Saying
from portal.models import AboutWhat, Ask, AskKind, Cause, CheckIn, Concern, Level, Place
from portal.safeguarding import Alarm, moving, raise_concern

# They have said with whom, and not yet when.
SOMEONE = "someone"
TODAY = "today"
# They have said with whom, and left it open when.
WHENEVER = "whenever"


def choose_whom(check_in: CheckIn, person_id: uuid.UUID | None, *, by: Viewer) -> None:
    """With whom; None is somebody else. The wish itself is kept with its day."""
    if check_in.finished_at is None:
        keep_answer(check_in, Question.TALK, [SOMEONE], by=by)
        check_in.talk_to_id = person_id


def talk_to_nobody(check_in: CheckIn, answer: str, *, by: Viewer) -> None:
    """Not today, or skipped. A wish that was sent before stays: nobody takes a child's wish away."""
    keep_answer(check_in, Question.TALK, [answer], by=by)
    check_in.talk_to_id = None


def wish(check_in: CheckIn, when: str, words: str, for_id: uuid.UUID, *, by: Viewer) -> None:
    """Keep the wish in their words, for who sees to it: for a day, or WHENEVER. The same wish twice is one.

    AlreadySentError when the check-in is finished and said otherwise.
    """
    keep_answer(check_in, Question.TALK, [when], by=by)
    saying = Saying(
        pupil_id=check_in.pupil_id,
        place=Place.ASK,
        client_id=uuid.uuid5(check_in.id, f"talk {check_in.talk_to_id} {when}"),
        words=words,
        about_id=check_in.id,
        how_said=check_in.how_said,
        not_for_id=check_in.not_for_id,
    )
    row = asking.ask(saying, kind=AskKind.TALK, about=AboutWhat.CHECK_IN, about_words="", for_id=for_id, by=by)
    if when == TODAY:
        alarm = Alarm(
            check_in.pupil_id,
            Level.TODAY,
            Cause.WANTS_TO_TALK,
            client_id=uuid.uuid5(row.id, "talk today"),
            contribution_id=row.contribution_id,
            # Whom they left out is told of nothing, as with words (portal/heard/saying.py).
            about=frozenset({check_in.not_for_id} if check_in.not_for_id else ()),
        )
        raise_concern(alarm, by=by)


def leave_out_of_wishes(check_in: CheckIn, reader: Reader, instead: Reader, *, by: Viewer) -> None:
    """ "Not this person", after they said that they want to talk: somebody else sees to it.

    That one reads the wish no more (portal/visibility/rules_of_words.py), and a concern that it raised is called back
    from them. Nothing happens to a wish to talk to this very person. It is the last thing done with the check-in.
    """
    wishes = (
        sa.select(Ask)
        .options(joinedload(Ask.contribution))
        .where(Ask.about_id == check_in.id, Ask.kind == AskKind.TALK, Ask.person_id == by.person_id)
    )
    rows = db.session.scalars(wishes).all() if check_in.talk_to_id != reader.person_id else ()
    for row in rows:
        if row.for_id == reader.person_id and row.closed_at is None:
            asking.hand_on(row, instead.person_id, asking.HandedOn.WISH, by=by)
    if not rows:
        return
    said_ids = [row.contribution_id for row in rows]
    db.session.flush()
    with db.elevated("a wish to talk that is not for one of them") as session:
        raised = sa.select(Concern).where(Concern.contribution_id.in_(said_ids)).with_for_update()
        for concern in session.scalars(raised).all():
            moving.name_about(concern, reader.person_id, by=by)
