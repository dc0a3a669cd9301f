"""What waits to be read, in the groups that somebody runs: each post is decided once, by one person."""

import uuid
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.group_talk import bp
from portal.blueprints.group_talk import queries as rows
from portal.blueprints.group_talk.forms import SendBackForm
from portal.grouping import reading_posts
from portal.grouping.contact_details import find_details
from portal.grouping.talk import find_known, has_gone
from portal.models import GroupPost, ReadAs, WhySentBack
from portal.web import notices
from portal.web.pages import page

SHOWS = notices.sentence("group_talk.shows", _l("Thank you. It is read."))
BACK = notices.sentence("group_talk.back", _l("It goes back, with the reason. It does not show."))
TOLD = notices.sentence(
    "group_talk.told", _l("Somebody who keeps children safe has been told. It does not show. They ring the writer.")
)
LOOKED_AT = notices.sentence("group_talk.looked_at", _l("Thank you. It is off the list."))
_NEXT = {ReadAs.SHOWN: SHOWS, ReadAs.SENT_BACK: BACK, ReadAs.WORRIES: TOLD}


@bp.get("/waiting")
@requires(Permission.GROUPS_LEAD)
def waiting_list() -> ResponseReturnValue:
    """What was reported, and what waits to be read, by when it is due."""
    looked(Event.GROUP_TALK_WAITING_SHOWN, by=current_user, pupils=[])
    posts, reports = rows.list_waiting(viewer=current_user), rows.list_reports(viewer=current_user)
    groups = {one.group_id for one in posts} | {one.group_id for one in reports}
    names = rows.list_names(groups, viewer=current_user)
    found: dict[str, Any] = {"posts": posts, "reports": reports, "names": names, "most": rows.MOST_AT_ONCE}
    return page("group_talk/waiting_list.html", kept=rows.count_kept(viewer=current_user), **found)


@bp.get("/waiting/<uuid:post_id>")
@requires(Permission.GROUPS_LEAD)
def waiting_show(post_id: uuid.UUID) -> ResponseReturnValue:
    """One post, with what may show who somebody is marked in it."""
    return _show(rows.get_waiting(post_id, viewer=current_user), SendBackForm())


@bp.post("/waiting/<uuid:post_id>/show")
@requires(Permission.GROUPS_LEAD)
@writes
def waiting_let_show(post_id: uuid.UUID) -> ResponseReturnValue:
    """It shows from now on; words to whoever runs the group are read."""
    return _decide(post_id, ReadAs.SHOWN)


@bp.post("/waiting/<uuid:post_id>/back")
@requires(Permission.GROUPS_LEAD)
@writes
def waiting_send_back(post_id: uuid.UUID) -> ResponseReturnValue:
    """It goes back with a reason."""
    form = SendBackForm()
    if not form.validate():
        return _show(rows.get_waiting(post_id, viewer=current_user), form, 422)
    return _decide(post_id, ReadAs.SENT_BACK, form.reason)


@bp.post("/waiting/<uuid:post_id>/worry")
@requires(Permission.GROUPS_LEAD)
@writes
def waiting_worry(post_id: uuid.UUID) -> ResponseReturnValue:
    """It worries whoever reads it: those who keep children safe are told now."""
    return _decide(post_id, ReadAs.WORRIES)


def _decide(post_id: uuid.UUID, read_as: ReadAs, why: WhySentBack | None = None) -> ResponseReturnValue:
    said = ""
    try:
        reading_posts.decide(post_id, read_as, why, by=current_user)
    except (reading_posts.ReadAlreadyError, reading_posts.OwnPostError, reading_posts.GoneError):
        said = "too late"  # the page shows which
    except reading_posts.NobodyToTellError:
        said = "nobody"
    if said:
        post = rows.get_waiting(post_id, viewer=current_user)
        return _show(post, SendBackForm(formdata=None), 409, nobody=said == "nobody")
    notices.say_next(_NEXT[read_as])
    return redirect(url_for("group_talk.waiting_list"), 303)


def _show(post: GroupPost, form: SendBackForm, status: int = 200, *, nobody: bool = False) -> ResponseReturnValue:
    looked(Event.GROUP_TALK_WAITING_SHOWN, by=current_user, pupils=[])
    known = find_known(viewer=current_user)
    facts = {"gone": has_gone(post, viewer=current_user), "own": post.person_id == current_user.person_id}
    found, in_title = find_details(post.words, known), find_details(post.title, known)
    names = rows.list_names({post.group_id}, viewer=current_user)[post.group_id]
    facts |= {"found": found, "in_title": in_title, "names": names, "nobody": nobody}
    return page("group_talk/waiting_show.html", status=status, post=post, form=form, **facts)


@bp.get("/reports/<uuid:report_id>")
@requires(Permission.GROUPS_LEAD)
def report_show(report_id: uuid.UUID) -> ResponseReturnValue:
    """What somebody did not want to see."""
    looked(Event.GROUP_TALK_WAITING_SHOWN, by=current_user, pupils=[])
    report = rows.get_report(report_id, viewer=current_user)
    return page("group_talk/report_show.html", report=report, own=report.post.person_id == current_user.person_id)


@bp.post("/reports/<uuid:report_id>/look")
@requires(Permission.GROUPS_LEAD)
@writes
def report_look(report_id: uuid.UUID) -> ResponseReturnValue:
    """It goes for everybody, or stays for the others."""
    report = rows.get_report(report_id, viewer=current_user)
    try:
        reading_posts.look_at_report(report.id, hides=request.form.get("act") == "hide", by=current_user)
    except (reading_posts.ReadAlreadyError, reading_posts.OwnPostError):
        own = report.post.person_id == current_user.person_id
        return page("group_talk/report_show.html", status=409, report=report, own=own)
    notices.say_next(LOOKED_AT)
    return redirect(url_for("group_talk.waiting_list"), 303)
