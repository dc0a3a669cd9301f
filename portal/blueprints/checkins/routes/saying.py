"""Saying how one is: who will see it, who helps, going on, stopping, and the last page."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.checkins import bp, pages
from portal.blueprints.checkins.forms import BeginForm
from portal.blueprints.checkins.presenters import helped_cards, next_open, promise_for, tells_now
from portal.blueprints.checkins.queries import own
from portal.blueprints.checkins.services.answering import AlreadySentError, Beginning, begin_check_in, stop
from portal.safeguarding import hours_now
from portal.web.pages import page


@bp.errorhandler(AlreadySentError)
def _sent_already(_error: AlreadySentError) -> ResponseReturnValue:
    return page("checkins/sent_already.html", status=422)


@bp.route("/", methods=["GET", "POST"])
@requires(Permission.CHECKINS_SAY)
@writes
def start() -> ResponseReturnValue:
    """Who will see this? Then it begins."""
    return _begin("checkins/start.html")


@bp.route("/helped", methods=["GET", "POST"])
@requires(Permission.CHECKINS_SAY)
@writes
def helped() -> ResponseReturnValue:
    """Who helps: an adult here or at home, who reads or writes."""
    return _begin("checkins/helped.html")


def _begin(template: str) -> ResponseReturnValue:
    pupil_id = own.get_own_pupil_id(viewer=current_user)
    looked(Event.CHECKINS_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    promise = promise_for(None, pupil_id=pupil_id, viewer=current_user)
    form = BeginForm()
    if promise is None:
        return redirect(url_for("help.ring"))
    if not form.validate_on_submit():
        tells = tells_now(pupil_id, viewer=current_user)
        hours = hours_now(by=current_user)
        facts: dict[str, Any] = {"promise": promise, "tells": tells, "hours": hours, "cards": helped_cards()}
        return page(template, status=422 if form.errors else 200, form=form, **facts)
    presentation = own.get_presentation(viewer=current_user)
    new = Beginning(pupil_id, presentation, form.number, form.how_said, form.helper_from)
    return redirect(next_open(begin_check_in(new, by=current_user), viewer=current_user))


@bp.get("/go-on")
@requires(Permission.CHECKINS_SAY)
def go_on() -> ResponseReturnValue:
    """The next open question: where, just after "no" or "not sure"; else of today's check-in; else their day."""
    pupil_id = own.get_own_pupil_id(viewer=current_user)
    looked(Event.CHECKINS_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    if own.find_answer_without_where(viewer=current_user):
        return redirect(url_for("checkins.where"))
    check_in, _left_open = own.find_waiting(viewer=current_user)
    return redirect(next_open(check_in, viewer=current_user) if check_in else url_for("home.today"))


@bp.post("/<uuid:check_in_id>/stop")
@requires(Permission.CHECKINS_SAY)
@writes
def stopped(check_in_id: uuid.UUID) -> ResponseReturnValue:
    """Stop here: what was tapped stays theirs alone."""
    check_in = pages.get_mine(check_in_id, lock=True)
    stop(check_in, by=current_user)
    return redirect(url_for("checkins.done", check_in_id=check_in_id))


@bp.get("/<uuid:check_in_id>/done")
@requires(Permission.CHECKINS_SAY)
def done(check_in_id: uuid.UUID) -> ResponseReturnValue:
    """The end: who has it, and what happens next."""
    check_in = pages.get_mine(check_in_id)
    if check_in.finished_at is None:
        return redirect(next_open(check_in, viewer=current_user))
    return pages.show_done(check_in)


@bp.get("/paper")
@requires(Permission.HOME_SEE)
def paper() -> ResponseReturnValue:
    """An empty one to print: pictures to mark with a pen."""
    return pages.show_paper()
