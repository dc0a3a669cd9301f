"""Find a group: what each is for, who runs it, what helps a person come. Nobody has to join to read it."""

import uuid

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.guard import requires
from portal.access.policy import Permission
from portal.blueprints.groups import bp
from portal.blueprints.groups.queries import finding as rows
from portal.blueprints.groups.queries.inviting import list_invitations
from portal.grouping.joining import find_own
from portal.grouping.words import HELPS
from portal.models import GroupHelps
from portal.web.pages import page

# Rooms of others to which these pages lead, as far as they are there.


def _helps() -> GroupHelps | None:
    wanted = request.args.get("helps", "")
    return GroupHelps(wanted) if wanted in set(GroupHelps) else None


@bp.get("/")
@requires(Permission.GROUPS_FIND)
def group_list() -> ResponseReturnValue:
    """All groups, or those with one thing that helps; and what somebody thought of for them."""
    found = rows.list_groups(_helps(), viewer=current_user)
    invited = list_invitations(viewer=current_user) if Permission.GROUPS_JOIN in current_user.permissions else []
    return page("groups/group_list.html", found=found, helps=_helps(), invited=invited, offers=HELPS)


@bp.get("/<uuid:group_id>")
@requires(Permission.GROUPS_FIND)
def group_show(group_id: uuid.UUID) -> ResponseReturnValue:
    """One group: about it, its dates, and how this person stands with it."""
    found = rows.get_group(group_id, viewer=current_user)
    dates = rows.list_dates(group_id, viewer=current_user)
    own = find_own(group_id, viewer=current_user)
    return page("groups/group_show.html", found=found, dates=dates, own=own)


@bp.get("/hello/<uuid:leader_id>")
@requires(Permission.GROUPS_FIND)
def hello_sound(leader_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody who runs a group says hello."""
    hello = rows.get_hello(leader_id, viewer=current_user)
    return Response(hello.content, mimetype=hello.kind)
