"""Today."""

from flask.typing import ResponseReturnValue

from portal.access.guard import requires
from portal.access.policy import Permission
from portal.blueprints.home import bp
from portal.web.pages import page


@bp.get("/")
@requires(Permission.HOME_SEE)
def today() -> ResponseReturnValue:
    """Today, for whoever is signed in."""
    return page("home/today.html")
