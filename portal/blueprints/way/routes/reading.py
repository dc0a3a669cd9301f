"""A plan, to read: where it leads, its sections, and what everybody says beside one."""

import uuid
from typing import Any

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.guard import requires
from portal.access.policy import Permission, Role
from portal.audit import Event, looked
from portal.blueprints.way import bp
from portal.blueprints.way.presenters import may, shown_section, whole_way
from portal.blueprints.way.queries.said import get_photo, get_sound
from portal.blueprints.way.queries.ways import Ways, find_ways, get_section, get_way, list_released
from portal.models import WayBack
from portal.pupils import list_children
from portal.returning.reviews import find_late, list_own_wishes
from portal.web.pages import page


@bp.get("/")
@requires(Permission.WAY_READ)
def way_first() -> ResponseReturnValue:
    """The plan of the first child. Staff choose a pupil; a link teacher has what was released."""
    children = []
    if current_user.audience != "staff" or Role.SOCIAL_WORKER in current_user.roles:
        children = list_children(viewer=current_user, given="sees_plan")
    looked(Event.WAY_LIST_SHOWN, by=current_user, pupils=[])
    if children:
        return redirect(url_for("way.way_show", pupil_id=children[0].pupil_id))
    return redirect(url_for("way.released_list" if Role.LINK_TEACHER in current_user.roles else "home.today"))


@bp.get("/released")
@requires(Permission.WAY_READ)
def released_list() -> ResponseReturnValue:
    """What was released to a link teacher; everybody else finds a plan beside a pupil."""
    if Role.LINK_TEACHER not in current_user.roles:
        return redirect(url_for("way.way_first"))
    released = list_released(viewer=current_user)
    looked(Event.WAY_LIST_SHOWN, by=current_user, pupils=[child.pupil_id for child, _sections in released])
    return page("way/released_list.html", released=released)


@bp.get("/<uuid:pupil_id>")
@requires(Permission.WAY_READ)
def way_show(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """The plan of a pupil as it stands today, and the short breaks beside it."""
    ways = find_ways(pupil_id, viewer=current_user)
    looked(Event.WAY_PLAN_SHOWN, by=current_user, pupils=[pupil_id])
    if ways.now is None:
        return page("way/way_none.html", child=ways.child)
    return _show(ways.now, ways)


@bp.get("/plan/<uuid:way_id>")
@requires(Permission.WAY_READ)
def plan_show(way_id: uuid.UUID) -> ResponseReturnValue:
    """One plan by its own number: a short break, or one that has ended."""
    way = get_way(way_id, viewer=current_user)
    looked(Event.WAY_PLAN_SHOWN, by=current_user, pupils=[way.pupil_id])
    return _show(way, find_ways(way.pupil_id, viewer=current_user))


def _show(way: WayBack, ways: Ways) -> ResponseReturnValue:
    is_family = current_user.audience != "staff"
    children = list_children(viewer=current_user, given="sees_plan") if is_family else []
    whole = whole_way(way, viewer=current_user)
    facts: dict[str, Any] = {"whole": whole, "ways": ways, "children": children, "may": may(current_user)}
    late = find_late(way.pupil_id, viewer=current_user)
    if late is not None:
        facts["late_url"] = url_for(
            "plans.review_coming" if whole.is_for_school_only else "plans.review_show", review_id=late.review.id
        )
    # The school has no page of what it asked: it reads here what became of it.
    wishes = list_own_wishes(way.pupil_id, viewer=current_user) if whole.is_for_school_only else []
    return page("way/way_show.html", late=late, wishes=wishes, **facts)


@bp.get("/section/<uuid:section_id>")
@requires(Permission.WAY_READ)
def section_show(section_id: uuid.UUID) -> ResponseReturnValue:
    """One question: what was agreed, and what everybody says, as far as this person is one of its readers."""
    section = get_section(section_id, viewer=current_user)
    looked(Event.WAY_SECTION_SHOWN, by=current_user, pupils=[section.pupil_id], section=section_id)
    return page("way/section_show.html", shown=shown_section(section, viewer=current_user), may=may(current_user))


@bp.get("/said/<uuid:contribution_id>/photo")
@requires(Permission.WAY_READ)
def said_photo(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """A drawing, for whoever reads the words it came with; not kept by the browser, as every answer."""
    photo = get_photo(contribution_id, viewer=current_user)
    looked(Event.WAY_PHOTO_SHOWN, by=current_user, pupils=[photo.pupil_id], contribution=contribution_id)
    return _file(photo.content, "image/jpeg", "inline", "drawing.jpg")


@bp.get("/said/<uuid:contribution_id>/sound")
@requires(Permission.WAY_READ)
def said_sound(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """A voice note, in the same way."""
    sound = get_sound(contribution_id, viewer=current_user)
    looked(Event.WAY_SOUND_HEARD, by=current_user, pupils=[sound.pupil_id], contribution=contribution_id)
    return _file(sound.content, sound.kind, "attachment", "voice")


def _file(content: bytes, kind: str, shown: str, name: str) -> Response:
    response = Response(content, mimetype=kind)
    response.headers["Content-Disposition"] = f'{shown}; filename="{name}"'
    return response
