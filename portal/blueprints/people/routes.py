"""Everyone around my pupils."""

from flask.typing import ResponseReturnValue

from portal.access.guard import requires
from portal.access.policy import Permission
from portal.blueprints.people import bp
from portal.web.pages import page


@bp.get("/")
@requires(Permission.PEOPLE_PERSON_READ)
def person_list() -> ResponseReturnValue:
    """Everyone around my pupils."""
    return page("home/today.html")
