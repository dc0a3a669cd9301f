"""Ask to join, leave, read how people are with each other, say what keeps one; and for whoever runs it, the asks."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.blueprints.groups import bp
from portal.blueprints.groups.forms import BarrierForm, JoinForm
from portal.blueprints.groups.queries.finding import Found, get_group, list_groups
from portal.blueprints.groups.services.inviting import say_barrier
from portal.grouping import joining
from portal.models import TakesPart, WhyNotYet
from portal.web import notices
from portal.web.pages import page
from portal.web.press import PressForm

ASKED = notices.sentence("groups.asked", _l("We will tell you about a place."))
LEFT = notices.sentence("groups.left", _l("You left the group. You can come back when you like."))
SAID = notices.sentence("groups.barrier", _l("Thank you. It helps us to plan."))
RULES = notices.sentence("groups.rules", _l("Thank you for reading this."))
# So many asks stand on one page; each that is answered makes room for the next.
MOST_ASKS = 40
ANSWERED = notices.sentence("groups.answered", _l("It is noted. Who has a place stands in the group."))


@bp.route("/<uuid:group_id>/join", methods=["GET", "POST"])
@requires(Permission.GROUPS_JOIN)
@writes
def join(group_id: uuid.UUID) -> ResponseReturnValue:
    """Ask for a place, under a name for this group alone. Everybody who asks hears the same."""
    found, form = get_group(group_id, viewer=current_user), JoinForm()
    if form.validate_on_submit() and _asked(group_id, form):
        notices.say_next(ASKED)
        return redirect(url_for("groups.group_show", group_id=group_id))
    return page("groups/join.html", status=422 if form.errors else 200, form=form, found=found)


def _asked(group_id: uuid.UUID, form: JoinForm) -> bool:
    asking = joining.Asking(form.chosen_name.data, TakesPart(form.takes.data), form.number)
    try:
        joining.ask_to_join(group_id, asking, by=current_user)
    except joining.NotThisNameError as error:
        # One sentence for a name that tells who they are and for one that is in use.
        form.chosen_name.errors = [_other_name(error.offered)]
        return False
    return True


def _other_name(offered: str) -> str:
    if not offered:
        return str(_("Please take a name that does not tell who you are. Try a flower or a colour."))
    return str(_("Please take a name that does not tell who you are. How about %(name)s?", name=offered))


@bp.post("/<uuid:group_id>/leave")
@requires(Permission.GROUPS_JOIN)
@writes
def leave(group_id: uuid.UUID) -> ResponseReturnValue:
    """Leave in one tap, or take back that one asked; nothing is asked."""
    joining.leave(group_id, by=current_user)
    notices.say_next(LEFT)
    return redirect(url_for("groups.group_list"))


@bp.route("/<uuid:group_id>/rules", methods=["GET", "POST"])
@requires(Permission.GROUPS_JOIN)
@writes
def rules_read(group_id: uuid.UUID) -> ResponseReturnValue:
    """How people are with each other in a group: read before the first words are written."""
    member, form = joining.get_joined(group_id, viewer=current_user), PressForm()
    if form.validate_on_submit():
        joining.read_rules(member, by=current_user)
        notices.say_next(RULES)
        return redirect(url_for("groups.group_show", group_id=group_id))
    found = get_group(group_id, viewer=current_user)
    return page("groups/rules.html", form=form, found=found, member=member)


@bp.route("/<uuid:group_id>/but", methods=["GET", "POST"])
@requires(Permission.GROUPS_JOIN)
@writes
def barrier_say(group_id: uuid.UUID) -> ResponseReturnValue:
    """I'd like to, but…: a tap on a picture, counted; with a name only for whoever wants that."""
    found, form = get_group(group_id, viewer=current_user), BarrierForm()
    if form.validate_on_submit():
        why = WhyNotYet(form.why.data)
        say_barrier(group_id, why, form.number, is_named=form.is_named.data, by=current_user)
        notices.say_next(SAID)
        return redirect(url_for("groups.group_show", group_id=group_id))
    return page("groups/barrier.html", status=422 if form.errors else 200, form=form, found=found)


@bp.get("/asks")
@requires(Permission.GROUPS_LEAD)
def ask_list() -> ResponseReturnValue:
    """Who asked to belong to the groups that this person runs."""
    asks = joining.waiting_to_join(viewer=current_user)
    groups: dict[uuid.UUID, Found] = {one.group.id: one for one in list_groups(viewer=current_user)}
    return page("groups/ask_list.html", asks=asks[:MOST_ASKS], is_more=len(asks) > MOST_ASKS, groups=groups)


@bp.post("/asks/<uuid:member_id>/in")
@requires(Permission.GROUPS_LEAD)
@writes
def let_in(member_id: uuid.UUID) -> ResponseReturnValue:
    """Let somebody in."""
    joining.let_in(member_id, by=current_user)
    notices.say_next(ANSWERED)
    return redirect(url_for("groups.ask_list"))
