"""Reviews of the plan: when they are, what everybody wants to say, what came of them."""

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
from portal.blueprints.plans.forms import ComingForm, ReviewForm
from portal.blueprints.plans.presenters import Review, texts_of
from portal.blueprints.plans.queries.coming import (
    find_own_coming,
    get_review_to_join,
    list_coming,
)
from portal.blueprints.plans.queries.plans import find_placement
from portal.blueprints.plans.queries.reviews import get_review, list_reviews
from portal.blueprints.plans.queries.words import find_own_words, list_to_review
from portal.blueprints.plans.routes.about import words_form
from portal.blueprints.plans.routes.plans import get_planned
from portal.blueprints.plans.services.reviews import arrange_review, change_review
from portal.blueprints.plans.services.words import say_to_review
from portal.heard import find_writers, names_of_others
from portal.heard.voices import Listener, voices_on
from portal.models import Place, PlanReview
from portal.planning.titles import QUESTIONS
from portal.pupils import Child
from portal.returning.reviews import find_late, list_own_wishes
from portal.revisions import ClashError
from portal.web import notices
from portal.web.pages import page

ARRANGED = notices.sentence("plans.review_saved", _l("The review is saved. The family sees it now."))


@bp.get("/<uuid:pupil_id>/reviews")
@requires(Permission.PLANS_READ)
def review_list(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """The reviews of a plan: what comes, and what was."""
    child = get_planned(pupil_id)
    looked(Event.PLANS_REVIEWS_SHOWN, by=current_user, pupils=[pupil_id])
    reviews = [Review.of(row) for row in list_reviews(pupil_id, viewer=current_user)]
    placement = find_placement(pupil_id, viewer=current_user)
    mine = current_user.permissions
    may_arrange = placement is not None and Permission.PLANS_REVIEW_ARRANGE in mine
    facts: dict[str, Any] = {"placement": placement, "may_arrange": may_arrange}
    facts["late"] = find_late(pupil_id, viewer=current_user)
    # Whoever has no page of what they asked reads here what became of it.
    wishes = [] if Permission.ASKS_ASK in mine else list_own_wishes(pupil_id, viewer=current_user)
    return page("plans/review_list.html", child=child, reviews=reviews, wishes=wishes, **facts)


@bp.get("/reviews/<uuid:review_id>")
@requires(Permission.PLANS_READ)
def review_show(review_id: uuid.UUID) -> ResponseReturnValue:
    """One review: when, where, what everybody says before it, what was decided."""
    row = get_review(review_id, viewer=current_user)
    looked(Event.PLANS_REVIEW_SHOWN, by=current_user, pupils=[row.pupil_id], review=review_id)
    child, placement = get_planned(row.pupil_id), find_placement(row.pupil_id, viewer=current_user)
    said = list_to_review(row.id, row.pupil_id, viewer=current_user)
    writers, listener = find_writers(said, viewer=current_user), Listener.of(current_user, child, placement)
    asked = [(question, title, voices_on(said, question, writers, listener)) for question, title in QUESTIONS.items()]
    may_edit = Permission.PLANS_REVIEW_ARRANGE in current_user.permissions
    facts: dict[str, Any] = {
        "child": child,
        "key_worker": placement.key_worker if placement else None,
        "may_edit": may_edit,
        "coming": list_coming(review_id, viewer=current_user) if may_edit else [],
        "own": None if may_edit else find_own_coming(review_id, viewer=current_user),
    }
    return page("plans/review_show.html", review=Review.of(row), asked=asked, form=ComingForm(), **facts)


@bp.route("/reviews/<uuid:review_id>/say", defaults={"question": "good"}, methods=["GET", "POST"])
@bp.route("/reviews/<uuid:review_id>/say/<any(hard, want):question>", methods=["GET", "POST"])
@requires(Permission.PLANS_REVIEW_SAY)
@writes
def review_say(review_id: uuid.UUID, question: str) -> ResponseReturnValue:
    """My words before the review, one question a page; each can be skipped."""
    review, child = get_review_to_join(review_id, viewer=current_user)
    looked(Event.PLANS_FORM_SHOWN, by=current_user, pupils=[review.pupil_id])
    pupil_id, me = review.pupil_id, current_user
    before = find_own_words(pupil_id, Place.REVIEW, question, viewer=me, about_id=review_id)
    form = words_form(pupil_id, Place.REVIEW, before)
    if form.validate_on_submit() and not form.asks_about(names_of_others(form.words.data, pupil_id, viewer=me)):
        say_to_review(review, form.said(question), by=me)
        return redirect(_after(review, question))
    status = 422 if form.is_submitted() else 200
    return page("plans/review_say.html", status=status, form=form, review=review, **_asked(review, child, question))


def _asked(review: PlanReview, child: Child, question: str) -> dict[str, Any]:
    return {
        "child": child,
        "question": QUESTIONS[question],
        "at": (list(QUESTIONS).index(question) + 1, len(QUESTIONS)),
        "skip": _after(review, question),
        "back": page_of(review),
    }


def _after(review: PlanReview, question: str) -> str:
    order = list(QUESTIONS)
    place = order.index(question) + 1
    if place < len(order):
        return url_for("plans.review_say", review_id=review.id, question=order[place])
    return page_of(review)


def page_of(review: PlanReview) -> str:
    """Where this person reads of it: the school, to which only the reviews were released, has a smaller page."""
    reads = Permission.PLANS_READ in current_user.permissions
    return url_for("plans.review_show" if reads else "plans.review_coming", review_id=review.id)


@bp.route("/<uuid:pupil_id>/reviews/new", methods=["GET", "POST"])
@requires(Permission.PLANS_REVIEW_ARRANGE)
@writes
def review_arrange(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """A day for the next review."""
    child = get_planned(pupil_id)
    looked(Event.PLANS_REVIEWS_SHOWN, by=current_user, pupils=[pupil_id])
    form = ReviewForm(find_placement(pupil_id, viewer=current_user))
    if _is_ready(form, pupil_id):
        review = arrange_review(pupil_id, form.meeting, number=form.number, by=current_user)
        notices.say_next(ARRANGED)
        return redirect(url_for("plans.review_show", review_id=review.id))
    facts: dict[str, Any] = {"child": child, "review": None, "clash": None, "texts": []}
    return page("plans/review_edit.html", status=422 if form.errors or form.names else 200, form=form, **facts)


@bp.route("/reviews/<uuid:review_id>/edit", methods=["GET", "POST"])
@requires(Permission.PLANS_REVIEW_ARRANGE)
@writes
def review_edit(review_id: uuid.UUID) -> ResponseReturnValue:
    """Another day, and afterwards what was decided."""
    review = get_review(review_id, viewer=current_user)
    looked(Event.PLANS_FORM_SHOWN, by=current_user, pupils=[review.pupil_id])
    form = ReviewForm(find_placement(review.pupil_id, viewer=current_user), review)
    ready = _is_ready(form, review.pupil_id)
    clash = _save(form, review) if ready else None
    if ready and clash is None:
        notices.say_next(ARRANGED)
        return redirect(url_for("plans.review_show", review_id=review_id))
    facts: dict[str, Any] = {
        "child": get_planned(review.pupil_id),
        "clash": clash,
        "texts": texts_of(clash) if clash else [],
    }
    status = 409 if clash else 422 if form.errors or form.names else 200
    return page("plans/review_edit.html", status=status, form=form, review=review, **facts)


def _is_ready(form: ReviewForm, pupil_id: uuid.UUID) -> bool:
    """Taken, and it names no other child, or is to stand all the same."""
    if not form.validate_on_submit():
        return False
    return not form.asks_about(names_of_others(form.all_words, pupil_id, viewer=current_user))


def _save(form: ReviewForm, review: PlanReview) -> ClashError | None:
    try:
        change_review(review, form.meeting, opened=form.opened, by=current_user)
    except ClashError as clash:
        form.take(clash)
        return clash
    return None
