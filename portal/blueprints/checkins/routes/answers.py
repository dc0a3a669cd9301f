"""One question a screen: each tap is kept at once."""

import uuid

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.checkins import bp, pages
from portal.blueprints.checkins.forms import TapForm
from portal.blueprints.checkins.presenters import after, next_open, url_of
from portal.blueprints.checkins.queries import own
from portal.blueprints.checkins.questions import SKIP, WHERE, Question, is_answer
from portal.blueprints.checkins.services.answering import keep_answer
from portal.blueprints.checkins.services.safety import answer_safety, asked_alone, say_where
from portal.blueprints.checkins.services.talking import SOMEONE, WHENEVER, choose_whom, talk_to_nobody, wish
from portal.blueprints.checkins.words import TALK, WHEN
from portal.models import HelperFrom, Safe
from portal.safeguarding import raised_by


@bp.route("/<uuid:check_in_id>/<any(how, feelings, body, energy):asked>", methods=["GET", "POST"])
@requires(Permission.CHECKINS_SAY)
@writes
def question(check_in_id: uuid.UUID, asked: str) -> ResponseReturnValue:
    """How they are, what they feel, their body, their energy."""
    check_in, this = pages.get_mine(check_in_id, lock=request.method == "POST"), Question(asked)
    most = pages.most_of(check_in, this)
    form = TapForm(lambda values: is_answer(this, values, check_in.presentation), most=most)
    if not form.validate_on_submit():
        return pages.show_question(form, check_in, this)
    keep_answer(check_in, this, form.values, by=current_user)
    return redirect(after(check_in, this))


@bp.route("/<uuid:check_in_id>/safe", methods=["GET", "POST"])
@requires(Permission.CHECKINS_SAY)
@writes
def safe(check_in_id: uuid.UUID) -> ResponseReturnValue:
    """Do you feel safe? An answer is taken whatever became of the check-in: a "no" reaches a person."""
    check_in = pages.get_mine(check_in_id)
    form = TapForm(_is_safe)
    if not form.validate_on_submit():
        if check_in.helper_from is HelperFrom.HOME:
            return redirect(url_of(check_in, Question.TALK))
        return pages.show_question(form, check_in, Question.SAFE)
    answer = Safe(form.value)
    answer_safety(check_in.pupil_id, answer, form.number, by=current_user)
    return redirect(url_for("checkins.where") if raised_by(answer) else after(check_in, Question.SAFE))


@bp.route("/one-more", methods=["GET", "POST"])
@requires(Permission.CHECKINS_SAY)
@writes
def one_more() -> ResponseReturnValue:
    """The question that was left out beside an adult of the home, for them alone."""
    pupil_id = own.get_own_pupil_id(viewer=current_user)
    looked(Event.CHECKINS_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    form = TapForm(_is_safe)
    if form.validate_on_submit():
        answer_safety(pupil_id, Safe(form.value), form.number, by=current_user)
        asked_alone(by=current_user)
        return redirect(url_for("checkins.go_on"))
    if own.find_waiting(viewer=current_user)[1] is None:
        return redirect(url_for("home.today"))
    return pages.show_one_more(form, pupil_id)


def _is_safe(values: list[str]) -> bool:
    return len(values) == 1 and values[0] in set(Safe)


@bp.route("/where", methods=["GET", "POST"])
@requires(Permission.CHECKINS_SAY)
@writes
def where() -> ResponseReturnValue:
    """Where they do not feel safe, right after they said so; never why."""
    pupil_id = own.get_own_pupil_id(viewer=current_user)
    looked(Event.CHECKINS_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    answer = own.find_answer_without_where(viewer=current_user)
    form = TapForm(lambda values: len(values) == 1 and values[0] in (*WHERE, SKIP))
    if answer is not None and not form.validate_on_submit():
        return pages.show_where(form)
    if answer is not None:
        say_where(answer, form.value, by=current_user)
    check_in, _left_open = own.find_waiting(viewer=current_user)
    return redirect(next_open(check_in, viewer=current_user) if check_in else url_for("home.today"))


@bp.route("/<uuid:check_in_id>/talk", methods=["GET", "POST"])
@requires(Permission.CHECKINS_SAY)
@writes
def talk(check_in_id: uuid.UUID) -> ResponseReturnValue:
    """Would you like to talk to someone? Faces of those they may choose."""
    check_in = pages.get_mine(check_in_id, lock=request.method == "POST")
    people = pages.people_for(check_in)
    whom = {str(one.person_id): one.person_id for one in people}
    form = TapForm(lambda values: len(values) == 1 and values[0] in (*whom, *TALK, SKIP))
    if not form.validate_on_submit():
        return pages.show_talk(form, check_in, people)
    if form.value in (*whom, "someone_else"):
        choose_whom(check_in, whom.get(form.value), by=current_user)
        return redirect(url_for("checkins.talk_when", check_in_id=check_in_id))
    talk_to_nobody(check_in, form.value, by=current_user)
    return redirect(after(check_in, Question.TALK))


@bp.route("/<uuid:check_in_id>/talk/when", methods=["GET", "POST"])
@requires(Permission.CHECKINS_SAY)
@writes
def talk_when(check_in_id: uuid.UUID) -> ResponseReturnValue:
    """Today, or another day; skipped, the wish stays a wish. It goes to whoever sees to it."""
    check_in = pages.get_mine(check_in_id, lock=request.method == "POST")
    form = TapForm(lambda values: len(values) == 1 and values[0] in (*WHEN, SKIP))
    if check_in.talk not in (SOMEONE, WHENEVER, *WHEN):
        return redirect(url_of(check_in, Question.TALK))
    if not form.validate_on_submit():
        return pages.show_when(form, check_in)
    words, for_id = pages.wish_of(check_in)
    wish(check_in, WHENEVER if form.value == SKIP else form.value, words, for_id, by=current_user)
    return redirect(after(check_in, Question.TALK))
