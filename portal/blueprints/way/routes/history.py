"""What has changed in a plan, in plain sentences, and any two saves of a section side by side."""

import uuid
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.guard import requires
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.way import bp
from portal.blueprints.way.history import compared, page_of, saves_of, versions_of
from portal.blueprints.way.queries.changes import list_section_kinds, list_section_saves, list_way_saves
from portal.blueprints.way.queries.ways import get_section, get_way
from portal.pupils import get_child
from portal.web.pages import page


@bp.get("/plan/<uuid:way_id>/history")
@requires(Permission.WAY_READ)
def way_history(way_id: uuid.UUID) -> ResponseReturnValue:
    """Every save of a plan and its sections, for whoever sees the whole plan."""
    way = get_way(way_id, viewer=current_user)
    child = get_child(way.pupil_id, viewer=current_user, given="sees_plan")
    looked(Event.WAY_HISTORY_SHOWN, by=current_user, pupils=[way.pupil_id])
    kinds = list_section_kinds(way_id, viewer=current_user)
    saves = saves_of(list_way_saves(way, viewer=current_user), kinds)
    history = page_of(saves, request.args.get("page", 1, type=int))
    return page("way/way_history.html", way=way, child=child, history=history)


@bp.get("/section/<uuid:section_id>/history")
@requires(Permission.WAY_READ)
def section_history(section_id: uuid.UUID) -> ResponseReturnValue:
    """Every save of a section; with two of them chosen, what differs between them."""
    section = get_section(section_id, viewer=current_user)
    child = get_child(section.pupil_id, viewer=current_user, given="sees_plan")
    looked(Event.WAY_HISTORY_SHOWN, by=current_user, pupils=[section.pupil_id])
    revisions = list_section_saves(section, viewer=current_user)
    versions = versions_of(revisions, section_id)
    history = page_of(saves_of(revisions, {section_id: section.kind}), request.args.get("page", 1, type=int))
    wanted = [request.args.get(name, 0, type=int) for name in ("one", "other")]
    both = compared(versions, wanted[0], wanted[1])
    facts: dict[str, Any] = {"section": section, "child": child, "history": history, "versions": versions}
    return page("way/section_history.html", both=both, wanted=wanted, **facts)
