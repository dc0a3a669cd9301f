"""What somebody wrote themself: where it stands, and taking it back."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.group_talk import bp
from portal.blueprints.group_talk import queries as rows
from portal.blueprints.group_talk.routes.talking import at
from portal.grouping import posting
from portal.grouping.talk import has_gone, list_leaders
from portal.web import notices
from portal.web.pages import page

WITHDRAWN = notices.sentence("group_talk.withdrawn", _l("You took it back. Nobody reads it now."))


@bp.get("/mine")
@requires(Permission.GROUPS_FIND)
def own_list() -> ResponseReturnValue:
    """Everything they wrote, with where it stands."""
    looked(Event.GROUP_TALK_OWN_SHOWN, by=current_user, pupils=[])
    return page("group_talk/own_list.html", found=rows.list_own(at(), viewer=current_user))


@bp.get("/mine/<uuid:post_id>")
@requires(Permission.GROUPS_FIND)
def own_show(post_id: uuid.UUID) -> ResponseReturnValue:
    """One post of theirs, and who reads it by when."""
    post = rows.get_own(post_id, viewer=current_user)
    looked(Event.GROUP_TALK_OWN_SHOWN, by=current_user, pupils=[])
    others = [one for one in list_leaders(post.group_id, viewer=current_user) if one.person_id != post.person_id]
    leaders = tuple(one.shown_as for one in others)
    gone = post.read_at is None and has_gone(post, viewer=current_user)
    return page("group_talk/own_show.html", post=post, leaders=leaders, gone=gone)


@bp.post("/mine/<uuid:post_id>/take-back")
@requires(Permission.GROUPS_FIND)
@writes
def own_withdraw(post_id: uuid.UUID) -> ResponseReturnValue:
    """Take it back."""
    posting.withdraw(rows.get_own(post_id, viewer=current_user), by=current_user)
    notices.say_next(WITHDRAWN)
    return redirect(url_for("group_talk.own_list"), 303)
