"""What is kept about the timetable from here: that somebody has seen a change."""

from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import ChangeSeen, SessionChange


def see_change(change: SessionChange, revision: int, *, by: Viewer) -> None:
    """Note that `by` has seen this revision. Twice is once; a revision that does not exist yet is not there (404)."""
    if not 1 <= revision <= change.revision:
        raise NoResultFound
    seen = ChangeSeen(
        setting_id=change.setting_id,
        pupil_id=change.pupil_id,
        change_id=change.id,
        person_id=by.person_id,
        revision=revision,
    )
    try:
        with db.session.begin_nested():
            db.session.add(seen)
    except IntegrityError:
        pass  # pressed twice; the record below says so, too
    audit.record(
        audit.Event.TIMETABLE_CHANGE_SEEN, by=by, pupils=[change.pupil_id], change=change.id, revision=revision
    )
