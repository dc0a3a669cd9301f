"""Every door is closed until its view says who may open it; the app does not start otherwise."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from flask import Flask, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from portal import clock, kept
from portal.access.policy import Permission
from portal.database import db

View = Callable[..., ResponseReturnValue]

# How young a proof must be for a grave act (reliability.md §4.3).
FRESH = timedelta(minutes=5)

# Views that look, and still begin a write: none may be added without a reason beside it.
READS_THAT_WRITE: dict[str, str] = {}


def requires(permission: Permission, *, fresh: bool = False) -> Callable[[View], View]:
    """Open a view to whoever holds this permission. `fresh` asks them to prove again who they are, after 5 minutes."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            if not current_user.is_authenticated:
                g.nothing_was_sent = request.method == "POST" and not is_by_itself(view)
                return redirect(url_for("account.sign_in"))
            if permission not in current_user.permissions:
                abort(403)
            if fresh and clock.now() - current_user.proved_at > FRESH:
                # A form that is sent too late is opened again afterwards; one that cannot be opened is not repeated.
                methods = request.url_rule.methods if request.url_rule else None
                again = request.path if "GET" in (methods or ()) else ""
                return redirect(url_for("account.prove_again", next=again), 303)
            return view(*args, **kwargs)

        guarded.__access__ = permission  # type: ignore[attr-defined]
        guarded.__fresh__ = fresh  # type: ignore[attr-defined]
        return guarded

    return declare


def public(view: View) -> View:
    """Open a view to everyone, signed in or not."""

    @wraps(view)
    def opened(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        return view(*args, **kwargs)

    opened.__access__ = "public"  # type: ignore[attr-defined]
    return opened


def writes(view: View) -> View:
    """One transaction: committed when the view returns, rolled back when it raises. Only a POST can write."""

    @wraps(view)
    def in_one_transaction(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        try:
            response = view(*args, **kwargs)
            if request.method == "POST":
                _forget_what_was_sent(response)
                db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        return response

    in_one_transaction.__writes__ = True  # type: ignore[attr-defined]
    return in_one_transaction


def _forget_what_was_sent(response: ResponseReturnValue) -> None:
    """A form that was taken leads on to another page: what was kept of it is not wanted any more (portal/kept.py)."""
    leads_on = isinstance(response, Response) and 300 <= response.status_code < 400
    if leads_on and "_login_user" in g and current_user.is_authenticated:
        kept.was_sent(request.path, by=current_user)


def by_itself(view: View) -> View:
    """A view that a page asks with nobody's hand on it: it keeps nobody in, and nobody is told that it failed."""
    view.__by_itself__ = True  # type: ignore[attr-defined]
    return view


def is_by_itself(view: Callable[..., Any] | None) -> bool:
    """Did this view say so?"""
    return getattr(view, "__by_itself__", False)


def access_of(view: Callable[..., Any]) -> str | None:
    """What a view declared: a permission, 'public', or None when it forgot."""
    return getattr(view, "__access__", None)


def check_every_view_declares_access(app: Flask) -> None:
    """The last line of create_app: RuntimeError names each view that says neither @requires nor @public."""
    silent = [name for name, view in app.view_functions.items() if access_of(view) is None]
    if silent:
        raise RuntimeError(f"Views without @requires or @public: {', '.join(sorted(silent))}")
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if "POST" in (rule.methods or ()) and not getattr(view, "__writes__", False):
            raise RuntimeError(f"{rule.endpoint} takes a POST and does not say @writes")
