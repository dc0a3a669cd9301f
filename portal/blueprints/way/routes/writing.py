"""Writing a plan: staff only, under the version that was opened. Nobody's save overwrites another's unseen."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.way import bp
from portal.blueprints.way.forms import BreakForm, RiskForm, SectionForm, SharedForm, WayForm
from portal.blueprints.way.presenters import texts_of
from portal.blueprints.way.queries.drafts import find_draft
from portal.blueprints.way.queries.ways import find_placement, find_ways, get_child_of, get_section, get_way
from portal.blueprints.way.services.breaks import begin_break
from portal.blueprints.way.services.saying import keep_draft
from portal.blueprints.way.services.writing import change_section, change_way
from portal.blueprints.way.shared import DRAFT, SECTION_FIELDS, WAY_FIELDS
from portal.heard import find_link_teacher, names_of_others
from portal.models import WaySection
from portal.returning.suspension import sixth_day
from portal.revisions import ClashError
from portal.timetable.calendar import list_term_dates
from portal.web import notices
from portal.web.pages import page

SAVED = notices.sentence("way.saved", _l("It is saved. Whoever reads the plan sees it now."))
BEGUN = notices.sentence("way.break_begun", _l("The small plan is there now."))
KEPT = notices.sentence("way.kept_staff", _l("Kept for later. Nobody else can see it."))


@bp.route("/section/<uuid:section_id>/edit", methods=["GET", "POST"])
@requires(Permission.WAY_WRITE)
@writes
def section_edit(section_id: uuid.UUID) -> ResponseReturnValue:
    """What is agreed, what happens about the rest, and whether the school reads it."""
    section = get_section(section_id, viewer=current_user)
    looked(Event.WAY_FORM_SHOWN, by=current_user, pupils=[section.pupil_id])
    draft = find_draft(section.id, DRAFT, viewer=current_user)
    form = SectionForm(section, draft.words if draft else "")
    if form.is_submitted() and "keep" in request.form:
        return _kept(section, form)
    ready = is_ready(form, section.pupil_id)
    clash = save(form, lambda: _change(section, form)) if ready else None
    if ready and clash is None:
        notices.say_next(SAVED)
        return redirect(url_for("way.section_show", section_id=section_id))
    return _section_page(form, section, clash, has_draft=draft is not None)


def _change(section: WaySection, form: SectionForm) -> bool:
    return change_section(section, form.shared, opened=form.opened, by=current_user)


def _section_page(
    form: SectionForm, section: WaySection, clash: ClashError | None, *, has_draft: bool
) -> ResponseReturnValue:
    child = get_child_of(section.pupil_id, viewer=current_user)
    school = find_link_teacher(section.pupil_id, viewer=current_user)
    texts = texts_of(clash, SECTION_FIELDS) if clash else []
    facts: dict[str, Any] = {"section": section, "child": child, "school": school, "clash": clash, "texts": texts}
    return page("way/section_edit.html", status=status_of(form, clash), form=form, has_draft=has_draft, **facts)


def _kept(section: WaySection, form: SectionForm) -> ResponseReturnValue:
    keep_draft(section, DRAFT, form.typed, by=current_user)
    if request.headers.get("HX-Request") == "true":
        return "", 204
    notices.say_next(KEPT)
    return redirect(url_for("way.section_show", section_id=section.id))


@bp.route("/plan/<uuid:way_id>/edit", methods=["GET", "POST"])
@requires(Permission.WAY_WRITE)
@writes
def way_edit(way_id: uuid.UUID) -> ResponseReturnValue:
    """Where it leads, and the day everybody hopes for."""
    way = get_way(way_id, viewer=current_user)
    looked(Event.WAY_FORM_SHOWN, by=current_user, pupils=[way.pupil_id])
    form = WayForm(way)
    ready = form.validate_on_submit()
    clash = save(form, lambda: change_way(way, form.shared, opened=form.opened, by=current_user)) if ready else None
    if ready and clash is None:
        notices.say_next(SAVED)
        return redirect(url_for("way.plan_show", way_id=way_id))
    child = get_child_of(way.pupil_id, viewer=current_user)
    texts = texts_of(clash, WAY_FIELDS) if clash else []
    return page("way/way_edit.html", status=status_of(form, clash), form=form, child=child, clash=clash, texts=texts)


@bp.route("/<uuid:pupil_id>/break", methods=["GET", "POST"])
@requires(Permission.WAY_WRITE)
@writes
def break_begin(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """A suspension: its small plan begins with the sixth school day."""
    ways = find_ways(pupil_id, viewer=current_user)
    looked(Event.WAY_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    placement = find_placement(ways.now.placement_id, viewer=current_user) if ways.now else None
    if placement is None:
        return redirect(url_for("way.way_show", pupil_id=pupil_id))
    form = BreakForm(placement.suspended_on)
    if form.validate_on_submit() and form.away_on.data:
        way = begin_break(placement, _begins_on(form.away_on.data), by=current_user)
        notices.say_next(BEGUN)
        return redirect(url_for("way.plan_show", way_id=way.id))
    known = {"away_on": placement.suspended_on}
    known["begins_on"] = _begins_on(placement.suspended_on) if placement.suspended_on else None
    status = 422 if form.is_submitted() else 200
    return page("way/break_begin.html", form=form, child=ways.child, known=known, status=status)


def _begins_on(away_on: date) -> date:
    return sixth_day(away_on, list_term_dates(viewer=current_user))


def is_ready(form: SectionForm | RiskForm, pupil_id: uuid.UUID) -> bool:
    """Taken, and it names no other child, or is to stand all the same."""
    if not form.validate_on_submit():
        return False
    return not form.asks_about(names_of_others(form.all_words, pupil_id, viewer=current_user))


def save(form: SharedForm, change: Callable[[], object]) -> ClashError | None:
    """Save; after a clash the form holds what both wrote."""
    try:
        change()
    except ClashError as clash:
        form.take(clash)
        return clash
    return None


def status_of(form: SharedForm, clash: ClashError | None) -> int:
    """409 after a clash, 422 for what is still needed."""
    return 409 if clash else 422 if form.errors or form.names else 200
