"""Beginning a check-in, and keeping each tap at once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.checkins.queries.own import find_begun
from portal.blueprints.checkins.questions import Question
from portal.database import db
from portal.models import CheckIn, HelperFrom, HowSaid, Presentation, Sharing


class AlreadySentError(Exception):
    """Something else was sent under the same number, or for a check-in that is finished. Nothing is written over."""


@dataclass(frozen=True)
class Beginning:
    """What is known before the first question."""

    pupil_id: uuid.UUID
    presentation: Presentation
    client_id: uuid.UUID
    how_said: HowSaid = HowSaid.BY_MYSELF
    helper_from: HelperFrom | None = None


def begin_check_in(new: Beginning, *, by: Viewer) -> CheckIn:
    """Begin one. The same form sent twice, or at once, is one check-in.

    AlreadySentError when it says something else the second time; NoResultFound when its number is somebody else's.
    """
    row = find_begun(new.client_id, viewer=by)
    if row is None:
        row = _row_of(new, by)
        try:
            with db.session.begin_nested():
                db.session.add(row)
        except IntegrityError:
            row = find_begun(new.client_id, viewer=by)
            if row is None:
                raise NoResultFound from None
        else:
            audit.record(audit.Event.CHECKINS_CHECKIN_BEGUN, by=by, pupils=[new.pupil_id], checkin=row.id)
    if (row.how_said, row.helper_from) != (new.how_said, new.helper_from):
        raise AlreadySentError
    return row


def _row_of(new: Beginning, by: Viewer) -> CheckIn:
    return CheckIn(
        id=uuid.uuid4(),
        setting_id=by.setting_id,
        pupil_id=new.pupil_id,
        person_id=by.person_id,
        presentation=new.presentation,
        how_said=new.how_said,
        helper_from=new.helper_from,
        safety_is_open=new.helper_from is HelperFrom.HOME,
        client_id=new.client_id,
        begun_at=clock.now(),
    )


def keep_answer(check_in: CheckIn, question: Question, values: Sequence[str], *, by: Viewer) -> None:
    """Keep a tap. Until it is sent the newest tap counts; afterwards only the same one is taken (AlreadySentError)."""
    assert check_in.person_id == by.person_id
    answer = " ".join(values)
    if check_in.finished_at is None:
        setattr(check_in, question, answer)
    elif getattr(check_in, question) != answer:
        raise AlreadySentError


def stop(check_in: CheckIn, *, by: Viewer) -> None:
    """They stop here: what they tapped is theirs alone. Words have their own reader already."""
    if check_in.finished_at is None:
        check_in.sharing, check_in.finished_at = Sharing.JUST_ME, clock.now()
        record_finished(check_in, by=by)


def record_finished(check_in: CheckIn, *, by: Viewer) -> None:
    """Put it into the record."""
    event = audit.Event.CHECKINS_CHECKIN_FINISHED
    audit.record(event, by=by, pupils=[check_in.pupil_id], checkin=check_in.id)
