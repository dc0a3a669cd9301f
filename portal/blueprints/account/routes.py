"""Signing in and out."""

from flask.typing import ResponseReturnValue

from portal.access.guard import public, writes
from portal.blueprints.account import bp
from portal.web.pages import page


@bp.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """The door."""
    return page("account/sign_in.html")


@bp.post("/leave")
@public
@writes
def leave() -> ResponseReturnValue:
    """Hide this: end the session at the server and go somewhere neutral."""
    return page("account/sign_in.html")


@bp.get("/account")
@public
def account_show() -> ResponseReturnValue:
    """My account."""
    return page("account/sign_in.html")


@bp.get("/sign-in/again")
@public
def prove_again() -> ResponseReturnValue:
    """Prove once more who you are."""
    return page("account/sign_in.html")
