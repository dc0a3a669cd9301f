"""Today."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock
from portal.access.guard import requires
from portal.access.policy import Permission, Role
from portal.audit import Event, looked
from portal.blueprints.group_lead.summary import summarise as summarise_runs
from portal.blueprints.home import bp
from portal.blueprints.home.gathering import gather_family, gather_staff
from portal.returning.reviews import list_released_reviews
from portal.web.pages import page

# Reviews on the page of a guest.
MOST = 20


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
        return _guest()
    found = gather_staff(request.args.get("page", type=int), viewer=current_user)
    looked(Event.HOME_TODAY_SHOWN, by=current_user, pupils=found.pupil_ids)
    return page("home/staff.html", **vars(found))


def _guest() -> ResponseReturnValue:
    """For somebody of another office: what was released to them. For a link teacher the reviews that
    come, too; for whoever runs parent groups what waits there."""
    reviews = list_released_reviews(MOST, viewer=current_user) if Role.LINK_TEACHER in current_user.roles else []
    looked(Event.HOME_TODAY_SHOWN, by=current_user, pupils={child.pupil_id for _review, child in reviews})
    return page("home/guest.html", reviews=reviews, today=clock.today(), runs=summarise_runs(viewer=current_user))
