"""We have decided, or we have not decided: asked, answered, ended."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.proposals import bp
from portal.blueprints.proposals.forms import AnswerForm, AskFamilyForm, EndForm
from portal.blueprints.proposals.queries import (
    PLAN,
    find_askable,
    find_readers_of_answer,
    get_asked_proposal,
    get_proposal,
    list_answers,
    list_asked_ids,
    list_own_answers,
    list_proposals,
)
from portal.blueprints.proposals.services import EndedAlreadyError, answer_proposal, ask_family, end_proposal
from portal.heard import names_of_others
from portal.models import Proposal
from portal.pupils import get_child
from portal.web import notices
from portal.web.pages import page

ASKED = notices.sentence("proposals.asked", _l("It is sent. You see the answers here."))
ANSWERED = notices.sentence("proposals.answered", _l("Thank you. Your answer is here."))
ENDED = notices.sentence("proposals.ended", _l("It is ended. Everyone you asked can read why."))
TOO_LATE = _l("Somebody else has ended this already. Your words are still here, and were not sent.")


@bp.get("/of/<uuid:pupil_id>")
@requires(Permission.PLANS_READ)
def proposal_list(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """What was asked and told: what is open first."""
    child = get_child(pupil_id, viewer=current_user, given=PLAN)
    looked(Event.PROPOSALS_LIST_SHOWN, by=current_user, pupils=[pupil_id])
    proposals = list_proposals(pupil_id, viewer=current_user)
    answered = frozenset(list_own_answers(proposals, viewer=current_user))
    may_ask = Permission.PROPOSALS_ASK in current_user.permissions
    return page("proposals/proposal_list.html", child=child, proposals=proposals, answered=answered, may_ask=may_ask)


@bp.route("/of/<uuid:pupil_id>/new", methods=["GET", "POST"])
@requires(Permission.PROPOSALS_ASK)
@writes
def proposal_new(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """Ask or tell: which of the two it is, is said first."""
    child = get_child(pupil_id, viewer=current_user, given=PLAN)
    looked(Event.PROPOSALS_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    form = AskFamilyForm(audience=find_askable(pupil_id, viewer=current_user))
    if form.validate_on_submit() and not _names_somebody(form, pupil_id):
        proposal = ask_family(pupil_id, form.question, client_id=form.number, by=current_user)
        notices.say_next(ASKED)
        return redirect(url_for("proposals.proposal_show", proposal_id=proposal.id))
    status = 422 if form.errors or form.names else 200
    return page("proposals/proposal_new.html", status=status, form=form, child=child)


@bp.get("/<uuid:proposal_id>")
@requires(Permission.PLANS_READ)
def proposal_show(proposal_id: uuid.UUID) -> ResponseReturnValue:
    """For who was asked: what it is, their answer, what came of it. For staff: every answer."""
    proposal = get_proposal(proposal_id, viewer=current_user)
    looked(Event.PROPOSALS_PROPOSAL_SHOWN, by=current_user, pupils=[proposal.pupil_id], proposal=proposal_id)
    if list_asked_ids([proposal], viewer=current_user):
        audience, _extra = find_readers_of_answer(proposal, viewer=current_user)
        return _to_answer(proposal, AnswerForm(proposal, audience=audience))
    child = get_child(proposal.pupil_id, viewer=current_user, given=PLAN)
    answers = list_answers(proposal, viewer=current_user)
    return page("proposals/proposal_read.html", proposal=proposal, answers=answers, child=child)


@bp.post("/<uuid:proposal_id>/answer")
@requires(Permission.PROPOSALS_ANSWER)
@writes
def proposal_answer(proposal_id: uuid.UUID) -> ResponseReturnValue:
    """Answer, or answer anew, until it is ended."""
    proposal = get_asked_proposal(proposal_id, viewer=current_user)
    looked(Event.PROPOSALS_PROPOSAL_SHOWN, by=current_user, pupils=[proposal.pupil_id], proposal=proposal_id)
    form = AnswerForm(proposal, audience=find_readers_of_answer(proposal, viewer=current_user)[0])
    if form.validate_on_submit() and not _names_somebody(form, proposal.pupil_id):
        try:
            answer_proposal(proposal, form.reply, by=current_user)
        except EndedAlreadyError:
            return _to_answer(proposal, form, status=409)
        notices.say_next(ANSWERED)
        return redirect(url_for("proposals.proposal_show", proposal_id=proposal_id))
    return _to_answer(proposal, form, status=422)


def _to_answer(proposal: Proposal, form: AnswerForm, *, status: int = 200) -> ResponseReturnValue:
    """The page of somebody who was asked: they see no answer but their own, and nobody else who was asked."""
    own = list_own_answers([proposal], viewer=current_user).get(proposal.contribution_id)
    child = get_child(proposal.pupil_id, viewer=current_user, given=PLAN)
    return page("proposals/proposal_show.html", status=status, proposal=proposal, form=form, own=own, child=child)


@bp.route("/<uuid:proposal_id>/end", methods=["GET", "POST"])
@requires(Permission.PROPOSALS_ASK)
@writes
def proposal_end(proposal_id: uuid.UUID) -> ResponseReturnValue:
    """What was chosen and why, for everyone who was asked."""
    proposal = get_proposal(proposal_id, viewer=current_user)
    looked(Event.PROPOSALS_PROPOSAL_SHOWN, by=current_user, pupils=[proposal.pupil_id], proposal=proposal_id)
    form = EndForm(proposal, audience=find_askable(proposal.pupil_id, viewer=current_user))
    if form.validate_on_submit() and not _names_somebody(form, proposal.pupil_id):
        return _end(proposal, form)
    return _to_end(proposal, form, 422 if form.errors or form.names else 200)


def _end(proposal: Proposal, form: EndForm) -> ResponseReturnValue:
    try:
        end_proposal(proposal, form.reply, by=current_user)
    except EndedAlreadyError:
        form.form_errors.append(str(TOO_LATE))
        return _to_end(proposal, form, 409)
    notices.say_next(ENDED)
    return redirect(url_for("proposals.proposal_show", proposal_id=proposal.id))


def _to_end(proposal: Proposal, form: EndForm, status: int) -> ResponseReturnValue:
    child = get_child(proposal.pupil_id, viewer=current_user, given=PLAN)
    answers = list_answers(proposal, viewer=current_user)
    return page(
        "proposals/proposal_end.html", status=status, form=form, proposal=proposal, answers=answers, child=child
    )


def _names_somebody(form: AnswerForm | AskFamilyForm | EndForm, pupil_id: uuid.UUID) -> bool:
    """True when the words name another child and nobody has said yet that they should go as they are."""
    return form.asks_about(names_of_others(form.everything, pupil_id, viewer=current_user))
