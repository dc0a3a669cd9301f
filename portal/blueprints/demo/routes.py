"""The demo's doors: they exist only where PORTAL_DEMO is on."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import public, writes
from portal.blueprints.demo import bp
from portal.blueprints.demo.services import sign_in_as
from portal.web import cookies
from portal.web.pages import page


@bp.get("")
@public
def demo_show() -> ResponseReturnValue:
    """The people of the demo, as buttons."""
    return page("home/today.html")


@bp.post("/<slug>")
@public
@writes
def demo_sign_in(slug: str) -> ResponseReturnValue:
    """Sign in as one of the cast with one press."""
    key = sign_in_as(slug)
    response = redirect(url_for("home.today"))
    cookies.put(response, cookies.sign_in_cookie(), key)
    return response
