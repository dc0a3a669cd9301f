"""The end of a check-in: saying more, and who gets it."""

import uuid

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.blueprints.checkins import bp, pages
from portal.blueprints.checkins.forms import MoreForm, TapForm
from portal.blueprints.checkins.services.sending import Choice, leave_out, say_more, send
from portal.heard import names_of_others
from portal.models import Sharing
from portal.web import notices
from portal.web.limits import takes_photos, takes_sounds

ARRIVED = notices.sentence("checkins.words_arrived", _l("Your words have arrived."))
MADE = notices.sentence("checkins.made_arrived", _l("What you sent has arrived."))


@bp.route("/<uuid:check_in_id>/more/<any(words, drawing):way>", methods=["GET", "POST"])
@takes_photos
@requires(Permission.CHECKINS_SAY)
@writes
def more(check_in_id: uuid.UUID, way: str) -> ResponseReturnValue:
    """Words, or a drawing: they have a reader at once."""
    return _more(check_in_id, way)


@bp.route("/<uuid:check_in_id>/more/voice", methods=["GET", "POST"])
@takes_sounds
@requires(Permission.CHECKINS_SAY)
@writes
def voice(check_in_id: uuid.UUID) -> ResponseReturnValue:
    """A voice note: it has a reader at once."""
    return _more(check_in_id, "voice")


def _more(check_in_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    check_in = pages.get_mine(check_in_id, lock=request.method == "POST")
    promise = pages.get_promise(check_in)
    most = current_app.extensions["portal"].max_upload_bytes
    form = MoreForm(kind, audience=promise.audience, most_bytes=most)
    if form.validate_on_submit():
        names = names_of_others(form.own_words, check_in.pupil_id, viewer=current_user)
        if not form.asks_about(names):
            say_more(check_in, form.more, by=current_user)
            notices.say_next(ARRIVED if kind == "words" else MADE)
            return redirect(url_for("checkins.who", check_in_id=check_in_id))
    return pages.show_more(form, check_in, promise)


@bp.route("/<uuid:check_in_id>/who", methods=["GET", "POST"])
@requires(Permission.CHECKINS_SAY)
@writes
def who(check_in_id: uuid.UUID) -> ResponseReturnValue:
    """Who gets this? One tap sends it."""
    check_in = pages.get_mine(check_in_id, lock=request.method == "POST")
    promise = pages.get_promise(check_in)
    ways = pages.ways_of(check_in, promise)
    form = TapForm(lambda values: len(values) == 1 and values[0] in ways)
    if not form.validate_on_submit():
        return pages.show_who(form, check_in, promise, ways)
    if form.value == "not_first":
        leave_out(check_in, promise.first, promise.keepers[0], by=current_user)
        return redirect(url_for("checkins.who", check_in_id=check_in_id))
    if form.value == Sharing.TEAM_AND_HOME and len(promise.home) > 1:
        return redirect(url_for("checkins.home", check_in_id=check_in_id))
    readers = promise.home if form.value == Sharing.TEAM_AND_HOME else ()
    send(check_in, Choice(Sharing(form.value), readers), by=current_user)
    return redirect(url_for("checkins.done", check_in_id=check_in_id))


@bp.route("/<uuid:check_in_id>/home", methods=["GET", "POST"])
@requires(Permission.CHECKINS_SAY)
@writes
def home(check_in_id: uuid.UUID) -> ResponseReturnValue:
    """Who at home? Each by a tick; none of them is told of the other."""
    check_in = pages.get_mine(check_in_id, lock=request.method == "POST")
    promise = pages.get_promise(check_in)
    known = {str(reader.person_id): reader for reader in promise.home}
    form = TapForm(lambda values: bool(values) and set(values) <= set(known))
    if not form.validate_on_submit():
        return pages.show_home(form, check_in, promise)
    readers = tuple(known[value] for value in dict.fromkeys(form.values))
    send(check_in, Choice(Sharing.TEAM_AND_HOME, readers), by=current_user)
    return redirect(url_for("checkins.done", check_in_id=check_in_id))
