"""Numbers of the parent groups, for those who plan them: no name, and nothing under five."""

from datetime import date
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock
from portal.access.guard import requires
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.group_lead import bp
from portal.blueprints.group_lead.number_queries import list_counted
from portal.grouping.counting import add_up, months_over
from portal.models import HowItWas, WhyNotYet
from portal.web.pages import page


@bp.get("/numbers")
@requires(Permission.GROUPS_COUNT)
def numbers_show() -> ResponseReturnValue:
    """A month that is over, group by group."""
    looked(Event.GROUP_LEAD_NUMBERS_SHOWN, by=current_user, pupils=[])
    months = months_over(clock.today())
    month = _month(months)
    counted = list_counted(month, viewer=current_user)
    labels: dict[str, Any] = {"reasons": list(WhyNotYet), "faces": list(HowItWas), "months": months, "month": month}
    total = add_up([numbers for _group, numbers in counted])
    return page("group_lead/numbers_show.html", counted=counted, total=total, **labels)


def _month(months: list[date]) -> date:
    asked = request.args.get("month", "")
    return next((one for one in months if f"{one:%Y-%m}" == asked), months[0])
