"""An adult they know thinks of somebody: a card to print, or a message; and the carer can put it away."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.groups import bp
from portal.blueprints.groups.forms import InviteForm
from portal.blueprints.groups.queries.finding import get_group
from portal.blueprints.groups.queries.inviting import list_carers
from portal.blueprints.groups.services import inviting
from portal.web import notices
from portal.web.pages import page
from portal.web.words import in_language

INVITED = notices.sentence("groups.invited", _l("It is done. Nobody here will see whether they join."))
PUT_AWAY = notices.sentence("groups.put_away", _l("It is put away. We will not ask again about this one."))


@bp.route("/<uuid:group_id>/invite", methods=["GET", "POST"])
@requires(Permission.GROUPS_INVITE)
@writes
def invite(group_id: uuid.UUID) -> ResponseReturnValue:
    """Invite a carer of one's pupils by a message; below it, the card to print."""
    found = get_group(group_id, viewer=current_user)
    looked(Event.GROUPS_INVITE_FORM_SHOWN, by=current_user, pupils=[])
    form = InviteForm(list_carers(viewer=current_user))
    if form.validate_on_submit():
        inviting.invite(group_id, form.chosen, form.number, by=current_user)
        notices.say_next(INVITED)
        return redirect(url_for("groups.group_show", group_id=group_id))
    return page("groups/invite.html", status=422 if form.errors else 200, form=form, found=found)


@bp.get("/<uuid:group_id>/card/<of>")
@requires(Permission.GROUPS_INVITE)
def invite_card(group_id: uuid.UUID, of: str) -> ResponseReturnValue:
    """A card about the group in one language, to give to somebody. It names no family and no child."""
    found = get_group(group_id, viewer=current_user)
    with in_language(of):
        return page("groups/invite_card.html", found=found)


@bp.post("/<uuid:group_id>/put-away")
@requires(Permission.GROUPS_JOIN)
@writes
def invite_put_away(group_id: uuid.UUID) -> ResponseReturnValue:
    """I do not want to be asked about this group."""
    inviting.put_away(group_id, by=current_user)
    notices.say_next(PUT_AWAY)
    return redirect(url_for("groups.group_list"))
