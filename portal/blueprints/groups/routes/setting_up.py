"""Set a group up: what it is, its words, what helps, who runs it. No member is named here."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.blueprints.groups import bp
from portal.blueprints.groups.queries import setting_up as rows
from portal.blueprints.groups.services import setting_up as services
from portal.blueprints.groups.setup_forms import NOBODY, GroupForm, RunsForm
from portal.models import Group, LeaderKind
from portal.web import notices
from portal.web.pages import page
from portal.web.press import PressForm

SAVED = notices.sentence("groups.saved", _l("The group is saved."))
CLOSED = notices.sentence("groups.closed", _l("The group is closed. Nobody finds it any more."))
RUNS = notices.sentence("groups.runs", _l("It is saved who runs it."))


@bp.get("/set-up")
@requires(Permission.GROUPS_SET_UP)
def setup_list() -> ResponseReturnValue:
    """Every group, also those that are closed."""
    return page("groups/setup_list.html", groups=rows.list_all(viewer=current_user))


@bp.route("/set-up/new", methods=["GET", "POST"])
@requires(Permission.GROUPS_SET_UP)
@writes
def setup_new() -> ResponseReturnValue:
    """Make a group; who runs it is said on the next page."""
    form = GroupForm()
    if form.validate_on_submit():
        group_id = services.make_group(form.number, form.facts, form.texts, form.helps, by=current_user)
        notices.say_next(SAVED)
        return redirect(url_for("groups.setup_runs", group_id=group_id))
    return page("groups/setup_group.html", status=422 if form.errors else 200, form=form, ticked=form.helps, group=None)


@bp.route("/set-up/<uuid:group_id>", methods=["GET", "POST"])
@requires(Permission.GROUPS_SET_UP)
@writes
def setup_change(group_id: uuid.UUID) -> ResponseReturnValue:
    """Change a group."""
    group = rows.get_one(group_id, viewer=current_user)
    form = GroupForm(data=_as_it_is(group))
    if form.validate_on_submit():
        services.change_group(group_id, form.facts, form.texts, form.helps, by=current_user)
        notices.say_next(SAVED)
        return redirect(url_for("groups.setup_list"))
    ticked = form.helps if form.is_submitted() else {(one.what, one.language) for one in group.helps}
    status = 422 if form.errors else 200
    return page("groups/setup_group.html", status=status, form=form, ticked=ticked, group=group)


def _as_it_is(group: Group) -> dict[str, object]:
    facts: dict[str, object] = {"kind": group.kind, "topic": group.topic, "weeks": group.weeks}
    for one in group.words:
        facts |= {f"{what}_{one.language}": getattr(one, what) for what in ("name", "about", "near")}
    return facts


@bp.route("/set-up/<uuid:group_id>/close", methods=["GET", "POST"])
@requires(Permission.GROUPS_SET_UP)
@writes
def setup_close(group_id: uuid.UUID) -> ResponseReturnValue:
    """Close a group: asked once, and done by a second press."""
    group, form = rows.get_one(group_id, viewer=current_user), PressForm()
    if form.validate_on_submit():
        services.close_group(group_id, by=current_user)
        notices.say_next(CLOSED)
        return redirect(url_for("groups.setup_list"))
    return page("groups/setup_close.html", form=form, group=group)


@bp.route("/set-up/<uuid:group_id>/runs", methods=["GET", "POST"])
@requires(Permission.GROUPS_SET_UP)
@writes
def setup_runs(group_id: uuid.UUID) -> ResponseReturnValue:
    """Who runs a group: whoever does it, a parent with them, whoever stands in for some days."""
    rows.get_one(group_id, viewer=current_user)
    form = RunsForm(lambda name: rows.find_runners(name, form.kind.data, viewer=current_user))
    if form.validate_on_submit() and _let_run(group_id, form):
        notices.say_next(RUNS)
        return redirect(url_for("groups.setup_runs", group_id=group_id))
    group = rows.get_one(group_id, viewer=current_user)
    leaders, status = rows.list_leaders(group_id, viewer=current_user), 422 if form.errors else 200
    return page("groups/setup_runs.html", status=status, form=form, group=group, leaders=leaders)


def _let_run(group_id: uuid.UUID, form: RunsForm) -> bool:
    """False, with a sentence that says nothing of why, for whoever cannot run this one."""
    kind, days = LeaderKind(form.kind.data), (form.begins, form.until_on.data)
    try:
        services.let_run(group_id, form.chosen, kind=kind, shown_as=form.shown_as.data, days=days, by=current_user)
    except services.CannotRunError:
        form.person.errors = [NOBODY]
        return False
    return True


@bp.post("/set-up/runs/<uuid:leader_id>/end")
@requires(Permission.GROUPS_SET_UP)
@writes
def setup_runs_end(leader_id: uuid.UUID) -> ResponseReturnValue:
    """They run it no more."""
    row = rows.get_leader(leader_id, viewer=current_user)
    services.end_running(row, by=current_user)
    notices.say_next(RUNS)
    return redirect(url_for("groups.setup_runs", group_id=row.group_id))
