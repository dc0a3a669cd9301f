"""Goals, to read: all of a pupil's, one of them, its history, and one on paper."""

import uuid

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.guard import requires
from portal.access.policy import Permission, Role
from portal.audit import Event, looked
from portal.blueprints.goals import bp
from portal.blueprints.goals.pages import goal_cards, history_page, released_cards, whole_goal
from portal.blueprints.goals.queries.goals import get_goal
from portal.pupils import get_child, list_children
from portal.web.pages import page
from portal.web.press import PressForm


@bp.get("/")
@requires(Permission.GOALS_READ)
def goal_first() -> ResponseReturnValue:
    """The goals of the first child. Staff choose a pupil; a link teacher has what was released."""
    children = []
    if current_user.audience != "staff":
        children = list_children(viewer=current_user, given="sees_plan")
    looked(Event.GOALS_LIST_SHOWN, by=current_user, pupils=[])
    if children:
        return redirect(url_for("goals.goal_list", pupil_id=children[0].pupil_id))
    return redirect(url_for("goals.released_list" if Role.LINK_TEACHER in current_user.roles else "home.today"))


@bp.get("/of/<uuid:pupil_id>")
@requires(Permission.GOALS_READ)
def goal_list(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """The goals of a pupil."""
    child = get_child(pupil_id, viewer=current_user, given="sees_plan")
    looked(Event.GOALS_LIST_SHOWN, by=current_user, pupils=[pupil_id])
    is_family = current_user.audience == "family"
    children = list_children(viewer=current_user, given="sees_plan") if is_family else []
    return page("goals/goal_list.html", child=child, children=children, **goal_cards(child, viewer=current_user))


@bp.get("/released")
@requires(Permission.GOALS_READ)
def released_list() -> ResponseReturnValue:
    """What was released to a link teacher; everybody else finds goals beside a pupil."""
    if Role.LINK_TEACHER not in current_user.roles:
        return redirect(url_for("goals.goal_first"))
    cards = released_cards(viewer=current_user)
    looked(Event.GOALS_LIST_SHOWN, by=current_user, pupils={child.pupil_id for child, _card in cards})
    return page("goals/released_list.html", cards=cards)


@bp.get("/<uuid:goal_id>")
@requires(Permission.GOALS_READ)
def goal_show(goal_id: uuid.UUID) -> ResponseReturnValue:
    """One goal, all of it."""
    goal = get_goal(goal_id, viewer=current_user)
    looked(Event.GOALS_GOAL_SHOWN, by=current_user, pupils=[goal.pupil_id], goal=goal_id)
    at = request.args.get("page", 1, type=int)
    return page("goals/goal_show.html", shown=whole_goal(goal, at, viewer=current_user), form=PressForm())


@bp.get("/<uuid:goal_id>/print")
@requires(Permission.GOALS_READ)
def goal_print(goal_id: uuid.UUID) -> ResponseReturnValue:
    """One goal on one sheet, for the fridge door: nothing of what people said beside it."""
    goal = get_goal(goal_id, viewer=current_user)
    looked(Event.GOALS_GOAL_PRINTED, by=current_user, pupils=[goal.pupil_id], goal=goal_id)
    return page("goals/goal_print.html", shown=whole_goal(goal, 1, viewer=current_user))


@bp.get("/<uuid:goal_id>/history")
@requires(Permission.GOALS_READ)
def goal_history(goal_id: uuid.UUID) -> ResponseReturnValue:
    """What happened to a goal, in plain sentences, for whoever sees the whole plan."""
    goal = get_goal(goal_id, viewer=current_user)
    child = get_child(goal.pupil_id, viewer=current_user, given="sees_plan")
    looked(Event.GOALS_HISTORY_SHOWN, by=current_user, pupils=[goal.pupil_id], goal=goal_id)
    history = history_page(goal, request.args.get("page", 1, type=int), viewer=current_user)
    return page("goals/goal_history.html", goal=goal, child=child, history=history)
