"""We can't come: a tap, a reason by picture, and what happens now."""

import uuid
from datetime import date

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.cant_come import bp
from portal.blueprints.cant_come import queries as rows
from portal.blueprints.cant_come.answering import audience_with_cover, find_told
from portal.blueprints.cant_come.forms import MoreForm, WhyForm
from portal.blueprints.cant_come.queries import Found
from portal.blueprints.cant_come.services import (
    NotNowError,
    add_words,
    say_cant_come,
    see,
    take_back,
)
from portal.heard import find_audience, find_writers, names_of_others
from portal.models import CantCome, Place, WhyNot
from portal.web import notices
from portal.web.pages import page

AFTER_ALL = notices.sentence("cant_come.after_all", _l("Thank you. We will see you then."))
HEARD = notices.sentence("cant_come.heard", _l("Thank you for telling us."))
TOO_LATE = notices.sentence("cant_come.too_late", _l("This session is over, or it is called off."), is_done=False)
SEEN = notices.sentence("cant_come.seen", _l("Thank you. They can read that you have seen it."))


@bp.route("/session/<uuid:session_id>/<on>", methods=["GET", "POST"])
@requires(Permission.CANT_COME_SAY)
@writes
def session_say(session_id: uuid.UUID, on: str) -> ResponseReturnValue:
    """Why not? One tap on a picture says it. A session that is over or called off has a sentence instead."""
    found = rows.get_session_on(session_id, _day(on), viewer=current_user)
    looked(Event.CANT_COME_FORM_SHOWN, by=current_user, pupils=[found.child.pupil_id])
    form = WhyForm()
    if form.validate_on_submit():
        return _say(found, form)
    told = find_told(found.child.pupil_id, current_user.setting_id)
    return page("cant_come/session_say.html", status=422 if form.errors else 200, form=form, found=found, told=told)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        abort(404)


def _say(found: Found, form: WhyForm) -> ResponseReturnValue:
    try:
        row = say_cant_come(found, form.reason, form.number, by=current_user)
    except NotNowError:
        notices.say_next(TOO_LATE)
        return redirect(url_for("home.today"))
    asks_for_words = row.why is WhyNot.SOMETHING_ELSE
    return redirect(url_for("cant_come.words_add" if asks_for_words else "cant_come.said_show", cant_come_id=row.id))


@bp.get("/<uuid:cant_come_id>")
@requires(Permission.CANT_COME_SAY)
def said_show(cant_come_id: uuid.UUID) -> ResponseReturnValue:
    """What they said, who knows it, what helps on a hard day, and the way back."""
    row = rows.get_own(cant_come_id, viewer=current_user)
    looked(Event.CANT_COME_SHOWN, by=current_user, pupils=[row.pupil_id], cant_come=row.id)
    said = rows.list_words(row, viewer=current_user)
    return page(
        "cant_come/said_show.html",
        row=row,
        found=_session_of(row),
        told=find_told(row.pupil_id, row.setting_id),
        seen_by=rows.find_seen_by(row, viewer=current_user),
        said=said,
        writers=find_writers(said, viewer=current_user),
    )


def _session_of(row: CantCome) -> Found:
    return rows.get_session_on(row.session_id, row.on, viewer=current_user)


@bp.route("/<uuid:cant_come_id>/words", methods=["GET", "POST"])
@requires(Permission.CANT_COME_SAY)
@writes
def words_add(cant_come_id: uuid.UUID) -> ResponseReturnValue:
    """More about it, for whoever wants to say more. It is said already without."""
    row = rows.get_own(cant_come_id, viewer=current_user)
    looked(Event.CANT_COME_SHOWN, by=current_user, pupils=[row.pupil_id], cant_come=row.id)
    told = find_told(row.pupil_id, row.setting_id)
    audience = find_audience(row.pupil_id, Place.CANT_COME, viewer=current_user)
    form = MoreForm(audience=audience_with_cover(audience, told))
    if form.validate_on_submit() and not _names_somebody(form, row):
        add_words(row, form, by=current_user)
        notices.say_next(HEARD)
        return redirect(url_for("cant_come.said_show", cant_come_id=row.id))
    status = 422 if form.errors or form.names else 200
    return page("cant_come/words_add.html", status=status, form=form, row=row, told=told)


def _names_somebody(form: MoreForm, row: CantCome) -> bool:
    return form.asks_about(names_of_others(form.words.data, row.pupil_id, viewer=current_user))


@bp.post("/<uuid:cant_come_id>/after-all")
@requires(Permission.CANT_COME_SAY)
@writes
def come_after_all(cant_come_id: uuid.UUID) -> ResponseReturnValue:
    """We can come after all."""
    row = rows.get_own(cant_come_id, viewer=current_user, lock=True)
    looked(Event.CANT_COME_SHOWN, by=current_user, pupils=[row.pupil_id], cant_come=row.id)
    try:
        take_back(row, _session_of(row), by=current_user)
    except NotNowError:
        notices.say_next(TOO_LATE)
        return redirect(url_for("cant_come.said_show", cant_come_id=row.id))
    notices.say_next(AFTER_ALL)
    return redirect(url_for("home.today"))


@bp.post("/<uuid:cant_come_id>/seen")
@requires(Permission.CANT_COME_SEE)
@writes
def said_see(cant_come_id: uuid.UUID) -> ResponseReturnValue:
    """I have seen this: it is off my list, and they read that."""
    see(rows.get_to_see(cant_come_id, viewer=current_user), by=current_user)
    notices.say_next(SEEN)
    return redirect(url_for("home.today"))
