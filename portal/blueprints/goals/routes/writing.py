"""Writing a goal: the key worker and whoever answers for the setting."""

import uuid
from datetime import date

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal import clock
from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.goals import bp
from portal.blueprints.goals.forms import EndForm, GoalForm, StepForm
from portal.blueprints.goals.presenters import Clashing, clashes_of, merged
from portal.blueprints.goals.queries.goals import get_active_goal, list_staff
from portal.blueprints.goals.services.writing import (
    TooManyGoalsError,
    begin_goal,
    change_goal,
    end_goal,
    tick_step,
    words_of,
)
from portal.heard import find_link_teacher, names_of_others
from portal.models import Goal
from portal.pupils import Child, get_child
from portal.revisions import ClashError
from portal.web import notices
from portal.web.pages import page

SAVED = notices.sentence("goals.saved", _l("The goal is saved."))
ENDED = notices.sentence("goals.ended", _l("The goal has ended. It stays in the plan with all that was said."))
CHANGED = notices.sentence(
    "goals.changed", _l("Somebody else has just changed this goal. Look at what stands there now."), is_done=False
)
TOO_MANY = _l("There are 3 goals already. End one first: more than 3 at once are hard to keep in mind.")


@bp.route("/of/<uuid:pupil_id>/new", methods=["GET", "POST"])
@requires(Permission.GOALS_WRITE)
@writes
def goal_new(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """Write a goal, with the young person if it can be."""
    child = get_child(pupil_id, viewer=current_user, given="sees_plan")
    looked(Event.GOALS_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    form = GoalForm(staff=list_staff(viewer=current_user))
    if _is_ready(form, pupil_id):
        try:
            goal = begin_goal(pupil_id, form.number, form.saved, by=current_user)
            return _saved(goal)
        except TooManyGoalsError:
            form.form_errors.append(str(TOO_MANY))
    return _form_page(form, child)


@bp.route("/<uuid:goal_id>/edit", methods=["GET", "POST"])
@requires(Permission.GOALS_WRITE)
@writes
def goal_edit(goal_id: uuid.UUID) -> ResponseReturnValue:
    """Change a goal. When somebody else has saved meanwhile, three texts stand beside one another."""
    goal = get_active_goal(goal_id, viewer=current_user)
    looked(Event.GOALS_FORM_SHOWN, by=current_user, pupils=[goal.pupil_id])
    staff, child = list_staff(viewer=current_user), get_child(goal.pupil_id, viewer=current_user, given="sees_plan")
    form = GoalForm(staff=staff, goal=goal, words=words_of(goal, by=current_user))
    if _is_ready(form, goal.pupil_id):
        try:
            review_on = goal.review_on
            change_goal(goal, form.saved, opened=form.opened, by=current_user)
            return _saved(goal, review_on)
        except ClashError as clash:
            form.take(merged(clash), clash.version)
            return _form_page(form, child, clashes_of(clash, staff))
    return _form_page(form, child)


@bp.route("/<uuid:goal_id>/end", methods=["GET", "POST"])
@requires(Permission.GOALS_WRITE)
@writes
def goal_end(goal_id: uuid.UUID) -> ResponseReturnValue:
    """A goal has ended: reached, or no longer what matters. It stays to be read; what was seen is asked next."""
    goal = get_active_goal(goal_id, viewer=current_user)
    looked(Event.GOALS_FORM_SHOWN, by=current_user, pupils=[goal.pupil_id])
    form = EndForm(version=goal.version)
    if form.validate_on_submit():
        try:
            end_goal(goal, opened=form.opened, by=current_user)
            notices.say_next(ENDED)
            return redirect(url_for("goals.note_add", goal_id=goal_id, review=1))
        except ClashError:
            notices.say_next(CHANGED)
            return redirect(url_for("goals.goal_show", goal_id=goal_id))
    child = get_child(goal.pupil_id, viewer=current_user, given="sees_plan")
    return page("goals/goal_end.html", form=form, goal=goal, child=child, status=422 if form.errors else 200)


@bp.post("/<uuid:goal_id>/step")
@requires(Permission.GOALS_WRITE)
@writes
def step_done(goal_id: uuid.UUID) -> ResponseReturnValue:
    """A small step is done, or not after all."""
    goal, form = get_active_goal(goal_id, viewer=current_user), StepForm()
    looked(Event.GOALS_FORM_SHOWN, by=current_user, pupils=[goal.pupil_id])
    if form.step.data:
        tick_step(goal, form.step_id, is_done=form.done.data == "yes", by=current_user)
    return redirect(url_for("goals.goal_show", goal_id=goal_id))


def _is_ready(form: GoalForm, pupil_id: uuid.UUID) -> bool:
    """Taken, and it names no other child, or is to stand all the same."""
    if not form.validate_on_submit():
        return False
    return not form.asks_about(names_of_others(form.all_words, pupil_id, viewer=current_user))


def _saved(goal: Goal, review_on: date | None = None) -> ResponseReturnValue:
    """Back to the goal; a review day that has come and is set anew asks first what was seen on it."""
    notices.say_next(SAVED)
    if review_on and review_on <= clock.today() and review_on != goal.review_on:
        return redirect(url_for("goals.note_add", goal_id=goal.id, review=1))
    return redirect(url_for("goals.goal_show", goal_id=goal.id))


def _form_page(form: GoalForm, child: Child, clashes: list[Clashing] | None = None) -> ResponseReturnValue:
    school = find_link_teacher(child.pupil_id, viewer=current_user)
    status = 409 if clashes else 422 if form.errors or form.names else 200
    return page("goals/goal_form.html", form=form, child=child, school=school, clashes=clashes or [], status=status)
