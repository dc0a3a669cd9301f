"""Reading: their own weeks, what came home, and the drawings and voice notes that came with the words."""

import uuid

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.checkins import bp
from portal.blueprints.checkins.queries import reading as rows
from portal.blueprints.checkins.reading_forms import ShowWeeksForm
from portal.blueprints.checkins.reading_pages import show_own, show_own_weeks, show_shared
from portal.blueprints.checkins.services.reading import show_weeks
from portal.pupils import get_child
from portal.web import notices

SHOWN = notices.sentence("checkins.weeks_shown", _l("Your weeks are on show now."))
HIDDEN = notices.sentence("checkins.weeks_hidden", _l("Your weeks are just for you now."))


@bp.get("/mine")
@requires(Permission.CHECKINS_SAY)
def mine() -> ResponseReturnValue:
    """My feelings: the picture of my weeks."""
    child = rows.get_me(viewer=current_user)
    looked(Event.CHECKINS_LIST_SHOWN, by=current_user, pupils=[child.pupil_id])
    return show_own_weeks(child)


@bp.post("/mine/weeks")
@requires(Permission.CHECKINS_SAY)
@writes
def weeks_show() -> ResponseReturnValue:
    """Show the picture of my weeks to my key worker, or hide it."""
    child, form = rows.get_me(viewer=current_user), ShowWeeksForm()
    looked(Event.CHECKINS_LIST_SHOWN, by=current_user, pupils=[child.pupil_id])
    if form.validate_on_submit():
        shows = form.wanted.data == "show"
        show_weeks(child.pupil_id, shows, by=current_user)
        notices.say_next(SHOWN if shows else HIDDEN)
    return redirect(url_for("checkins.mine"))


@bp.get("/mine/<uuid:check_in_id>")
@requires(Permission.CHECKINS_SAY)
def mine_one(check_in_id: uuid.UUID) -> ResponseReturnValue:
    """One check-in again, as I said it, and who got it."""
    row = rows.get_own(check_in_id, viewer=current_user)
    looked(Event.CHECKINS_CHECKIN_SHOWN, by=current_user, pupils=[row.pupil_id], checkin=check_in_id)
    return show_own(row)


@bp.get("/shared/<uuid:pupil_id>")
@requires(Permission.CHECKINS_SHARED_READ)
def shared(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """What a child chose to share with this adult."""
    child = get_child(pupil_id, viewer=current_user, given="sees_plan")
    looked(Event.CHECKINS_LIST_SHOWN, by=current_user, pupils=[pupil_id])
    return show_shared(child)


@bp.get("/said/<uuid:contribution_id>/drawing")
@requires(Permission.HOME_SEE)
def said_photo(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """A drawing, for whoever reads the words it came with."""
    found = rows.get_drawing(contribution_id, viewer=current_user)
    looked(Event.CHECKINS_DRAWING_SHOWN, by=current_user, pupils=[found.pupil_id], contribution=contribution_id)
    return _file(found.content, "image/jpeg", "inline", "drawing.jpg")


@bp.get("/said/<uuid:contribution_id>/sound")
@requires(Permission.HOME_SEE)
def said_sound(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """A voice note, for whoever reads the words it came with; each hearing is in the record."""
    found = rows.get_sound(contribution_id, viewer=current_user)
    looked(Event.CHECKINS_SOUND_HEARD, by=current_user, pupils=[found.pupil_id], contribution=contribution_id)
    return _file(found.content, found.kind, "attachment", "voice-note")


def _file(content: bytes, kind: str, how: str, name: str) -> Response:
    response = Response(content, mimetype=kind)
    response.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    return response
