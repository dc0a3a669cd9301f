"""How I hear of what is new; for staff, where nothing arrives."""

import uuid

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.notices import bp
from portal.blueprints.notices import queries as rows
from portal.blueprints.notices.forms import DONE, ChoiceForm
from portal.blueprints.notices.services import choose, finish_trouble
from portal.outbox.noticing import wish_of
from portal.web import notices
from portal.web.pages import page

KEPT = notices.sentence("notices.kept", _l("Thank you. That is how we tell you from now on."))
FINISHED = notices.sentence("notices.finished", _l("Thank you. This is off the list."))
NOT_FINISHED = notices.sentence("notices.not_finished", _l("Tap one of the 2 answers."), is_done=False)
MOST = 100


@bp.route("/", methods=["GET", "POST"])
@requires(Permission.NOTICES_CHOOSE)
@writes
def choice_make() -> ResponseReturnValue:
    """By which way, how often, and when not."""
    ways = rows.list_own_ways(viewer=current_user)
    looked(Event.NOTICES_CHOICE_SHOWN, by=current_user, pupils=[])
    form = ChoiceForm(wish_of(current_user.person_id), ways)
    if form.validate_on_submit():
        choose(form.wish, by=current_user)
        notices.say_next(KEPT)
        return redirect(url_for("notices.choice_make"))
    return page("notices/choice_make.html", status=422 if form.errors else 200, form=form, ways=ways)


@bp.get("/troubles")
@requires(Permission.NOTICES_KEEP)
def trouble_list() -> ResponseReturnValue:
    """Where nothing arrives, what to ask, and the way back in."""
    looked(Event.NOTICES_LIST_SHOWN, by=current_user, pupils=[])
    return page("notices/trouble_list.html", troubles=rows.list_troubles(MOST, viewer=current_user))


@bp.post("/troubles/<uuid:trouble_id>/done")
@requires(Permission.NOTICES_KEEP)
@writes
def trouble_done(trouble_id: uuid.UUID) -> ResponseReturnValue:
    """I asked: there is a new one, or the old one works."""
    row, how = rows.get_trouble(trouble_id, viewer=current_user), request.form.get("how", "")
    if how in DONE:
        finish_trouble(row, how, by=current_user)
    notices.say_next(FINISHED if how in DONE else NOT_FINISHED)
    return redirect(url_for("notices.trouble_list"))
