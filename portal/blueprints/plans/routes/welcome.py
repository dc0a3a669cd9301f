"""The welcome, before day one."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.guard import requires
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.plans import bp
from portal.blueprints.plans.queries.plans import find_placement
from portal.blueprints.plans.routes.plans import get_planned
from portal.blueprints.plans.welcome import welcome_to
from portal.web.pages import page


@bp.get("/<uuid:pupil_id>/welcome")
@requires(Permission.PLANS_READ)
def welcome_show(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """Who you will meet, what the first day is like, what to bring, what you can say no to."""
    child = get_planned(pupil_id)
    looked(Event.PLANS_WELCOME_SHOWN, by=current_user, pupils=[pupil_id])
    placement = find_placement(pupil_id, viewer=current_user)
    if placement is None:
        return redirect(url_for("plans.plan_show", pupil_id=pupil_id))
    return page("plans/welcome_show.html", welcome=welcome_to(child, placement, viewer=current_user))
