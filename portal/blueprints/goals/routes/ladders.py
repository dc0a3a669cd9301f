"""Moving a ladder: one tap sends it; who helped is asked afterwards, and nobody has to say."""

import uuid

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.goals import bp
from portal.blueprints.goals.forms import HelpedForm, LadderForm
from portal.blueprints.goals.presenters import RUNGS, cards_of
from portal.blueprints.goals.queries.goals import find_own_move, get_active_goal, get_child_of
from portal.blueprints.goals.services.ladders import NewMove, move_ladder, say_who_helped
from portal.models import Goal, HowSaid, Rung
from portal.planning.goals import list_newest_moves
from portal.web import notices
from portal.web.pages import page

MOVED = notices.sentence("goals.moved", _l("The ladder is moved."))


@bp.route("/<uuid:goal_id>/ladder", methods=["GET", "POST"])
@requires(Permission.GOALS_LADDER_MOVE)
@writes
def ladder_move(goal_id: uuid.UUID) -> ResponseReturnValue:
    """The young person moves their own ladder; staff the adults', or the young person's as they say it."""
    goal = get_active_goal(goal_id, viewer=current_user)
    looked(Event.GOALS_FORM_SHOWN, by=current_user, pupils=[goal.pupil_id])
    form = LadderForm(for_young="yes" if "young" in request.args else "")
    if form.validate_on_submit():
        move = NewMove(Rung(form.rung.data), form.number, bool(form.for_young.data))
        move_ladder(goal, move, by=current_user)
        notices.say_next(MOVED)
        after = "goals.ladder_helped" if current_user.audience == "young" else "goals.goal_show"
        return redirect(url_for(after, goal_id=goal_id))
    return _show(goal, form)


def _show(goal: Goal, form: LadderForm) -> ResponseReturnValue:
    (card,) = cards_of([goal], list_newest_moves([goal.id], viewer=current_user))
    is_young = current_user.audience == "young"
    facts = {"child": get_child_of(goal, viewer=current_user), "rungs": list(reversed(RUNGS)), "goal": goal}
    facts["stands"] = (card.young if is_young or form.for_young.data else card.team).rung
    return page("goals/ladder_move.html", form=form, facts=facts, status=422 if form.errors else 200)


@bp.route("/<uuid:goal_id>/ladder/helped", methods=["GET", "POST"])
@requires(Permission.GOALS_LADDER_MOVE)
@writes
def ladder_helped(goal_id: uuid.UUID) -> ResponseReturnValue:
    """Who helped me? Asked after the move, which counts already."""
    goal = get_active_goal(goal_id, viewer=current_user)
    looked(Event.GOALS_FORM_SHOWN, by=current_user, pupils=[goal.pupil_id])
    move = find_own_move(goal_id, viewer=current_user)
    form = HelpedForm()
    if move is None or current_user.audience != "young":
        return redirect(url_for("goals.goal_show", goal_id=goal_id))
    if form.validate_on_submit():
        say_who_helped(move, HowSaid(form.how_said.data), by=current_user)
        return redirect(url_for("goals.goal_show", goal_id=goal_id))
    return page("goals/ladder_helped.html", form=form, goal=goal, status=422 if form.errors else 200)
