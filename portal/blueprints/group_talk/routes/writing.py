"""Writing in a group: a topic, an answer, what helped, or words to whoever runs it alone."""

import uuid

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.group_talk import bp
from portal.blueprints.group_talk import queries as rows
from portal.blueprints.group_talk.forms import PostForm
from portal.blueprints.group_talk.routes.talking import rules_url
from portal.grouping import posting
from portal.grouping.talk import Talk, find_known, get_talk_to_write
from portal.models import GroupPost, PostKind
from portal.web import notices
from portal.web.pages import page

SENT = notices.sentence("group_talk.sent", _l("Thank you. It is sent. Below you see when it is read."))
RULES_FIRST, LISTENS, TOO_MANY = "rules", "listens", "many"


@bp.route("/<uuid:group_id>/write", methods=["GET", "POST"])
@requires(Permission.GROUPS_FIND)
@writes
def topic_write(group_id: uuid.UUID) -> ResponseReturnValue:
    """Begin a topic."""
    return _write(PostForm(PostKind.TOPIC), group_id)


@bp.route("/topics/<uuid:post_id>/answer", methods=["GET", "POST"])
@requires(Permission.GROUPS_FIND)
@writes
def reply_write(post_id: uuid.UUID) -> ResponseReturnValue:
    """Answer to a topic."""
    topic = rows.get_topic(post_id, viewer=current_user)
    return _write(PostForm(PostKind.REPLY, topic), topic.group_id)


@bp.route("/<uuid:group_id>/helped", methods=["GET", "POST"])
@requires(Permission.GROUPS_FIND)
@writes
def helped_write(group_id: uuid.UUID) -> ResponseReturnValue:
    """ "What helped me": for everybody who may come."""
    return _write(PostForm(PostKind.HELPED), group_id)


@bp.route("/<uuid:group_id>/ask", methods=["GET", "POST"])
@requires(Permission.GROUPS_FIND)
@writes
def leader_ask(group_id: uuid.UUID) -> ResponseReturnValue:
    """Words to whoever runs the group, and to nobody else."""
    return _write(PostForm(PostKind.TO_LEADER), group_id)


def _write(form: PostForm, group_id: uuid.UUID) -> ResponseReturnValue:
    talk = get_talk_to_write(group_id, viewer=current_user)
    looked(Event.GROUP_TALK_FORM_SHOWN, by=current_user, pupils=[])
    if request.method == "POST" and form.validate() and not form.asks_about(find_known(viewer=current_user)):
        sent = _send(form, group_id)
        if sent is not None:
            notices.say_next(SENT)
            return redirect(url_for("group_talk.own_show", post_id=sent.id), 303)
    return _show(form, talk)


def _send(form: PostForm, group_id: uuid.UUID) -> GroupPost | None:
    try:
        return posting.post(group_id, form.written, by=current_user)
    except posting.RulesFirstError:
        form.waits = RULES_FIRST
    except posting.ListensError:
        form.waits = LISTENS
    except posting.TooManyError:
        form.waits = TOO_MANY
    return None


def _show(form: PostForm, talk: Talk) -> ResponseReturnValue:
    status = 429 if form.waits == TOO_MANY else 422 if request.method == "POST" else 200
    # Whoever sends a form that waits for the rules, or for their yes, meets the way there, with their words.
    if request.method == "GET" and form.kind is not PostKind.TO_LEADER:
        form.waits = "" if talk.knows_rules else RULES_FIRST
        form.waits = form.waits or (LISTENS if talk.only_listens else "")
    rules = rules_url(talk.group.id)
    return page("group_talk/post_write.html", status=status, form=form, talk=talk, rules_url=rules)
