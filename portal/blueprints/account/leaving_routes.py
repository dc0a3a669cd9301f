"""Going: "Hide this" in one press, and signing out. Both work from any page, without a script, with any token."""

from flask import after_this_request, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response

from portal.access.guard import public, requires, writes
from portal.access.policy import Permission
from portal.blueprints.account import bp
from portal.blueprints.account.arrivals import sign_in_key, start_anew
from portal.blueprints.account.services import leaving
from portal.extensions import csrf
from portal.web import cookies, look, notices
from portal.web.pages import page

OUT = notices.sentence("signed-out", _l("You are signed out."))
OUT_EVERYWHERE = notices.sentence("signed-out-everywhere", _l("You are signed out on every phone and computer."))

# Forms that are taken without their token, and why; three at most in the whole portal (reliability.md check 27).
# Another site cannot send them either way: headers.py refuses what comes from one.
WITHOUT_TOKEN = {
    "account.leave": "Somebody who must be gone now has no time for a page that is too old. All it does is sign out.",
    "account.sign_out": "A page that lay open over night must still sign out. All it does is sign out.",
}


@bp.before_app_request
def leave_first() -> ResponseReturnValue | None:
    """Somebody pressed "Hide this" where there was no signal: they leave now, before anything of theirs is shown."""
    if cookies.leave_cookie() not in request.cookies or request.endpoint == "account.leave":
        return None
    if not sign_in_key():
        after_this_request(_nothing_owed)
        return None
    leaving.leave_late(sign_in_key())
    return _gone(redirect(url_for("account.sign_in"), 303))


def _nothing_owed(response: Response) -> Response:
    cookies.drop(response, cookies.leave_cookie())
    return response


@bp.post("/leave")
@public
@writes
def leave() -> ResponseReturnValue:
    """Hide this: end the session at the server and go somewhere neutral. A kept phone is locked, not forgotten."""
    leaving.leave(sign_in_key(), how="hidden")
    return _gone(redirect(url_for("account.bye"), 303))


@bp.post("/sign-out")
@public
@writes
def sign_out() -> ResponseReturnValue:
    """Sign out, and see that it is done."""
    leaving.leave(sign_in_key(), how="signed out")
    response = _gone(redirect(url_for("account.sign_in"), 303))
    notices.say_next(OUT)
    return response


for view in (leave, sign_out):
    csrf.exempt(view)


@bp.post("/account/everywhere")
@requires(Permission.ACCOUNT_KEEP)
@writes
def sign_out_everywhere() -> ResponseReturnValue:
    """End every sign-in and every kept phone of this person."""
    leaving.leave_everywhere(by=current_user)
    response = _gone(redirect(url_for("account.sign_in"), 303))
    cookies.drop(response, cookies.device_cookie())
    look.keep(response, is_own_phone=False)
    notices.say_next(OUT_EVERYWHERE)
    return response


@bp.get("/bye")
@public
def bye() -> ResponseReturnValue:
    """Nothing at all; or on from here to the address outside that the installation names."""
    return page("account/bye.html", away=current_app.extensions["portal"].neutral_url)


def _gone(response: Response) -> Response:
    """What this browser held is worthless and goes; so do pages it remembers (reliability.md §4.4)."""
    start_anew()
    cookies.drop(response, cookies.sign_in_cookie())
    _nothing_owed(response)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
