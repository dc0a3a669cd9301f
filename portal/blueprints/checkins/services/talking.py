"""Their wish to talk to somebody: a question that somebody answers, and for today a person who hears of it today."""

import uuid

from portal import asking
from portal.access.viewer import Viewer
from portal.blueprints.checkins.questions import Question
from portal.blueprints.checkins.services.answering import keep_answer
from portal.heard import Saying
from portal.models import AboutWhat, AskKind, Cause, CheckIn, Level, Place
from portal.safeguarding import Alarm, raise_concern

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
        number = uuid.uuid5(row.id, "talk today")
        alarm = Alarm(
            check_in.pupil_id, Level.TODAY, Cause.WANTS_TO_TALK, client_id=number, contribution_id=row.contribution_id
        )
        raise_concern(alarm, by=by)
