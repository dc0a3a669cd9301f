"""What readers of check-ins do: show or hide, draw it by need, say what they saw, hold it back from home."""

import uuid

from sqlalchemy.exc import IntegrityError

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.checkins.queries.reading import find_way
from portal.database import db
from portal.heard import Saying, say
from portal.models import CheckIn, CheckInWay, Contribution, Place, Presentation


def show_weeks(pupil_id: uuid.UUID, shows: bool, *, by: Viewer) -> None:
    """The young person shows the picture of their weeks to their key worker, or hides it."""
    way = _way_of(pupil_id, by)
    way.shows_weeks = shows
    _keep(way, by)


def draw_by_need(pupil_id: uuid.UUID, presentation: Presentation | None, *, by: Viewer) -> None:
    """How the questions are drawn for this young person; None is by their year group."""
    way = _way_of(pupil_id, by)
    way.presentation = presentation
    _keep(way, by)


def _way_of(pupil_id: uuid.UUID, by: Viewer) -> CheckInWay:
    found = find_way(pupil_id, viewer=by)
    if found is not None:
        return found
    way = CheckInWay(setting_id=by.setting_id, pupil_id=pupil_id, shows_weeks=False, version=0)
    try:
        with db.session.begin_nested():
            db.session.add(way)
    except IntegrityError:
        # Somebody else was quicker: theirs is the row.
        way = find_way(pupil_id, viewer=by) or way
    return way


def _keep(way: CheckInWay, by: Viewer) -> None:
    way.version += 1
    shows, drawn = way.shows_weeks, way.presentation
    audit.record(
        audit.Event.CHECKINS_WAY_CHANGED, by=by, pupils=[way.pupil_id], presentation=drawn or "", shows_weeks=shows
    )


def observe(pupil_id: uuid.UUID, words: str, client_id: uuid.UUID, *, by: Viewer) -> Contribution:
    """What an adult saw: a record of its own, beside what the young person said. The same form sent twice is one."""
    return say(Saying(pupil_id=pupil_id, place=Place.OBSERVATION, client_id=client_id, words=words), by=by)


def hold(check_in: CheckIn, held: bool, reason: str, *, by: Viewer) -> None:
    """Hold a check-in back from home, or let it go there. Doing it again changes nothing."""
    if held is (check_in.held_at is not None):
        return
    check_in.held_at, check_in.held_by_id = (clock.now(), by.person_id) if held else (None, None)
    audit.record(
        audit.Event.CHECKINS_CHECKIN_HELD,
        by=by,
        pupils=[check_in.pupil_id],
        checkin=check_in.id,
        held=held,
        reason=reason,
    )
