"""Where we are: the plan as everybody reads it, its history, and on paper."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.plans import bp
from portal.blueprints.plans.presenters import Where, cards_on_paper, history_of, late_and_next, rooms_of, where_we_are
from portal.blueprints.plans.queries.plans import find_placement, find_plan
from portal.blueprints.plans.queries.reviews import list_reviews
from portal.blueprints.plans.queries.words import list_about
from portal.blueprints.plans.services.plans import show_weeks
from portal.heard import find_writers
from portal.heard.voices import Listener, voices_on
from portal.planning.goals import list_goals_seen
from portal.planning.titles import CARDS
from portal.pupils import Child, get_child, list_children
from portal.revisions import list_revisions
from portal.web import notices
from portal.web.pages import page
from portal.web.press import PressForm

NO_PLAN = notices.sentence(
    "plans.none", _l("No plan is shared with you here. Ring us if you want to ask why."), is_done=False
)


def get_planned(pupil_id: uuid.UUID) -> Child:
    """The pupil of whom this person sees the plan. NoResultFound (shown as 404) for any other."""
    return get_child(pupil_id, viewer=current_user, given="sees_plan")


def find_where(child: Child) -> Where | None:
    """Where this pupil's placement is; None for a pupil who has none."""
    placement = find_placement(child.pupil_id, viewer=current_user)
    if placement is None:
        return None
    return where_we_are(child, placement, find_plan(placement.id, viewer=current_user), current_user)


@bp.get("/")
@requires(Permission.PLANS_READ)
def plan_list() -> ResponseReturnValue:
    """The plan of the first child; staff choose a pupil elsewhere."""
    children = [] if current_user.audience == "staff" else list_children(viewer=current_user, given="sees_plan")
    looked(Event.PLANS_PLAN_SHOWN, by=current_user, pupils=[child.pupil_id for child in children])
    if not children:
        if current_user.audience != "staff":
            notices.say_next(NO_PLAN)
        return redirect(url_for("home.today"))
    return redirect(url_for("plans.plan_show", pupil_id=children[0].pupil_id))


@bp.get("/<uuid:pupil_id>")
@requires(Permission.PLANS_READ)
def plan_show(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """Where we are, the next step, and the ways on."""
    child = get_planned(pupil_id)
    looked(Event.PLANS_PLAN_SHOWN, by=current_user, pupils=[pupil_id])
    is_family = current_user.audience != "staff"
    children = list_children(viewer=current_user, given="sees_plan") if is_family else [child]
    late, coming = late_and_next(list_reviews(pupil_id, viewer=current_user))
    facts: dict[str, Any] = {"child": child, "children": children, "late": late, "coming": coming}
    where, rooms = find_where(child), rooms_of(child, current_user)
    return page("plans/plan_show.html", **facts, where=where, rooms=rooms, form=PressForm(), may=_may())


def _may() -> dict[str, bool]:
    mine = current_user.permissions
    return {
        "write": Permission.PLANS_WRITE in mine,
        "show_weeks": Permission.PLANS_WEEKS_SHOW in mine,
    }


@bp.post("/<uuid:pupil_id>/weeks/<any(show, hide):wanted>")
@requires(Permission.PLANS_WEEKS_SHOW)
@writes
def weeks_show(pupil_id: uuid.UUID, wanted: str) -> ResponseReturnValue:
    """Show me the weeks, or hide them."""
    child = get_planned(pupil_id)
    placement = find_placement(child.pupil_id, viewer=current_user)
    if placement is not None:
        show_weeks(placement, shows=wanted == "show", by=current_user)
    return redirect(url_for("plans.plan_show", pupil_id=pupil_id))


@bp.get("/<uuid:pupil_id>/history")
@requires(Permission.PLANS_READ)
def plan_history(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """Every save: who, when, and what was different."""
    child = get_planned(pupil_id)
    looked(Event.PLANS_HISTORY_SHOWN, by=current_user, pupils=[pupil_id])
    placement = find_placement(pupil_id, viewer=current_user)
    plan = find_plan(placement.id, viewer=current_user) if placement else None
    saves = history_of(list_revisions(plan, viewer=current_user), placement.tier) if plan and placement else []
    return page("plans/plan_history.html", child=child, saves=saves)


@bp.get("/<uuid:pupil_id>/print")
@requires(Permission.PLANS_READ)
def plan_print(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """The plan on one sheet, with the words that whoever prints it may read."""
    child = get_planned(pupil_id)
    looked(Event.PLANS_PLAN_PRINTED, by=current_user, pupils=[pupil_id])
    where, said = find_where(child), list_about(pupil_id, viewer=current_user)
    writers = find_writers(said, viewer=current_user)
    listener = Listener.of(current_user, child, where.placement if where else None)
    voices = {card: voices_on(said, card, writers, listener) for card in CARDS}
    _late, coming = late_and_next(list_reviews(pupil_id, viewer=current_user))
    facts: dict[str, Any] = {"child": child, "where": where, "coming": coming}
    facts["cards"] = cards_on_paper(voices, current_user.audience, child.first_name)
    return page("plans/plan_print.html", goals=list_goals_seen(pupil_id, viewer=current_user), **facts)
