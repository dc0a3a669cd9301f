"""The week of one pupil."""

from flask.typing import ResponseReturnValue

from portal.access.guard import requires
from portal.access.policy import Permission
from portal.blueprints.timetable import bp
from portal.web.pages import page


@bp.get("/")
@requires(Permission.TIMETABLE_WEEK_READ)
def week() -> ResponseReturnValue:
    """The week of one pupil."""
    return page("home/today.html")
