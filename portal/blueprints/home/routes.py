"""Today."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.guard import requires
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.home import bp
from portal.blueprints.home.gathering import gather_family, gather_staff
from portal.web.pages import page


@bp.get("/")
@requires(Permission.HOME_SEE)
def today() -> ResponseReturnValue:
    """Today, for whoever is signed in."""
    if current_user.audience == "staff":
        return _staff()
    found = gather_family(viewer=current_user)
    looked(Event.HOME_TODAY_SHOWN, by=current_user, pupils=found.pupil_ids)
    return page("home/young.html" if current_user.audience == "young" else "home/carer.html", **vars(found))


def _staff() -> ResponseReturnValue:
    if Permission.TIMETABLE_WEEK_READ not in current_user.permissions:
        looked(Event.HOME_TODAY_SHOWN, by=current_user, pupils=[])
        return page("home/guest.html")
    found = gather_staff(request.args.get("page", type=int), viewer=current_user)
    looked(Event.HOME_TODAY_SHOWN, by=current_user, pupils=found.pupil_ids)
    return page("home/staff.html", **vars(found))
