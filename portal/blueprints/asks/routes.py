"""Asking, and hearing what became of it."""

import uuid

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.asking import NotNowError
from portal.audit import Event, looked
from portal.blueprints.asks import bp, pages
from portal.blueprints.asks import queries as rows
from portal.blueprints.asks.forms import AskForm, ReplyForm
from portal.blueprints.asks.lines import Line, find_line
from portal.blueprints.asks.rows import Found, is_open_to_reply
from portal.blueprints.asks.services import (
    ChangedMeanwhileError,
    Question,
    Words,
    ask_question,
    read_answer,
    reply_to_answer,
)
from portal.blueprints.asks.words import BESIDE_A_LINE, kept
from portal.heard import find_audience, names_of_others
from portal.models import AboutWhat, AskKind, Place
from portal.pupils import get_child
from portal.visibility.conditions import ANYTHING
from portal.web import notices

NEW = f"/new/<uuid:pupil_id>/<any({','.join(BESIDE_A_LINE)}):kind>/<any({','.join(AboutWhat)}):about>"


@bp.route(NEW, methods=["GET", "POST"])
@bp.route(f"{NEW}/<uuid:about_id>", methods=["GET", "POST"])
@requires(Permission.ASKS_ASK)
@writes
def ask_new(pupil_id: uuid.UUID, kind: str, about: str, about_id: uuid.UUID | None = None) -> ResponseReturnValue:
    """Say something about a line. Who reads it stands there before it is sent."""
    child = get_child(pupil_id, viewer=current_user, given=ANYTHING)
    line = find_line(child, AboutWhat(about), about_id, request.args.get("line", ""), viewer=current_user)
    looked(Event.ASKS_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    form = AskForm(audience=find_audience(pupil_id, Place.ASK, viewer=current_user))
    if form.goes_to is None:
        return redirect(url_for("help.ring"))
    if form.validate_on_submit() and not _names_somebody(form, pupil_id):
        return _ask(form, pupil_id, AskKind(kind), line)
    return pages.show_form(form, child, AskKind(kind), line)


def _names_somebody(form: AskForm | ReplyForm, pupil_id: uuid.UUID) -> bool:
    return form.asks_about(names_of_others(form.words.data, pupil_id, viewer=current_user))


def _ask(form: AskForm, pupil_id: uuid.UUID, kind: AskKind, line: Line) -> ResponseReturnValue:
    assert form.goes_to is not None
    question = Question(kind, line, kept(line, for_team_only=not form.readers), form.goes_to, form.leaves_out)
    said = Words(form.number, form.words.data, form.how, form.readers)
    asked = ask_question(question, pupil_id, said=said, by=current_user)
    notices.say_next(pages.ASKED)
    return redirect(url_for("asks.ask_show", ask_id=asked.id))


@bp.get("/")
@requires(Permission.ASKS_ASK)
def ask_list() -> ResponseReturnValue:
    """What I asked, and what somebody let me read."""
    own = rows.list_own_asks(pages.page_number(), viewer=current_user)
    shared = rows.list_shared_asks(viewer=current_user)
    looked(Event.ASKS_LIST_SHOWN, by=current_user, pupils={one.pupil.id for one in (*own, *shared)})
    return pages.show_list(own, shared)


@bp.get("/<uuid:ask_id>")
@requires(Permission.ASKS_ASK)
def ask_show(ask_id: uuid.UUID) -> ResponseReturnValue:
    """What I said, who has it, and where it stands."""
    found = rows.get_ask_to_read(ask_id, viewer=current_user)
    looked(Event.ASKS_ASK_SHOWN, by=current_user, pupils=[found.pupil.id], ask=ask_id)
    return pages.show_question(found)


@bp.post("/<uuid:ask_id>/read")
@requires(Permission.ASKS_ASK)
@writes
def ask_read(ask_id: uuid.UUID) -> ResponseReturnValue:
    """I have read it: from now on they have been told."""
    found = rows.get_own_ask(ask_id, viewer=current_user, lock=True)
    looked(Event.ASKS_ASK_SHOWN, by=current_user, pupils=[found.pupil.id], ask=ask_id)
    try:
        read_answer(found.ask, request.form.get("answer_of", ""), by=current_user)
    except (ChangedMeanwhileError, NotNowError):
        return pages.show_question(found, is_new=True)
    return redirect(url_for("asks.ask_reply", ask_id=ask_id))


@bp.route("/<uuid:ask_id>/reply", methods=["GET", "POST"])
@requires(Permission.ASKS_ASK)
@writes
def ask_reply(ask_id: uuid.UUID) -> ResponseReturnValue:
    """Is that OK?"""
    found = rows.get_own_ask(ask_id, viewer=current_user, lock=request.method == "POST")
    looked(Event.ASKS_ASK_SHOWN, by=current_user, pupils=[found.pupil.id], ask=ask_id)
    if request.method == "GET" and not is_open_to_reply(found.ask):
        return redirect(url_for("asks.ask_show", ask_id=ask_id))
    form = pages.reply_form(found)
    if form.validate_on_submit() and not _names_somebody(form, found.pupil.id):
        return _reply(found, form)
    return pages.show_reply(found, form)


def _reply(found: Found, form: ReplyForm) -> ResponseReturnValue:
    said = Words(form.number, form.words.data, form.how)
    try:
        reply_to_answer(found.ask, form.answer.data, form.reply, form.answer_of.data, said=said, by=current_user)
    except (ChangedMeanwhileError, NotNowError):
        return pages.show_reply(found, form, is_new=True)
    notices.say_next(pages.HEARD)
    return redirect(url_for("asks.ask_show", ask_id=found.ask.id))
