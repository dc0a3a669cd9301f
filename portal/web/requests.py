"""A request begins and ends: its number, its transaction, who is asking."""

import logging
import secrets

from flask import Flask, Response, abort, current_app, g, request
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy.exc import OperationalError

from portal.access.guard import is_by_itself
from portal.access.sign_ins import find_viewer, is_open, renew
from portal.access.viewer import Viewer
from portal.audit import recording
from portal.database import db
from portal.extensions import login_manager
from portal.web import notices
from portal.web.cookies import sign_in_cookie

log = logging.getLogger("portal")
LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})
# "Not yours" and "not there": pages that hold nothing of a pupil. Whatever was broken answers from 500 on.
NO_PAGE_OF_THEIRS = frozenset({403, 404})


# The same however a sign-in ended: by time, by leaving, or because it was ended for them. It never says why.
NOT_SENT = notices.sentence(
    "not-sent",
    _l("You were signed out. What you sent just now did not reach us. Come in again, or ring us."),
    is_done=False,
)


def init_app(app: Flask) -> None:
    """Install what happens before and after each request."""
    login_manager.init_app(app)
    login_manager.request_loader(_who_is_asking)
    app.before_request(_begin)
    app.after_request(_no_line_no_page)
    app.after_request(_still_here)
    app.after_request(_say_what_was_not_sent)
    app.teardown_request(_end)


def _begin() -> None:
    g.request_number = secrets.token_hex(4)
    db.open_for("read" if request.method in LOOKING else "write")
    if "\x00" in request.path:
        abort(404)  # no address of ours holds it, and PostgreSQL takes it for an error


def _end(_error: BaseException | None) -> None:
    db.close()


def _who_is_asking(_request: object) -> Viewer | None:
    key = request.cookies.get(sign_in_cookie())
    if not key or len(key) > 100:
        return None
    sends = db.session.info.get("mode") == "write"
    with db.elevated("who holds this sign-in?") as session:
        viewer = find_viewer(session, key, hold=sends)
        if viewer and sends:
            # Ended while this form waited for whoever ended it: then it comes from nobody.
            still = is_open if _comes_by_itself() else renew
            viewer = viewer if still(session, viewer.sign_in_id) else None
    if sends:
        g.touched = True
    db.narrow_to(viewer)
    return viewer


def _no_line_no_page(response: Response) -> Response:
    """A page that read a pupil's rows and left no line in the record is not sent (reliability.md §4.6).

    A form that is shown again because something is missing, or because somebody was quicker, is such a page too.
    """
    is_no_page = response.status_code in NO_PAGE_OF_THEIRS or response.status_code >= 500
    if db.session.info.get("pupil_rows_read") and not g.get("audited") and not is_no_page:
        raise RuntimeError(f"{request.endpoint} read a pupil's rows and recorded nothing.")
    return response


def _still_here(response: Response) -> Response:
    """Keep a sign-in from ending for being idle; what a page asks by itself in the background does not count."""
    quiet = request.endpoint is None or request.endpoint.startswith("static") or recording.BACKGROUND in request.headers
    quiet = quiet or _comes_by_itself()
    broken = response.status_code >= 500
    if quiet or broken or g.get("touched") or not _asked_who():
        return response
    if current_user.is_authenticated and not current_user.is_just_seen:
        try:
            with db.own_transaction(current_user.setting_id) as session:
                recording.touch(session, current_user)
        except OperationalError:
            # The page is drawn; that somebody else holds the database is no reason to withhold it.
            log.warning("a sign-in was not kept awake: the database is busy %s", g.request_number)
    return response


def _say_what_was_not_sent(response: Response) -> Response:
    """On the page of the door, to somebody whose sign-in had ended when their form came. Nothing of it is kept."""
    if g.get("nothing_was_sent") and request.cookies.get(sign_in_cookie()):
        notices.say_next(NOT_SENT)
    return response


def _comes_by_itself() -> bool:
    return is_by_itself(current_app.view_functions.get(request.endpoint or ""))


def _asked_who() -> bool:
    return "_login_user" in g
