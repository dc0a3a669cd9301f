"""A check-in without signal: the one page that a phone keeps, and the door for what was sealed on it."""

from flask import g, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.guard import public, writes
from portal.blueprints.checkins import bp, opening, pages
from portal.blueprints.checkins.sealing import NotTakenError
from portal.blueprints.checkins.services.answering import AlreadySentError
from portal.extensions import csrf

# Twenty pages of words, sealed.
MOST_BYTES = 1_000_000


@bp.errorhandler(NotTakenError)
def _not_taken(error: NotTakenError) -> ResponseReturnValue:
    return jsonify(stored=None, sign_in=error.status == 409), error.status


@bp.get("/offline")
@public
def offline() -> ResponseReturnValue:
    """Every question, for nobody in particular, for the phone to keep. Who is signed in has the pages of their own."""
    if current_user.is_authenticated:
        return redirect(url_for("home.today"))
    g.audience = "young"
    return pages.show_offline()


@bp.post("/sealed")
@public
@writes
def sealed() -> ResponseReturnValue:
    """Take what a phone sealed. The receipt names it; whatever else is answered, the phone keeps it."""
    request.max_content_length = MOST_BYTES
    try:
        return jsonify(stored=str(opening.take(request.get_json(silent=True))))
    except AlreadySentError as error:
        raise NotTakenError(422) from error


WITHOUT_TOKEN = {
    "checkins.sealed": "Whoever opens the phone later may be somebody else, or nobody. The ticket is the proof, sealed"
    " by us and bound to what was sealed; no cookie counts here, and no other site can send it (portal/web/headers.py)."
}
csrf.exempt(sealed)
