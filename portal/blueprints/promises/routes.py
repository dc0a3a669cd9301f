"""The page of promises, and what staff do to one."""

import uuid
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.promises import bp
from portal.blueprints.promises import queries as rows
from portal.blueprints.promises.forms import DoneForm, DropForm, MoveForm, PromiseForm
from portal.blueprints.promises.presenters import name_of, rows_of, texts_of
from portal.blueprints.promises.services import OverError, drop_promise, make_promise, move_promise, tick_promise
from portal.heard import names_of_others
from portal.models import Promise
from portal.pupils import get_child, list_children
from portal.revisions import ClashError
from portal.web import notices
from portal.web.pages import page

MADE = notices.sentence("promises.made", _l("The promise is here now, with its name and its day."))
DONE = notices.sentence("promises.done", _l("Done. Everybody who reads it can see that."))
REOPENED = notices.sentence("promises.reopened", _l("It is open again."))
MOVED = notices.sentence("promises.moved", _l("The new day is here, with your reason."))
DROPPED = notices.sentence("promises.dropped", _l("It is taken back. Your reason stands beside it."))
OVER = notices.sentence("promises.over", _l("This promise is done or taken back already."), is_done=False)


@bp.get("/<uuid:pupil_id>")
@requires(Permission.PROMISES_READ)
def promise_list(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """What adults promised: the open ones first, late ones at the top, said plainly."""
    child = rows.get_child_of(pupil_id, viewer=current_user)
    looked(Event.PROMISES_LIST_SHOWN, by=current_user, pupils=[pupil_id])
    of = max(1, -(-rows.count_promises(pupil_id, viewer=current_user) // rows.PER_PAGE))
    at = min(max(request.args.get("page", 1, type=int), 1), of)
    found = rows.list_promises(pupil_id, at, viewer=current_user)
    shown = rows_of(found, rows.list_reasons(found, viewer=current_user))
    is_family = current_user.audience == "family"
    children = list_children(viewer=current_user, given="sees_plan") if is_family else []
    may_make = Permission.PROMISES_MAKE in current_user.permissions
    facts: dict[str, Any] = {"child": child, "children": children, "at": at, "of": of}
    return page("promises/promise_list.html", shown=shown, may_make=may_make, **facts)


@bp.route("/<uuid:pupil_id>/new", methods=["GET", "POST"])
@requires(Permission.PROMISES_MAKE)
@writes
def promise_new(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """A promise, from a section, a review, the answer to a question, or by itself."""
    child = get_child(pupil_id, viewer=current_user, given="sees_plan")
    looked(Event.PROMISES_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    source = rows.get_source(pupil_id, _wanted(), viewer=current_user)
    form = PromiseForm(rows.list_owners(viewer=current_user), source, current_user.person_id)
    if form.validate_on_submit() and not _names(form, form.all_words, pupil_id):
        make_promise(pupil_id, form.new, source, number=form.number, by=current_user)
        return _back(pupil_id, MADE)
    status = 422 if form.errors or form.names else 200
    return page("promises/promise_new.html", status=status, form=form, child=child, source=source)


def _wanted() -> dict[str, uuid.UUID | None]:
    return {name: request.values.get(name, None, type=uuid.UUID) for name in ("section", "review", "ask")}


def _names(form: PromiseForm | MoveForm | DropForm, words: str, pupil_id: uuid.UUID) -> bool:
    return form.asks_about(names_of_others(words, pupil_id, viewer=current_user))


@bp.post("/one/<uuid:promise_id>/done")
@requires(Permission.PROMISES_MAKE)
@writes
def promise_done(promise_id: uuid.UUID) -> ResponseReturnValue:
    """One tap: it is done; or not, after all."""
    promise, form = rows.get_promise(promise_id, viewer=current_user, lock=True), DoneForm()
    looked(Event.PROMISES_LIST_SHOWN, by=current_user, pupils=[promise.pupil_id])
    is_done = form.done.data != "no"
    try:
        if form.validate_on_submit():
            tick_promise(promise, done=is_done, by=current_user)
    except OverError:
        return _back(promise.pupil_id, OVER)
    return _back(promise.pupil_id, DONE if is_done else REOPENED)


@bp.route("/one/<uuid:promise_id>/day", methods=["GET", "POST"])
@requires(Permission.PROMISES_MAKE)
@writes
def promise_move(promise_id: uuid.UUID) -> ResponseReturnValue:
    """Another day, and why. When somebody else has saved meanwhile, three texts stand beside one another."""
    promise = rows.get_promise(promise_id, viewer=current_user)
    looked(Event.PROMISES_FORM_SHOWN, by=current_user, pupils=[promise.pupil_id])
    form = MoveForm(promise)
    if not form.validate_on_submit() or _names(form, form.reason.data, promise.pupil_id):
        return _show("promise_move", promise, form)
    try:
        move_promise(promise, form.day, form.reason.data, opened=form.opened, by=current_user)
    except (ClashError, OverError) as refused:
        return _show("promise_move", promise, form, refused)
    return _back(promise.pupil_id, MOVED)


@bp.route("/one/<uuid:promise_id>/drop", methods=["GET", "POST"])
@requires(Permission.PROMISES_MAKE)
@writes
def promise_drop(promise_id: uuid.UUID) -> ResponseReturnValue:
    """Taken back, with the reason that everybody reads."""
    promise = rows.get_promise(promise_id, viewer=current_user)
    looked(Event.PROMISES_FORM_SHOWN, by=current_user, pupils=[promise.pupil_id])
    form = DropForm(promise)
    if not form.validate_on_submit() or _names(form, form.why.data, promise.pupil_id):
        return _show("promise_drop", promise, form)
    try:
        drop_promise(promise, form.why.data, opened=form.opened, by=current_user)
    except (ClashError, OverError) as refused:
        return _show("promise_drop", promise, form, refused)
    return _back(promise.pupil_id, DROPPED)


def _show(
    name: str, promise: Promise, form: MoveForm | DropForm, refused: ClashError | OverError | None = None
) -> ResponseReturnValue:
    """The form of a promise, with everything that was typed, and why it was not taken."""
    clash = refused if isinstance(refused, ClashError) else None
    if clash is not None:
        form.version.data = str(clash.version)
    child = get_child(promise.pupil_id, viewer=current_user, given="sees_plan")
    facts: dict[str, Any] = {
        "child": child,
        "promise": promise,
        "name": name_of(promise),
        "texts": texts_of(clash) if clash else [],
    }
    status = 409 if refused else 422 if form.errors or form.names else 200
    return page(f"promises/{name}.html", status=status, form=form, is_over=isinstance(refused, OverError), **facts)


def _back(pupil_id: uuid.UUID, said: str) -> ResponseReturnValue:
    notices.say_next(said)
    return redirect(url_for("promises.promise_list", pupil_id=pupil_id))
