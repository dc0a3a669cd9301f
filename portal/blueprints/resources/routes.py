"""The shelf: whoever finds groups reads it; facilitators, and those who set groups up, put things there."""

import uuid
from typing import Any

from flask import Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.resources import bp
from portal.blueprints.resources import queries as rows
from portal.blueprints.resources.forms import ResourceForm
from portal.blueprints.resources.services import add_resource, take_away
from portal.heard import names_of_pupils
from portal.models import GroupTopic
from portal.web import notices
from portal.web.limits import takes_sounds
from portal.web.pages import page
from portal.web.press import PressForm

ADDED = notices.sentence("resources.added", _l("It is there now. Families can find it."))
TAKEN_AWAY = notices.sentence("resources.taken_away", _l("You took it away. Families do not see it any more."))


def _keeps() -> bool:
    return Permission.GROUPS_RESOURCES_KEEP in current_user.permissions


def _topic() -> GroupTopic | None:
    asked = request.args.get("topic", "")
    return GroupTopic(asked) if asked in list(GroupTopic) else None


@bp.get("/")
@requires(Permission.GROUPS_FIND)
def resource_list() -> ResponseReturnValue:
    """A page of what there is, of one topic or of all."""
    looked(Event.RESOURCES_LIST_SHOWN, by=current_user, pupils=[])
    topic, at = _topic(), min(max(1, request.args.get("page", 1, type=int)), 100_000)
    found = rows.list_resources(topic, at, viewer=current_user)
    pages = -(-found[0].of // rows.PER_PAGE) if found else at
    facts: dict[str, Any] = {"topics": list(GroupTopic), "keeps": _keeps()}
    return page("resources/resource_list.html", found=found, topic=topic, at=at, pages=pages, **facts)


@bp.get("/<uuid:resource_id>")
@requires(Permission.GROUPS_FIND)
def resource_show(resource_id: uuid.UUID) -> ResponseReturnValue:
    """One thing on the shelf."""
    resource = rows.get_resource(resource_id, viewer=current_user)
    looked(Event.RESOURCES_SHOWN, by=current_user, pupils=[], resource=resource_id)
    return page("resources/resource_show.html", resource=resource, keeps=_keeps())


@bp.get("/<uuid:resource_id>/file")
@requires(Permission.GROUPS_FIND)
def resource_file(resource_id: uuid.UUID) -> ResponseReturnValue:
    """The paper or the recording: kept or played by the device, never run inside our pages, under our own name."""
    file = rows.get_file(resource_id, viewer=current_user)
    looked(Event.RESOURCES_FILE_SHOWN, by=current_user, pupils=[], resource=resource_id)
    response = Response(file.content, mimetype=file.kind)
    name = "paper.pdf" if file.kind == "application/pdf" else "recording"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.route("/add", methods=["GET", "POST"])
@requires(Permission.GROUPS_RESOURCES_KEEP)
@writes
@takes_sounds
def resource_add() -> ResponseReturnValue:
    """Put something there. A file that is not taken leaves the words where they are."""
    looked(Event.RESOURCES_FORM_SHOWN, by=current_user, pupils=[])
    form = ResourceForm(most_bytes=current_app.extensions["portal"].max_upload_bytes)
    if form.validate_on_submit() and not form.asks_about(names_of_pupils(form.all_words, viewer=current_user)):
        resource = add_resource(form.draft, form.number, by=current_user)
        notices.say_next(ADDED)
        return redirect(url_for("resources.resource_show", resource_id=resource.id))
    status = 422 if form.errors or form.names else 200
    return page("resources/resource_add.html", status=status, form=form)


@bp.route("/<uuid:resource_id>/take-away", methods=["GET", "POST"])
@requires(Permission.GROUPS_RESOURCES_KEEP)
@writes
def resource_take_away(resource_id: uuid.UUID) -> ResponseReturnValue:
    """Take it away: asked once, and done by a second press."""
    resource = rows.get_resource(resource_id, viewer=current_user)
    looked(Event.RESOURCES_SHOWN, by=current_user, pupils=[], resource=resource_id)
    form = PressForm()
    if form.validate_on_submit():
        take_away(resource, by=current_user)
        notices.say_next(TAKEN_AWAY)
        return redirect(url_for("resources.resource_list"))
    return page("resources/resource_take_away.html", form=form, resource=resource)
