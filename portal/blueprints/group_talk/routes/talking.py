"""Reading what others wrote; reporting it, and muting whoever wrote it."""

import uuid

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.group_talk import bp
from portal.blueprints.group_talk import queries as rows
from portal.grouping import posting, reporting
from portal.grouping.reading_posts import OwnPostError
from portal.grouping.talk import get_talk
from portal.web import notices
from portal.web.pages import page

REPORTED = notices.sentence(
    "group_talk.reported", _l("You do not see it any more. Whoever runs the group looks at it now.")
)
MUTED = notices.sentence("group_talk.muted", _l("You do not see what they write any more. Nobody is told."))
OWN = notices.sentence(
    "group_talk.own", _l("You wrote this. You can take it back on the page of what you wrote."), is_done=False
)
UNMUTED = notices.sentence("group_talk.unmuted", _l("You see what they write again."))
TAKES_PART = notices.sentence("group_talk.takes_part", _l("Good that you want to take part. Now you can write."))
# The page of the house rules, of another room.
_RULES = "groups.rules_read"


def at() -> int:
    """The page of a long list that is asked for."""
    return min(max(1, request.args.get("page", 1, type=int)), 100_000)


def rules_url(group_id: uuid.UUID) -> str:
    """Where the house rules are read; empty as long as there is no such page."""
    return url_for(_RULES, group_id=group_id) if _RULES in current_app.view_functions else ""


@bp.get("/<uuid:group_id>")
@requires(Permission.GROUPS_FIND)
def topic_list(group_id: uuid.UUID) -> ResponseReturnValue:
    """The talk of a group that they belong to, or run."""
    talk = get_talk(group_id, viewer=current_user)
    looked(Event.GROUP_TALK_SHOWN, by=current_user, pupils=[])
    found = rows.list_topics(group_id, at(), viewer=current_user)
    return page("group_talk/topic_list.html", talk=talk, found=found, rules_url=rules_url(group_id))


@bp.get("/topics/<uuid:post_id>")
@requires(Permission.GROUPS_FIND)
def topic_show(post_id: uuid.UUID) -> ResponseReturnValue:
    """One topic with its answers."""
    topic = rows.get_topic(post_id, viewer=current_user)
    talk = get_talk(topic.group_id, viewer=current_user)
    looked(Event.GROUP_TALK_SHOWN, by=current_user, pupils=[])
    found = rows.list_replies(post_id, at(), viewer=current_user)
    return page("group_talk/topic_show.html", talk=talk, topic=topic, found=found)


@bp.get("/helped")
@requires(Permission.GROUPS_FIND)
def helped_list() -> ResponseReturnValue:
    """ "What helped me", for everybody who may come; members of a group can write one."""
    looked(Event.GROUP_TALK_HELPED_SHOWN, by=current_user, pupils=[])
    found, groups = rows.list_helped(at(), viewer=current_user), rows.list_own_groups(viewer=current_user)
    return page("group_talk/helped_list.html", found=found, groups=groups)


@bp.post("/posts/<uuid:post_id>/report")
@requires(Permission.GROUPS_FIND)
@writes
def post_report(post_id: uuid.UUID) -> ResponseReturnValue:
    """One tap: hidden from them at once."""
    try:
        group_id = reporting.report(post_id, by=current_user)
    except OwnPostError:
        return _own()
    notices.say_next(REPORTED)
    return redirect(url_for("group_talk.topic_list", group_id=group_id), 303)


@bp.post("/posts/<uuid:post_id>/mute")
@requires(Permission.GROUPS_FIND)
@writes
def post_mute(post_id: uuid.UUID) -> ResponseReturnValue:
    """They read nothing more of whoever wrote it."""
    try:
        group_id = reporting.mute(post_id, by=current_user)
    except OwnPostError:
        return _own()
    notices.say_next(MUTED)
    return redirect(url_for("group_talk.topic_list", group_id=group_id), 303)


def _own() -> ResponseReturnValue:
    notices.say_next(OWN)
    return redirect(url_for("group_talk.own_list"), 303)


@bp.get("/muted")
@requires(Permission.GROUPS_FIND)
def mute_list() -> ResponseReturnValue:
    """Whom they muted."""
    looked(Event.GROUP_TALK_MUTES_SHOWN, by=current_user, pupils=[])
    return page("group_talk/mute_list.html", found=rows.list_mutes(viewer=current_user))


@bp.post("/muted/<uuid:mute_id>/end")
@requires(Permission.GROUPS_FIND)
@writes
def mute_end(mute_id: uuid.UUID) -> ResponseReturnValue:
    """Read them again."""
    reporting.unmute(rows.get_mute(mute_id, viewer=current_user), by=current_user)
    notices.say_next(UNMUTED)
    return redirect(url_for("group_talk.mute_list"), 303)


@bp.post("/<uuid:group_id>/take-part")
@requires(Permission.GROUPS_FIND)
@writes
def part_take(group_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody who only listened wants to write, too."""
    posting.take_part(get_talk(group_id, viewer=current_user), by=current_user)
    notices.say_next(TAKES_PART)
    return redirect(url_for("group_talk.topic_list", group_id=group_id), 303)
