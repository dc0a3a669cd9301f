"""When something goes wrong: what happened, that their words are kept, what to do, and a number to ring us with."""

import logging
import re

from flask import Flask, Response, g, make_response, render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, NoResultFound, OperationalError
from werkzeug.exceptions import HTTPException

from portal import audit
from portal.database import db
from portal.extensions import login_manager
from portal.visibility import NotTheirRowError
from portal.web import said
from portal.web.keeping import may_be_kept

log = logging.getLogger("portal")

PAGES = frozenset({400, 403, 404, 405, 413, 429, 500, 503})
# What a form carries that nobody typed: ids, numbers and choices, and what the page itself wrote into it.
_NOT_TYPED, _CARRIED = re.compile(r"[a-z0-9_:.-]*"), frozenset({"before", "order", "shown", "was"})


def init_app(app: Flask) -> None:
    """One handler for each kind of trouble. 'Not yours' and 'not there' are the same page, to the byte."""
    app.register_error_handler(NoResultFound, lambda _error: _page(404))
    app.register_error_handler(NotTheirRowError, lambda _error: _page(404))
    app.register_error_handler(CSRFError, lambda _error: _page(400, kept=_their_words()))
    app.register_error_handler(OperationalError, _database_is_busy)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _http(error: HTTPException) -> Response | HTTPException:
    code = error.code or 500
    if code < 400:
        return error
    return _page(code if code in PAGES else 400 if code < 500 else 500)


def _database_is_busy(error: DBAPIError) -> Response:
    log.error("database busy or away: %s %s", type(error.orig).__name__, g.get("request_number"))
    response = _page(503, kept=_their_words())
    response.headers["Retry-After"] = "10"
    return response


def _unexpected(error: Exception) -> Response:
    if type(error).__module__.startswith("gunicorn.http"):
        return _page(400)  # the server found, while we read, that what was sent is no request
    # The kind of error and the place, never its message: that may hold what somebody typed.
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = f"{where.tb_frame.f_globals.get('__name__')}:{where.tb_lineno}" if where else ""
    log.error("unexpected %s at %s %s", type(error).__name__, place, g.get("request_number"))
    return _page(500, kept=_their_words())


def _look_only() -> None:
    """Whatever the request wanted to write is gone; its page of error is drawn by looking, which waits for no lock.

    Where not even that works, the page is drawn for nobody: a page that says so is better than none.
    """
    db.open_for("read")
    try:
        db.narrow_to(current_user if current_user.is_authenticated else None)
    except DBAPIError:
        g._login_user = login_manager.anonymous_user()


def _their_words() -> list[tuple[str, str]]:
    """What they had typed, to be sent again with one press; never a secret."""
    try:
        return [(name, value) for name, value in request.form.items(multi=True) if may_be_kept(name)]
    except HTTPException:
        return []


def _words_that_did_not_arrive(code: int) -> list[str]:
    """What somebody typed into a form whose page is no longer theirs: shown to them once more, and kept nowhere."""
    if code not in {403, 404} or request.method != "POST" or request.endpoint is None:
        return []
    if not current_user.is_authenticated:
        return []
    typed = (words for name, words in _their_words() if name not in _CARRIED)
    return list(dict.fromkeys(words for words in typed if not _NOT_TYPED.fullmatch(words)))


def _note_a_refusal(code: int) -> None:
    """One line for whoever is signed in and asked for what is not there or not theirs: who, which view, how it ended.

    Whether it is there makes no difference, to the answer or to the line. The page shows nothing of anybody: where the
    line cannot be written it is sent all the same, so that this says nothing either.
    """
    if code not in {403, 404} or request.endpoint in {None, "static"} or not current_user.is_authenticated:
        return
    try:
        what = audit.Event.ACCESS_REFUSED
        audit.looked(what, by=current_user, pupils=(), endpoint=request.endpoint, status=code)
    except DBAPIError as error:
        log.error("a refusal was not recorded: %s %s", type(error.orig).__name__, g.get("request_number"))


def _page(code: int, *, kept: list[tuple[str, str]] | None = None) -> Response:
    _look_only()
    _note_a_refusal(code)
    number = g.get("request_number", "")
    again = request.path if kept else ""
    words = [said.theirs(one) for one in _words_that_did_not_arrive(code)]
    facts = {"kept": kept or [], "again": again, "words": words}
    body = render_template(f"errors/{code}.html", number=number, **facts)
    return make_response(body, code)
