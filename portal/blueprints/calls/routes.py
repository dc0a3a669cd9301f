"""Ring me instead."""

from flask.typing import ResponseReturnValue

from portal.access.guard import requires
from portal.access.policy import Permission
from portal.blueprints.calls import bp
from portal.web.pages import page


@bp.get("/ask")
@requires(Permission.CALLS_ASK)
def call_ask() -> ResponseReturnValue:
    """Ring me instead."""
    return page("home/today.html")
