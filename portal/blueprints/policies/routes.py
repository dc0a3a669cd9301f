"""How we do things here."""

from typing import Any

from flask import Response, current_app, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.policies import bp
from portal.blueprints.policies.forms import EditPolicyForm
from portal.blueprints.policies.queries import (
    count_bytes,
    find_policy,
    get_document,
    get_policy,
    get_setting,
    list_independent,
    list_policies,
    list_saves,
)
from portal.blueprints.policies.services import save_policy
from portal.models import Policy, PolicyTopic
from portal.pupils import Child, list_children
from portal.revisions import ClashError
from portal.visibility.conditions import ANYTHING
from portal.web import notices
from portal.web.pages import page

SAVED = notices.sentence("policies.saved", _l("The page is saved. Everyone reads it from now on."))
TOPIC = f"/<any({', '.join(PolicyTopic)}):topic>"


def _may_write() -> bool:
    return Permission.POLICIES_WRITE in current_user.permissions


@bp.get("/")
@requires(Permission.POLICIES_READ)
def policy_list() -> ResponseReturnValue:
    """What the setting has written about how it does things; for who writes it, also what is missing."""
    policies = list_policies(viewer=current_user)
    written = {policy.topic for policy in policies}
    missing = [topic for topic in PolicyTopic if topic not in written] if _may_write() else []
    return page("policies/policy_list.html", policies=policies, missing=missing)


@bp.get(TOPIC)
@requires(Permission.POLICIES_READ)
def policy_show(topic: str) -> ResponseReturnValue:
    """One page. How to complain has a place of its own, also before the setting has written it."""
    if topic == PolicyTopic.COMPLAINTS:
        return _complaints()
    policy = get_policy(PolicyTopic(topic), viewer=current_user)
    children = _children()
    pupils = [child.pupil_id for child in children]
    looked(Event.POLICIES_POLICY_SHOWN, by=current_user, pupils=pupils, topic=topic)
    size = count_bytes(policy, viewer=current_user)
    return page("policies/policy_show.html", policy=policy, size=size, children=children, may_write=_may_write())


def _children() -> list[Child]:
    # Staff ask about a pupil on that pupil's pages.
    return list_children(viewer=current_user, given=ANYTHING) if current_user.audience != "staff" else []


def _complaints() -> ResponseReturnValue:
    """Reads no child's row and leaves no line: nobody learns who looked how to complain."""
    policy = find_policy(PolicyTopic.COMPLAINTS, viewer=current_user)
    setting = get_setting(viewer=current_user)
    size = count_bytes(policy, viewer=current_user) if policy else 0
    return page("policies/complaints.html", policy=policy, size=size, setting=setting, may_write=_may_write())


@bp.get(f"{TOPIC}/document")
@requires(Permission.POLICIES_READ)
def policy_document(topic: str) -> ResponseReturnValue:
    """The whole document, to be kept or opened by what shows PDFs on this device; never run inside our pages."""
    policy = get_document(PolicyTopic(topic), viewer=current_user)
    response = Response(policy.document, mimetype="application/pdf")
    # Our own name for it: what it was called on somebody's computer is nobody's business.
    response.headers["Content-Disposition"] = f'attachment; filename="{topic}-{policy.dated_on.isoformat()}.pdf"'
    return response


@bp.get("/independent")
@requires(Permission.POLICIES_READ)
def independent_show() -> ResponseReturnValue:
    """Help that is not us, by council."""
    return page("policies/independent_show.html", councils=list_independent(viewer=current_user))


@bp.route(f"{TOPIC}/edit", methods=["GET", "POST"])
@requires(Permission.POLICIES_WRITE)
@writes
def policy_edit(topic: str) -> ResponseReturnValue:
    """Write a page of the house."""
    about, clash = PolicyTopic(topic), None
    policy = find_policy(about, viewer=current_user)
    form = EditPolicyForm(policy, most_bytes=current_app.extensions["portal"].max_upload_bytes)
    if form.validate_on_submit():
        try:
            save_policy(about, form.draft, opened=form.opened, before=form.began_with, by=current_user)
        except ClashError as error:
            clash = error
            form.take(error)
        else:
            notices.say_next(SAVED)
            return redirect(url_for("policies.policy_show", topic=topic))
    return _show_form(form, about, policy, clash)


def _show_form(
    form: EditPolicyForm, topic: PolicyTopic, policy: Policy | None, clash: ClashError | None
) -> ResponseReturnValue:
    status = 409 if clash else 422 if form.errors else 200
    texts, saves = form.texts(clash) if clash else [], list_saves(topic, viewer=current_user)
    facts: dict[str, Any] = {"form": form, "clash": clash, "texts": texts, "saves": saves}
    return page("policies/policy_edit.html", status=status, topic=topic, policy=policy, **facts)
