"""Everyone around my pupils: a list, and one page a person."""

import uuid
from collections.abc import Sequence

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal import audit
from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event
from portal.blueprints.people import bp
from portal.blueprints.people.forms import SearchForm
from portal.blueprints.people.pages import show_person
from portal.blueprints.people.presenters import entries_of
from portal.blueprints.people.queries import people, ties
from portal.web.pages import page


@bp.get("/")
@requires(Permission.PEOPLE_PERSON_READ)
def person_list() -> ResponseReturnValue:
    """My pupils, 25 a page, each with the adults around them."""
    of = max(1, -(-people.count_pupils(viewer=current_user) // people.PER_PAGE))
    at = min(max(request.args.get("page", 1, type=int), 1), of)
    return _list(people.list_pupil_ids(at, viewer=current_user), SearchForm(), at=at, of=of)


@bp.route("/search", methods=["GET", "POST"])
@requires(Permission.PEOPLE_PERSON_READ)
@writes
def person_search() -> ResponseReturnValue:
    """The pupils whose name, or the name of an adult around them, was typed."""
    form = SearchForm()
    if request.method == "GET":
        return redirect(url_for("people.person_list"))
    if not form.validate_on_submit():
        return _list([], form, status=422)
    found = people.list_pupil_ids_named(form.name.data, viewer=current_user)
    return _list(found[: people.PER_PAGE], form, found=len(found))


def _list(
    ids: Sequence[uuid.UUID], form: SearchForm, *, at: int = 1, of: int = 1, found: int | None = None, status: int = 200
) -> ResponseReturnValue:
    searched = request.method == "POST"
    audit.looked(Event.PEOPLE_LIST_SHOWN, by=current_user, pupils=ids, searched=searched, page=at)
    entries = entries_of(
        people.list_pupils(ids, viewer=current_user),
        people.list_placements(ids, viewer=current_user),
        ties.list_ties_of_pupils(ids, viewer=current_user),
    )
    template, pages = "people/person_list.html", {"at": at, "of": of, "most": people.PER_PAGE}
    shown = {"entries": entries, "form": form, "found": found, "ways": _ways_on()}
    return page(template, status=status, parts=None, searched=searched, pages=pages, **shown)


def _ways_on() -> list[dict[str, object]]:
    ways = [{"url": url_for("people.contact_change_list"), "label": _("Changes of contact"), "icon": "people"}]
    if Permission.PEOPLE_STAFF_INVITE in current_user.permissions:
        ways.append({"url": url_for("people.staff_list"), "label": _("Staff and professionals"), "icon": "people"})
    if Permission.CONCERNS_LADDER_CHANGE in current_user.permissions:
        ways.append({"url": url_for("concerns.ladder_show"), "label": _("Who it goes to, and when"), "icon": "hand"})
    return ways


@bp.get("/staff")
@requires(Permission.PEOPLE_STAFF_INVITE)
def staff_list() -> ResponseReturnValue:
    """Everyone who works here or comes with a job."""
    audit.looked(Event.PEOPLE_LIST_SHOWN, by=current_user, pupils=[], searched=False, page=1)
    return page("people/staff_list.html", people=people.list_staff(viewer=current_user))


@bp.get("/<uuid:person_id>")
@requires(Permission.PEOPLE_PERSON_READ)
def person_show(person_id: uuid.UUID) -> ResponseReturnValue:
    """One person: who they are to whom, how they come in, who has looked."""
    return show_person(people.get_person(person_id, viewer=current_user))
