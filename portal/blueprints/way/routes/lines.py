"""The lines of a section: the people who help, and what keeps everybody safe. Staff write them."""

import uuid
from typing import Any

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.way import bp
from portal.blueprints.way.forms import ChangePersonForm, PersonForm, RiskForm
from portal.blueprints.way.presenters import texts_of
from portal.blueprints.way.queries.ways import (
    find_section_of,
    get_child_of,
    get_line,
    get_risk,
    get_section,
    list_people,
    list_staff,
)
from portal.blueprints.way.routes.writing import is_ready, save, status_of
from portal.blueprints.way.services.lines import add_person, begin_risk, change_person, change_risk, take_out_person
from portal.blueprints.way.shared import RISK_FIELDS
from portal.models import SectionKind, WayPerson, WaySection
from portal.revisions import ClashError
from portal.web import notices
from portal.web.pages import page
from portal.web.press import PressForm

SAVED = notices.sentence("way.line_saved", _l("It is saved. Whoever reads the plan sees it now."))


def _get_section(section_id: uuid.UUID, *kinds: SectionKind) -> WaySection:
    """A section that has such lines; any other is not there."""
    section = get_section(section_id, viewer=current_user)
    if section.kind not in kinds:
        abort(404)
    return section


@bp.route("/section/<uuid:section_id>/people", methods=["GET", "POST"])
@requires(Permission.WAY_WRITE)
@writes
def people_edit(section_id: uuid.UUID) -> ResponseReturnValue:
    """Who helps: add somebody; beside each, take them out."""
    section = _get_section(section_id, SectionKind.PEOPLE)
    looked(Event.WAY_FORM_SHOWN, by=current_user, pupils=[section.pupil_id])
    form = PersonForm(list_staff(viewer=current_user))
    if form.validate_on_submit():
        add_person(section, form.number, form.facts, by=current_user)
        notices.say_next(SAVED)
        return redirect(url_for("way.people_edit", section_id=section_id))
    people = list_people(section.way_id, viewer=current_user)
    child, status = get_child_of(section.pupil_id, viewer=current_user), 422 if form.is_submitted() else 200
    facts: dict[str, Any] = {"section": section, "child": child, "people": people, "press": PressForm()}
    return page("way/people_edit.html", form=form, status=status, **facts)


@bp.route("/people/<uuid:line_id>/edit", methods=["GET", "POST"])
@requires(Permission.WAY_WRITE)
@writes
def person_edit(line_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody else comes in the place of an adult, or what stands beside them changes: one save."""
    line = get_line(line_id, viewer=current_user)
    looked(Event.WAY_FORM_SHOWN, by=current_user, pupils=[line.pupil_id])
    section = find_section_of(line.way_id, SectionKind.PEOPLE, viewer=current_user)
    if section is None:
        abort(404)
    form = ChangePersonForm(line, list_staff(viewer=current_user))
    ready = form.validate_on_submit()
    clash = _change_person(form, section, line) if ready else None
    if ready and clash is None:
        notices.say_next(SAVED)
        return redirect(url_for("way.people_edit", section_id=section.id))
    child, texts = get_child_of(section.pupil_id, viewer=current_user), texts_of(clash, ("people",)) if clash else []
    status = 409 if clash else 422 if form.is_submitted() else 200
    return page("way/person_edit.html", form=form, status=status, section=section, line=line, child=child, texts=texts)


@bp.post("/people/<uuid:line_id>/out")
@requires(Permission.WAY_WRITE)
@writes
def person_out(line_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody no longer helps with this plan."""
    line = get_line(line_id, viewer=current_user)
    looked(Event.WAY_FORM_SHOWN, by=current_user, pupils=[line.pupil_id])
    section = find_section_of(line.way_id, SectionKind.PEOPLE, viewer=current_user)
    if section is None:
        abort(404)
    take_out_person(section, line, by=current_user)
    notices.say_next(SAVED)
    return redirect(url_for("way.people_edit", section_id=section.id))


@bp.route("/section/<uuid:section_id>/risk", methods=["GET", "POST"])
@requires(Permission.WAY_WRITE)
@writes
def risk_new(section_id: uuid.UUID) -> ResponseReturnValue:
    """A new line about keeping safe; in the part of staff it is read by staff only."""
    section = _get_section(section_id, SectionKind.RISK, SectionKind.RISK_STAFF)
    looked(Event.WAY_FORM_SHOWN, by=current_user, pupils=[section.pupil_id])
    form = RiskForm()
    if is_ready(form, section.pupil_id):
        begin_risk(section, form.number, form.shared, by=current_user)
        notices.say_next(SAVED)
        return redirect(url_for("way.section_show", section_id=section_id))
    return _risk_page(form, section, None, is_new=True)


@bp.route("/risk/<uuid:risk_id>/edit", methods=["GET", "POST"])
@requires(Permission.WAY_WRITE)
@writes
def risk_edit(risk_id: uuid.UUID) -> ResponseReturnValue:
    """Change a line about keeping safe, or say that it is over."""
    risk = get_risk(risk_id, viewer=current_user)
    looked(Event.WAY_FORM_SHOWN, by=current_user, pupils=[risk.pupil_id])
    kind = SectionKind.RISK_STAFF if risk.is_staff_only else SectionKind.RISK
    section = find_section_of(risk.way_id, kind, viewer=current_user)
    if section is None:
        abort(404)
    form = RiskForm(risk)
    ready = is_ready(form, risk.pupil_id)
    clash = save(form, lambda: change_risk(risk, form.shared, opened=form.opened, by=current_user)) if ready else None
    if ready and clash is None:
        notices.say_next(SAVED)
        return redirect(url_for("way.section_show", section_id=section.id))
    return _risk_page(form, section, clash, is_new=False)


def _change_person(form: ChangePersonForm, section: WaySection, line: WayPerson) -> ClashError | None:
    try:
        change_person(section, line, form.facts, was=form.was.data or "", mine=form.mine, by=current_user)
    except ClashError as clash:
        form.was.data = clash.theirs["people"]
        return clash
    return None


def _risk_page(form: RiskForm, section: WaySection, clash: ClashError | None, *, is_new: bool) -> ResponseReturnValue:
    child = get_child_of(section.pupil_id, viewer=current_user)
    texts = texts_of(clash, RISK_FIELDS) if clash else []
    facts: dict[str, Any] = {"section": section, "child": child, "clash": clash, "texts": texts, "is_new": is_new}
    return page("way/risk_form.html", status=status_of(form, clash), form=form, **facts)
