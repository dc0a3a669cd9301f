"""Who is kept apart, who waits unseen by it, who is together all the same: for those who keep children safe."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.groups import bp
from portal.blueprints.groups.forms import ApartForm
from portal.blueprints.groups.queries import apart as rows
from portal.blueprints.groups.services import apart as services
from portal.models import WhyApart
from portal.web import notices
from portal.web.pages import page
from portal.web.press import PressForm

KEPT = notices.sentence("groups.apart", _l("They are kept apart from now on. Nobody else is told."))
ENDED = notices.sentence("groups.apart_ended", _l("They may be in one group again."))
TAKEN_OUT = notices.sentence("groups.taken_out", _l("It is done. They read that we will tell them about a place."))
WHO_LEAVES = _l("Both are in one group. Choose who leaves")


@bp.get("/apart")
@requires(Permission.GROUPS_APART_KEEP)
def apart_list() -> ResponseReturnValue:
    """The list, the asks that it holds back, and pairs that are together now."""
    looked(Event.GROUPS_APART_SHOWN, by=current_user, pupils=[])
    pairs, held = rows.list_apart(viewer=current_user), rows.list_held(viewer=current_user)
    together = rows.list_together(viewer=current_user)
    return page("groups/apart_list.html", pairs=pairs, held=held, together=together)


@bp.route("/apart/add", methods=["GET", "POST"])
@requires(Permission.GROUPS_APART_KEEP)
@writes
def apart_add() -> ResponseReturnValue:
    """Keep two people apart; where both are in one group, say who leaves, in the same act."""
    form = ApartForm(lambda name: rows.find_adults(name, viewer=current_user))
    together: list[rows.Together] = []
    if form.validate_on_submit():
        if _kept(form):
            notices.say_next(KEPT)
            return redirect(url_for("groups.apart_list"))
        form.leaves.errors = [WHO_LEAVES]
        together = rows.list_together(viewer=current_user, people=[one.id for one in form.people])
    return page("groups/apart_add.html", status=422 if form.errors else 200, form=form, together=together)


def _kept(form: ApartForm) -> bool:
    one, other = form.people
    leaves = form.who_leaves.id if form.who_leaves else None
    why = WhyApart(form.why.data)
    try:
        services.keep_apart(one.id, other.id, why=why, words=form.words.data, leaves=leaves, by=current_user)
    except services.WhoLeavesError:
        return False
    return True


@bp.route("/apart/<uuid:pair_id>/end", methods=["GET", "POST"])
@requires(Permission.GROUPS_APART_KEEP)
@writes
def apart_end(pair_id: uuid.UUID) -> ResponseReturnValue:
    """They may be together again: asked once, and done by a second press."""
    pair, form = rows.get_apart(pair_id, viewer=current_user), PressForm()
    if form.validate_on_submit():
        services.end_apart(pair, by=current_user)
        notices.say_next(ENDED)
        return redirect(url_for("groups.apart_list"))
    return page("groups/apart_end.html", form=form, pair=pair)


@bp.post("/apart/out/<uuid:member_id>")
@requires(Permission.GROUPS_APART_KEEP)
@writes
def apart_take_out(member_id: uuid.UUID) -> ResponseReturnValue:
    """One of two who are together all the same leaves, and waits unseen."""
    services.take_out(member_id, by=current_user)
    notices.say_next(TAKEN_OUT)
    return redirect(url_for("groups.apart_list"))
