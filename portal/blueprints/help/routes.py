"""I need help now."""

from flask.typing import ResponseReturnValue

from portal.access.guard import public
from portal.blueprints.help import bp
from portal.web.pages import page


@bp.get("/help")
@public
def help_show() -> ResponseReturnValue:
    """Who to ring, now."""
    return page("home/today.html")


@bp.get("/ring")
@public
def ring() -> ResponseReturnValue:
    """The setting's number, for somebody who is not signed in."""
    return page("home/today.html")
