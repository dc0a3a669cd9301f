"""Today."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.guard import requires
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.calls.summary import summarise as summarise_calls
from portal.blueprints.home import bp
from portal.blueprints.home.presenters import whose_day
from portal.blueprints.people.summary import summarise as summarise_people
from portal.blueprints.plans.summary import summarise as summarise_plans
from portal.blueprints.timetable.summary import summarise as summarise_family
from portal.blueprints.timetable.summary import summarise_day
from portal.web.pages import page


@bp.get("/")
@requires(Permission.HOME_SEE)
def today() -> ResponseReturnValue:
    """Today, for whoever is signed in."""
    if current_user.audience == "staff":
        return _staff()
    family = summarise_family(viewer=current_user)
    welcomed = summarise_plans(viewer=current_user)
    seen = {*family.pupil_ids, *(child.pupil_id for child in welcomed)}
    looked(Event.HOME_TODAY_SHOWN, by=current_user, pupils=seen)
    template = "home/young.html" if current_user.audience == "young" else "home/carer.html"
    return page(template, family=family, welcomed=welcomed)


def _staff() -> ResponseReturnValue:
    if Permission.TIMETABLE_WEEK_READ not in current_user.permissions:
        looked(Event.HOME_TODAY_SHOWN, by=current_user, pupils=[])
        return page("home/guest.html")
    day = summarise_day(request.args.get("page", type=int), viewer=current_user)
    to_ring = summarise_calls(viewer=current_user)
    asked = summarise_people(viewer=current_user)
    about_contact = {each.pupil_id for each in (*asked.changes, *asked.refused)}
    seen = day.pupil_ids | {call.pupil_id for call in to_ring.waiting} | about_contact
    looked(Event.HOME_TODAY_SHOWN, by=current_user, pupils=seen)
    return page("home/staff.html", day=day, calls=to_ring, asked=asked, whose=whose_day(current_user))
