"""Taking part in a review in one's own way, and asking for one. Nothing waits until somebody comes (domain.md §4.7)."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal import clock
from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.plans import bp
from portal.blueprints.plans.forms import AskForReviewForm, ComingForm
from portal.blueprints.plans.presenters import Review
from portal.blueprints.plans.queries.coming import find_own_coming, get_review_to_join
from portal.blueprints.plans.routes.plans import get_planned
from portal.blueprints.plans.routes.reviews import page_of
from portal.blueprints.plans.services.coming import Wish, ask_for_review, say_coming
from portal.blueprints.plans.words import ASKED_FOR
from portal.heard import find_audience, names_of_others
from portal.models import Coming, Place, PlanReview
from portal.planning.reviews import Standing
from portal.returning.reviews import key_worker_id
from portal.web import notices
from portal.web.pages import page

NOTED = notices.sentence("plans.coming", _l("Thank you. We know it now. You can change it here."))
TIME = notices.sentence("plans.time", _l("Thank you. We talk with you and find another time."))
ASKED = notices.sentence("plans.asked_for", _l("Thank you. We have it now."))


@bp.route("/reviews/<uuid:review_id>/coming", methods=["GET", "POST"])
@requires(Permission.WAY_SAY)
@writes
def review_coming(review_id: uuid.UUID) -> ResponseReturnValue:
    """How I take part: come, by phone, by video, at another time, or by what I write."""
    review, child = get_review_to_join(review_id, viewer=current_user)
    looked(Event.PLANS_REVIEW_SHOWN, by=current_user, pupils=[child.pupil_id], review=review_id)
    shown, form = Review.of(review), ComingForm()
    if form.is_submitted() and shown.standing is Standing.HELD:
        return redirect(page_of(review))  # what was decided stands there
    if form.validate_on_submit():
        return _join(review, form)
    facts: dict[str, Any] = {"child": child, "own": find_own_coming(review_id, viewer=current_user)}
    return page("plans/review_coming.html", status=422 if form.errors else 200, form=form, review=shown, **facts)


def _join(review: PlanReview, form: ComingForm) -> ResponseReturnValue:
    how, for_id = Coming(form.how.data), key_worker_id(review.pupil_id, clock.today())
    about = _("Another time for the review")
    say_coming(review, how, number=form.number, for_id=for_id, about_words=about, by=current_user)
    if how is Coming.SEND_VIEW:
        return redirect(url_for("plans.review_say", review_id=review.id))
    notices.say_next(TIME if how is Coming.OTHER_TIME and for_id else NOTED)
    return redirect(page_of(review))


@bp.route("/<uuid:pupil_id>/reviews/ask", methods=["GET", "POST"])
@requires(Permission.PLANS_REVIEW_ASK)
@writes
def review_ask(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """Ask for a review, at any time, with a reason or without one."""
    child = get_planned(pupil_id)
    looked(Event.PLANS_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    form = AskForReviewForm(audience=find_audience(pupil_id, Place.ASK, viewer=current_user), needs_words=False)
    if form.goes_to is None:
        return redirect(url_for("help.ring"))
    if form.validate_on_submit() and not form.asks_about(
        names_of_others(form.words.data, pupil_id, viewer=current_user)
    ):
        return _ask(form, pupil_id)
    return page("plans/review_ask.html", status=422 if form.errors or form.names else 200, form=form, child=child)


def _ask(form: AskForReviewForm, pupil_id: uuid.UUID) -> ResponseReturnValue:
    assert form.goes_to is not None
    to, out = form.goes_to, form.leaves_out
    wish = Wish(form.words.data, str(ASKED_FOR), to, out, form.readers, form.how, form.number)
    asked = ask_for_review(pupil_id, wish, by=current_user)
    notices.say_next(ASKED)
    if Permission.ASKS_ASK in current_user.permissions:
        return redirect(url_for("asks.ask_show", ask_id=asked.id))
    return redirect(url_for("plans.review_list", pupil_id=pupil_id))
