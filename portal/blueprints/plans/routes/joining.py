"""Taking part in a review in one's own way, and asking for one. Nothing waits until somebody comes (domain.md §4.7)."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.plans import bp
from portal.blueprints.plans.forms import AskForReviewForm, ComingForm
from portal.blueprints.plans.presenters import Review
from portal.blueprints.plans.queries.coming import find_own_coming, get_child_to_review, get_review_to_join
from portal.blueprints.plans.routes.reviews import page_of
from portal.blueprints.plans.services.coming import Wish, ask_for_review, say_coming
from portal.blueprints.plans.words import ASKED_FOR, NEEDS
from portal.heard import find_audience, names_of_others
from portal.models import Coming, Place, PlanReview
from portal.planning.reviews import Standing, needs_somebody
from portal.returning.reviews import list_own_wishes
from portal.web import notices
from portal.web.pages import page
from portal.web.said import OF_THE_SETTING
from portal.web.words import in_language

NOTED = notices.sentence("plans.coming", _l("Thank you. We know it now. You can change it here."))
TIME = notices.sentence("plans.time", _l("Thank you. We talk with you and find another time."))
TALK = notices.sentence("plans.talk", _l("Thank you. We make it work, and tell you how."))
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
    # Whoever has no page of what they asked reads here what became of it.
    no_page = Permission.ASKS_ASK not in current_user.permissions
    facts["wishes"] = list_own_wishes(child.pupil_id, viewer=current_user) if no_page else []
    return page("plans/review_coming.html", status=422 if form.errors else 200, form=form, review=shown, **facts)


def _join(review: PlanReview, form: ComingForm) -> ResponseReturnValue:
    how, arranges = Coming(form.how.data), Permission.PLANS_REVIEW_ARRANGE in current_user.permissions
    team = () if arranges else find_audience(review.pupil_id, Place.ASK, viewer=current_user).always
    # The key worker; where there is none any more, one of those who keep children safe.
    for_id = team[0].person_id if team else None
    with in_language(OF_THE_SETTING):
        about = str(NEEDS.get(how, ""))
    say_coming(review, how, number=form.number, for_id=for_id, about_words=about, by=current_user)
    if how is Coming.SEND_VIEW:
        return redirect(url_for("plans.review_say", review_id=review.id))
    if not for_id or not needs_somebody(review.way, how):
        notices.say_next(NOTED)
    else:
        notices.say_next(TIME if how is Coming.OTHER_TIME else TALK)
    return redirect(page_of(review))


@bp.route("/<uuid:pupil_id>/reviews/ask", methods=["GET", "POST"])
@requires(Permission.PLANS_REVIEW_ASK)
@writes
def review_ask(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """Ask for a review, at any time, with a reason or without one."""
    child = get_child_to_review(pupil_id, viewer=current_user)
    looked(Event.PLANS_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    form = AskForReviewForm(audience=find_audience(pupil_id, Place.ASK, viewer=current_user), needs_words=False)
    if form.goes_to is None:
        return redirect(url_for("help.ring"))
    if form.validate_on_submit() and not form.asks_about(
        names_of_others(form.words.data, pupil_id, viewer=current_user)
    ):
        return _ask(form, pupil_id)
    facts: dict[str, Any] = {"child": child, "back": _reviews_of(pupil_id)}
    return page("plans/review_ask.html", status=422 if form.errors or form.names else 200, form=form, **facts)


def _reviews_of(pupil_id: uuid.UUID) -> str:
    """The page of the reviews; the school has the part of the plan that was released to it."""
    reads = Permission.PLANS_READ in current_user.permissions
    return url_for("plans.review_list" if reads else "way.way_show", pupil_id=pupil_id)


def _ask(form: AskForReviewForm, pupil_id: uuid.UUID) -> ResponseReturnValue:
    assert form.goes_to is not None
    to, out = form.goes_to, form.leaves_out
    with in_language(OF_THE_SETTING):
        about = str(ASKED_FOR)
    wish = Wish(form.words.data, about, to, out, form.readers, form.how, form.number)
    asked = ask_for_review(pupil_id, wish, by=current_user)
    notices.say_next(ASKED)
    if Permission.ASKS_ASK in current_user.permissions:
        return redirect(url_for("asks.ask_show", ask_id=asked.id))
    return redirect(_reviews_of(pupil_id))
