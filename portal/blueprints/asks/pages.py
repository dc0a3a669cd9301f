"""Pages of who asked: everything is read, then it is drawn."""

from collections.abc import Sequence

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.asking import State, state_of
from portal.blueprints.asks import queries as rows
from portal.blueprints.asks.forms import AskForm, ReplyForm
from portal.blueprints.asks.lines import Line
from portal.blueprints.asks.presenters import heard_of, name_of, row_of, standing_of
from portal.blueprints.asks.rows import PER_PAGE, Found, which_answer
from portal.heard import Audience, find_audience
from portal.models import AskKind, Place
from portal.pupils import Child, list_children
from portal.returning.promises import list_promises_of_answer
from portal.visibility.conditions import ANYTHING
from portal.web import notices
from portal.web.pages import page

ASKED = notices.sentence("asks.asked", _l("Thank you. We have it now."))
HEARD = notices.sentence("asks.heard", _l("Thank you for telling us."))


def page_number() -> int:
    """Which page of a list is asked for."""
    return max(1, request.args.get("page", 1, type=int))


def show_form(form: AskForm, child: Child, kind: AskKind, line: Line) -> ResponseReturnValue:
    """The question, the line it is about, and who reads it."""
    status = 422 if form.errors or form.names else 200
    return page("asks/ask_new.html", status=status, form=form, child=child, kind=kind, line=line)


def show_list(own: Sequence[Found], shared: Sequence[Found]) -> ResponseReturnValue:
    """What I asked, each with one sentence about where it stands."""
    calendar = rows.get_calendar(viewer=current_user)
    of = max(1, -(-rows.count_own_asks(viewer=current_user) // PER_PAGE))
    return page(
        "asks/ask_list.html",
        own=[row_of(one, calendar) for one in own],
        shared=shared,
        children=list_children(viewer=current_user, given=ANYTHING),
        at=page_number(),
        of=of,
    )


def show_question(found: Found, *, is_new: bool = False) -> ResponseReturnValue:
    """Where it stands, for who asked; only the words for somebody who may read them. `is_new`: the answer changed."""
    if found.ask.person_id != current_user.person_id:
        return page("asks/ask_shared.html", found=found, ask=found.ask, name=name_of(found.ask.answers))
    calendar = rows.get_calendar(viewer=current_user)
    return page(
        "asks/ask_show.html",
        status=409 if is_new else 200,
        found=found,
        ask=found.ask,
        standing=standing_of(found, calendar, rows.list_moves(found.ask.id, viewer=current_user)),
        state=state_of(found.ask),
        answer_of=which_answer(found.ask),
        not_for=rows.find_first_name(found.ask.contribution.not_for_id, viewer=current_user),
        readers=rows.list_reader_names(found.ask, viewer=current_user),
        replies=heard_of(rows.list_replies(found.ask.id, viewer=current_user), viewer=current_user),
        setting=calendar.setting,
        promised=list_promises_of_answer(found.ask.id, viewer=current_user),
        is_new=is_new,
    )


def reply_form(found: Found) -> ReplyForm:
    """The form of “Is that OK?”. Whoever was left out of the question does not read what is said to its answer."""
    audience = find_audience(found.pupil.id, Place.ASK_REPLY, viewer=current_user)
    always = tuple(one for one in audience.always if one.person_id != found.ask.contribution.not_for_id)
    data = {"answer_of": which_answer(found.ask)}
    return ReplyForm(audience=Audience(always, ()), needs_words=False, data=data)


def show_reply(found: Found, form: ReplyForm, *, is_new: bool = False) -> ResponseReturnValue:
    """The answer, and: is that OK? `is_new`: it changed while they wrote. Their words stand below the new one."""
    is_new = is_new or form.answer_of.data != which_answer(found.ask)
    form.answer_of.data = which_answer(found.ask)
    status = 409 if is_new else 422 if form.errors or form.names else 200
    return page(
        "asks/ask_reply.html",
        status=status,
        found=found,
        ask=found.ask,
        form=form,
        is_new=is_new,
        is_closed=state_of(found.ask) is State.CLOSED,
        name=name_of(found.ask.decided_by),
    )
