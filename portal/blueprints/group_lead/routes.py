"""Today's list of whoever runs a group, its notes, who stands in, and their hello."""

import uuid
from typing import Any

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal import clock
from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.group_lead import bp
from portal.blueprints.group_lead import queries as rows
from portal.blueprints.group_lead.covering import end_cover, get_to_cover, list_covers, list_who_may, name_cover
from portal.blueprints.group_lead.forms import CoverForm, HelloForm, NoteForm
from portal.blueprints.group_lead.services import add_note, remove_hello, say_hello
from portal.grouping.leading import is_facilitator
from portal.heard import names_of_families
from portal.web import notices
from portal.web.limits import takes_sounds
from portal.web.pages import page

NOTED = notices.sentence("group_lead.noted", _l("Your note is kept."))
COVERED = notices.sentence("group_lead.covered", _l("It is noted who stands in."))
NOT_COVERED = notices.sentence("group_lead.not_covered", _l("They do not stand in any more."))
HELLO_KEPT = notices.sentence("group_lead.hello", _l("Your hello is kept. Whoever finds the group can hear it."))
HELLO_GONE = notices.sentence("group_lead.no_hello", _l("Your hello is taken away."))


@bp.get("/")
@requires(Permission.GROUPS_LEAD)
def run_today() -> ResponseReturnValue:
    """What waits in the groups that somebody runs."""
    looked(Event.GROUP_LEAD_LIST_SHOWN, by=current_user, pupils=[])
    facts: dict[str, Any] = {
        "groups": rows.list_led(viewer=current_user),
        "to_read": rows.list_to_read(viewer=current_user),
        "reports": rows.count_reports(viewer=current_user),
        "asked": rows.list_asked(viewer=current_user),
        "meetings": rows.list_meetings(viewer=current_user),
        "uncounted": rows.list_uncounted(viewer=current_user),
        "now": clock.now(),
        "barriers": rows.count_barriers(viewer=current_user),
    }
    return page("group_lead/run_today.html", **facts, is_facilitator=is_facilitator(viewer=current_user))


@bp.route("/<uuid:group_id>/notes", methods=["GET", "POST"])
@requires(Permission.GROUPS_LEAD)
@writes
def group_notes(group_id: uuid.UUID) -> ResponseReturnValue:
    """The notes of a group, and a new one. A name in it is asked about."""
    group, at = rows.get_led(group_id, viewer=current_user), min(max(1, request.args.get("page", 1, type=int)), 100_000)
    looked(Event.GROUP_LEAD_NOTES_SHOWN, by=current_user, pupils=[], group=group_id)
    form = NoteForm()
    if form.validate_on_submit() and not _names_somebody(form, group_id):
        add_note(group, form.words.data, form.number, by=current_user)
        notices.say_next(NOTED)
        return redirect(url_for("group_lead.group_notes", group_id=group_id))
    notes, pages = rows.list_notes(group_id, at, viewer=current_user)
    status = 422 if form.errors or form.names else 200
    return page("group_lead/group_notes.html", status=status, form=form, group=group, notes=notes, at=at, pages=pages)


def _names_somebody(form: NoteForm, group_id: uuid.UUID) -> bool:
    chosen = rows.list_chosen_names(group_id, viewer=current_user)
    return form.asks_about(names_of_families(form.words.data, also=chosen, viewer=current_user))


@bp.route("/<uuid:group_id>/cover", methods=["GET", "POST"])
@requires(Permission.GROUPS_LEAD)
@writes
def group_cover(group_id: uuid.UUID) -> ResponseReturnValue:
    """Who stands in, and when; a facilitator says so, and no parent."""
    group = get_to_cover(group_id, viewer=current_user)
    looked(Event.GROUP_LEAD_COVER_SHOWN, by=current_user, pupils=[], group=group_id)
    form = CoverForm(list_who_may(group, viewer=current_user))
    # Where nobody can stand in, the page says so, and there is no form to be put right.
    if form.who.choices and form.validate_on_submit():
        name_cover(group, form.person_id, *form.days, by=current_user)
        notices.say_next(COVERED)
        return redirect(url_for("group_lead.group_cover", group_id=group_id))
    facts: dict[str, Any] = {"form": form, "group": group, "covers": list_covers(group)}
    return page("group_lead/group_cover.html", status=422 if form.errors else 200, **facts)


@bp.post("/cover/<uuid:leader_id>/end")
@requires(Permission.GROUPS_LEAD)
@writes
def cover_end(leader_id: uuid.UUID) -> ResponseReturnValue:
    """They stand in no more."""
    group_id = end_cover(leader_id, by=current_user)
    notices.say_next(NOT_COVERED)
    return redirect(url_for("group_lead.group_cover", group_id=group_id))


@bp.route("/<uuid:group_id>/hello", methods=["GET", "POST"])
@requires(Permission.GROUPS_LEAD)
@writes
@takes_sounds
def group_hello(group_id: uuid.UUID) -> ResponseReturnValue:
    """Half a minute in one's own voice, for whoever finds the group."""
    group = rows.get_led(group_id, viewer=current_user)
    looked(Event.GROUP_LEAD_HELLO_SHOWN, by=current_user, pupils=[], group=group_id)
    form = HelloForm()
    if form.validate_on_submit():
        say_hello(group, *form.kept, by=current_user)
        notices.say_next(HELLO_KEPT)
        return redirect(url_for("group_lead.group_hello", group_id=group_id))
    hello = rows.find_own_hello(group, viewer=current_user)
    return page("group_lead/group_hello.html", status=422 if form.errors else 200, form=form, group=group, hello=hello)


@bp.post("/<uuid:group_id>/hello/remove")
@requires(Permission.GROUPS_LEAD)
@writes
def hello_remove(group_id: uuid.UUID) -> ResponseReturnValue:
    """One's own hello is taken away."""
    remove_hello(rows.get_led(group_id, viewer=current_user), by=current_user)
    notices.say_next(HELLO_GONE)
    return redirect(url_for("group_lead.group_hello", group_id=group_id))


@bp.get("/<uuid:group_id>/hello/sound")
@requires(Permission.GROUPS_LEAD)
def hello_sound(group_id: uuid.UUID) -> ResponseReturnValue:
    """One's own hello, to hear it."""
    hello = rows.get_own_hello(rows.get_led(group_id, viewer=current_user), viewer=current_user)
    looked(Event.GROUP_LEAD_HELLO_SHOWN, by=current_user, pupils=[], group=group_id)
    response = Response(hello.content, mimetype=hello.kind)
    response.headers["Content-Disposition"] = 'attachment; filename="hello"'
    return response
