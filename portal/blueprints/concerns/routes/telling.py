"""Not safe: the button of the page of help, and the page that a young person sees right after."""

import uuid

from flask import Response, current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.audit.recording import BACKGROUND
from portal.blueprints.concerns import bp
from portal.blueprints.concerns.queries.told import get_told
from portal.blueprints.concerns.services.asking_for_help import ask_for_help
from portal.safeguarding import raised_now
from portal.safeguarding.national import national_lines
from portal.web import notices
from portal.web.pages import page
from portal.web.press import OnceForm


# The address and the title are those of the page of help: a phone that is shared keeps both in its history.
@bp.get("/help/<uuid:concern_id>")
@requires(Permission.CONCERNS_HELP_ASK)
def told_show(concern_id: uuid.UUID) -> ResponseReturnValue:
    """Who reads it, and when. It asks again by itself; nothing is drawn and noted then unless something has changed."""
    told = get_told(concern_id, viewer=current_user)
    if BACKGROUND in request.headers and request.args.get("mark") == told.mark:
        return "", 204
    looked(Event.CONCERNS_TOLD_SHOWN, by=current_user, pupils=[told.pupil_id])
    return page(
        "concerns/told_show.html",
        parts={"told": "concerns/_told_part.html"},
        told=told,
        lines=national_lines(),
        on_url=url_for(_GO_ON if _GO_ON in current_app.view_functions else "home.today"),
    )


# Where they go on with what they were saying (built beside the check-in).
_GO_ON = "checkins.go_on"


@bp.post("/help/now")
@requires(Permission.CONCERNS_HELP_ASK)
@writes
def help_ask() -> ResponseReturnValue:
    """Tell somebody now: one press, and nothing to fill in."""
    form = OnceForm()
    form.validate()
    concern_id = ask_for_help(client_id=form.number, by=current_user)
    return redirect(url_for("concerns.told_show", concern_id=concern_id), 303)


@bp.after_app_request
def show_who_reads_it(response: Response) -> Response:
    """Wherever a young person said it, and whatever was to come next: the page that says who reads it, at once."""
    concern_id = raised_now()
    if concern_id is None or response.status_code >= 400 or current_user.audience != "young":
        return response
    notices.taken()
    address = url_for("concerns.told_show", concern_id=concern_id)
    if request.headers.get("HX-Request") != "true":
        return make_response(redirect(address, 303))
    answer = make_response("", 204)
    answer.headers["HX-Redirect"] = address
    return answer
