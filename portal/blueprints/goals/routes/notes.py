"""Saying something beside a goal, and the photo that came with it."""

import uuid

from flask import Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.goals import bp
from portal.blueprints.goals.forms import NoteForm
from portal.blueprints.goals.queries.goals import get_child_of, get_goal
from portal.blueprints.goals.queries.notes import get_note_photo
from portal.blueprints.goals.services.notes import add_note
from portal.heard import find_audience, names_of_others
from portal.models import Goal, Place
from portal.web import notices
from portal.web.limits import takes_photos
from portal.web.pages import page

SAID = notices.sentence("goals.said", _l("Thank you. Your words are here now."))


@bp.route("/<uuid:goal_id>/note", methods=["GET", "POST"])
@takes_photos
@requires(Permission.GOALS_NOTE_ADD)
@writes
def note_add(goal_id: uuid.UUID) -> ResponseReturnValue:
    """I saw this at home; I want to say something; what we saw, also when we looked at the goal together."""
    goal = get_goal(goal_id, viewer=current_user)
    looked(Event.GOALS_FORM_SHOWN, by=current_user, pupils=[goal.pupil_id])
    form = _form_for(goal)
    if form.validate_on_submit():
        names = names_of_others(form.words.data, goal.pupil_id, viewer=current_user)
        if not form.asks_about(names):
            add_note(goal, form.note, by=current_user)
            notices.say_next(SAID)
            return redirect(url_for("goals.goal_show", goal_id=goal_id))
    child = get_child_of(goal, viewer=current_user)
    asked_again = form.errors or form.names
    return page("goals/note_add.html", form=form, goal=goal, child=child, status=422 if asked_again else 200)


def _form_for(goal: Goal) -> NoteForm:
    most = current_app.extensions["portal"].max_upload_bytes
    for_review = "review" in request.args and Permission.GOALS_WRITE in current_user.permissions
    school = goal.is_for_school
    audience = find_audience(goal.pupil_id, Place.GOAL_NOTE, viewer=current_user, is_for_school=school)
    return NoteForm(audience=audience, most_bytes=most, for_review=for_review)


@bp.get("/notes/<uuid:contribution_id>/photo")
@requires(Permission.GOALS_READ)
def note_photo(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """The photo beside a note, for whoever reads the note; not kept by the browser, as every answer."""
    photo = get_note_photo(contribution_id, viewer=current_user)
    looked(Event.GOALS_PHOTO_SHOWN, by=current_user, pupils=[photo.pupil_id], contribution=contribution_id)
    response = Response(photo.content, mimetype="image/jpeg")
    response.headers["Content-Disposition"] = 'inline; filename="photo.jpg"'
    return response
