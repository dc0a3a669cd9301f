"""The week of one pupil."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock
from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.timetable import bp
from portal.blueprints.timetable.queries import get_change
from portal.blueprints.timetable.services import see_change
from portal.blueprints.timetable.weeks import get_week
from portal.pupils import list_children
from portal.timetable.days import week_from
from portal.web.pages import page


@bp.get("/", defaults={"pupil_id": None, "which": ""})
@bp.get("/<uuid:pupil_id>/<any(this, next):which>")
@requires(Permission.TIMETABLE_WEEK_READ)
def week(pupil_id: uuid.UUID | None, which: str) -> ResponseReturnValue:
    """This week or the next one of a pupil; when none is named, of the first child. Staff choose on Today."""
    if pupil_id is None:
        return _first_week()
    shown = get_week(pupil_id, which, viewer=current_user)
    looked(Event.TIMETABLE_WEEK_SHOWN, by=current_user, pupils=[pupil_id], **{"from": shown.week.monday})
    return page("timetable/week.html", shown=shown)


def _first_week() -> ResponseReturnValue:
    coming = week_from(clock.today())
    children = [] if current_user.audience == "staff" else list_children(viewer=current_user)
    if children:
        return week(children[0].pupil_id, coming.which)
    looked(Event.TIMETABLE_WEEK_SHOWN, by=current_user, pupils=[], **{"from": coming.monday})
    return redirect(url_for("home.today"))


@bp.post("/seen/<uuid:change_id>/<int:revision>/<any(home, this, next):back>")
@requires(Permission.TIMETABLE_CHANGE_SEE)
@writes
def change_see(change_id: uuid.UUID, revision: int, back: str) -> ResponseReturnValue:
    """I have seen this."""
    change = get_change(change_id, viewer=current_user)
    see_change(change, revision, by=current_user)
    if back == "home":
        return redirect(url_for("home.today"))
    return redirect(url_for("timetable.week", pupil_id=change.pupil_id, which=back))
