"""Part-time timetables, to read: all of a pupil's, and one of them."""

import uuid

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal import clock
from portal.access.guard import requires
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.part_time import bp
from portal.blueprints.part_time.history import Reading, history_of
from portal.blueprints.part_time.presenters import Page, Shown, answering_url, boxes_of, listed
from portal.blueprints.part_time.queries.part_times import (
    find_way_id,
    find_written,
    get_part_time,
    list_answers,
    list_part_times,
    list_said,
)
from portal.heard import find_writers
from portal.models import PartTime
from portal.pupils import get_child, list_children
from portal.returning.part_time import Missing, State, what_is_missing
from portal.revisions import list_revisions
from portal.timetable.calendar import list_term_dates
from portal.web import notices
from portal.web.pages import page
from portal.web.press import PressForm

NO_PLAN = notices.sentence(
    "part_time.none", _l("No plan is shared with you here. Ring us if you want to ask why."), is_done=False
)


@bp.get("/")
@requires(Permission.PART_TIME_READ)
def part_time_first() -> ResponseReturnValue:
    """Those of the first child; staff choose a pupil elsewhere."""
    children = [] if current_user.audience == "staff" else list_children(viewer=current_user, given="sees_plan")
    looked(Event.PART_TIME_LIST_SHOWN, by=current_user, pupils=[])
    if children:
        return redirect(url_for("part_time.part_time_list", pupil_id=children[0].pupil_id))
    if current_user.audience != "staff":
        notices.say_next(NO_PLAN)
    return redirect(url_for("home.today"))


@bp.get("/of/<uuid:pupil_id>")
@requires(Permission.PART_TIME_READ)
def part_time_list(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """The part-time timetables of a pupil: what is, and what was."""
    child = get_child(pupil_id, viewer=current_user, given="sees_plan")
    looked(Event.PART_TIME_LIST_SHOWN, by=current_user, pupils=[pupil_id])
    rows = listed(list_part_times(pupil_id, viewer=current_user), list_term_dates(viewer=current_user))
    may_write = Permission.PART_TIME_WRITE in current_user.permissions
    has_plan = may_write and find_way_id(pupil_id, viewer=current_user) is not None
    return page("part_time/part_time_list.html", child=child, rows=rows, may_write=has_plan)


@bp.get("/<uuid:part_time_id>")
@requires(Permission.PART_TIME_READ)
def part_time_show(part_time_id: uuid.UUID) -> ResponseReturnValue:
    """One of them: when it ends, its week, where the child goes afterwards, what everybody says."""
    one = get_part_time(part_time_id, viewer=current_user)
    looked(Event.PART_TIME_SHOWN, by=current_user, pupils=[one.pupil_id], part_time=part_time_id)
    return page("part_time/part_time_show.html", it=page_of(one), form=PressForm())


@bp.get("/<uuid:part_time_id>/history")
@requires(Permission.PART_TIME_READ)
def part_time_history(part_time_id: uuid.UUID) -> ResponseReturnValue:
    """What happened to it: who wrote, changed, agreed, started and ended it, each on its day."""
    one = get_part_time(part_time_id, viewer=current_user)
    looked(Event.PART_TIME_HISTORY_SHOWN, by=current_user, pupils=[one.pupil_id], part_time=part_time_id)
    child = get_child(one.pupil_id, viewer=current_user, given="sees_plan")
    rows = list_revisions(one, viewer=current_user), list_answers(part_time_id, viewer=current_user)
    at = request.args.get("page", 1, type=int)
    history = history_of(one, *rows, Reading(current_user.audience, child.first_name), at)
    return page("part_time/part_time_history.html", one=one, child=child, history=history)


def page_of(one: PartTime) -> Page:
    """Everything that this person may see of it."""
    child = get_child(one.pupil_id, viewer=current_user, given="sees_plan")
    said = list_said(one, viewer=current_user)
    boxes = boxes_of(said, find_writers(said, viewer=current_user), one, child, current_user)
    mine, shown = current_user.permissions, Shown.of(one, list_term_dates(viewer=current_user))
    may_write = Permission.PART_TIME_WRITE in mine and shown.state is not State.OVER
    may_start = Permission.PART_TIME_START in mine and shown.state is State.WRITTEN
    missing = _missing(one, shown.state) if may_write else ()
    return Page(child, shown, boxes, missing, answering_url(one.id, current_user), may_write, may_start)


def _missing(one: PartTime, state: State) -> tuple[Missing, ...]:
    """Before it starts, everything; afterwards, only that nobody's agreement stands any more."""
    missing = what_is_missing(find_written(one, viewer=current_user), clock.today())
    if state is State.WRITTEN:
        return missing
    return tuple(one for one in missing if one in (Missing.AGREEMENT, Missing.NO))
