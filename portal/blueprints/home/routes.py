"""Today."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.guard import requires
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.asks.summary import summarise as summarise_asks
from portal.blueprints.calls.summary import summarise as summarise_calls
from portal.blueprints.home import bp
from portal.blueprints.home.presenters import whose_day
from portal.blueprints.people.summary import summarise as summarise_people
from portal.blueprints.timetable.summary import summarise as summarise_family
from portal.blueprints.timetable.summary import summarise_day
from portal.web.pages import page


@bp.get("/")
@requires(Permission.HOME_SEE)
def today() -> ResponseReturnValue:
    """Today, for whoever is signed in."""
    if current_user.audience == "staff":
        return _staff()
    family, asks = summarise_family(viewer=current_user), summarise_asks(viewer=current_user)
    looked(Event.HOME_TODAY_SHOWN, by=current_user, pupils=asks.pupil_ids | set(family.pupil_ids))
    template = "home/young.html" if current_user.audience == "young" else "home/carer.html"
    return page(template, family=family, asks=asks)


def _staff() -> ResponseReturnValue:
    if Permission.TIMETABLE_WEEK_READ not in current_user.permissions:
        looked(Event.HOME_TODAY_SHOWN, by=current_user, pupils=[])
        return page("home/guest.html")
    day = summarise_day(request.args.get("page", type=int), viewer=current_user)
    to_ring = summarise_calls(viewer=current_user)
    asked, asks = summarise_people(viewer=current_user), summarise_asks(viewer=current_user)
    about_contact = {each.pupil_id for each in (*asked.changes, *asked.refused)}
    seen = day.pupil_ids | {call.pupil_id for call in to_ring.waiting} | about_contact | asks.pupil_ids
    looked(Event.HOME_TODAY_SHOWN, by=current_user, pupils=seen)
    return page("home/staff.html", day=day, calls=to_ring, asks=asks, asked=asked, whose=whose_day(current_user))
