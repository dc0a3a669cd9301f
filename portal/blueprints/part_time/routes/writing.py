"""Writing a part-time timetable, starting it, ending it sooner: staff, under the version that was opened."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal import clock
from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.part_time import bp
from portal.blueprints.part_time.forms import LaterForm, PartTimeForm
from portal.blueprints.part_time.presenters import facts_of_form
from portal.blueprints.part_time.queries.part_times import find_full_time, find_way_id, get_part_time
from portal.blueprints.part_time.services.writing import (
    CannotStartError,
    begin_part_time,
    change_part_time,
    end_sooner,
    start_part_time,
    words_of,
)
from portal.heard import names_of_others
from portal.models import PartTime
from portal.pupils import get_child
from portal.returning.gaps import standing_on
from portal.returning.part_time import State
from portal.revisions import ClashError
from portal.web import notices
from portal.web.pages import page

SAVED = notices.sentence("part_time.saved", _l("It is saved. The family can read it now."))
STARTED = notices.sentence("part_time.started", _l("It is started. Tell the council today."))
ENDED = notices.sentence("part_time.ended", _l("It is over. The child is in all day from the next school day."))
NOT_YET = notices.sentence(
    "part_time.not_yet", _l("It has not started. What is missing stands on this page."), is_done=False
)


@bp.route("/of/<uuid:pupil_id>/new", methods=["GET", "POST"])
@requires(Permission.PART_TIME_WRITE)
@writes
def part_time_new(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """Write a new one. Nothing of an earlier one is in it: a renewal has its own reason and its own agreement."""
    child = get_child(pupil_id, viewer=current_user, given="sees_plan")
    looked(Event.PART_TIME_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    if find_way_id(pupil_id, viewer=current_user) is None:
        return redirect(url_for("part_time.part_time_list", pupil_id=pupil_id))
    form = PartTimeForm({}, 0, full_time=find_full_time(pupil_id, viewer=current_user))
    if _is_ready(form, pupil_id):
        one = begin_part_time(pupil_id, form.number, form.saved, by=current_user)
        notices.say_next(SAVED)
        return redirect(url_for("part_time.part_time_show", part_time_id=one.id))
    return page("part_time/part_time_form.html", **facts_of_form(form, child, None, None))


@bp.route("/<uuid:part_time_id>/edit", methods=["GET", "POST"])
@requires(Permission.PART_TIME_WRITE)
@writes
def part_time_edit(part_time_id: uuid.UUID) -> ResponseReturnValue:
    """Change it; of one that has started only what nobody agreed to. One that is over stays as it is."""
    one = get_part_time(part_time_id, viewer=current_user)
    looked(Event.PART_TIME_FORM_SHOWN, by=current_user, pupils=[one.pupil_id])
    if standing_on(one, clock.today()) is State.OVER:
        return redirect(url_for("part_time.part_time_show", part_time_id=part_time_id))
    form = _form_for(one)
    ready = _is_ready(form, one.pupil_id)
    clash = _save(form, one) if ready else None
    if ready and clash is None:
        notices.say_next(SAVED)
        return redirect(url_for("part_time.part_time_show", part_time_id=part_time_id))
    child = get_child(one.pupil_id, viewer=current_user, given="sees_plan")
    return page("part_time/part_time_form.html", **facts_of_form(form, child, one, clash))


@bp.post("/<uuid:part_time_id>/start")
@requires(Permission.PART_TIME_START)
@writes
def part_time_start(part_time_id: uuid.UUID) -> ResponseReturnValue:
    """Start it, when nothing is missing."""
    one = get_part_time(part_time_id, viewer=current_user)
    looked(Event.PART_TIME_SHOWN, by=current_user, pupils=[one.pupil_id], part_time=part_time_id)
    try:
        start_part_time(one, by=current_user)
        notices.say_next(STARTED)
    except CannotStartError:
        notices.say_next(NOT_YET)
    return redirect(url_for("part_time.part_time_show", part_time_id=part_time_id))


@bp.post("/<uuid:part_time_id>/end")
@requires(Permission.PART_TIME_WRITE)
@writes
def part_time_end(part_time_id: uuid.UUID) -> ResponseReturnValue:
    """Full time comes sooner."""
    one = get_part_time(part_time_id, viewer=current_user)
    looked(Event.PART_TIME_SHOWN, by=current_user, pupils=[one.pupil_id], part_time=part_time_id)
    end_sooner(one, by=current_user)
    notices.say_next(ENDED)
    return redirect(url_for("part_time.part_time_show", part_time_id=part_time_id))


def _form_for(one: PartTime) -> LaterForm:
    saved = words_of(one, by=current_user)
    if one.started_at:
        return LaterForm(saved, one.version, gap_days=one.review_gap_days)
    return PartTimeForm(saved, one.version, full_time=find_full_time(one.pupil_id, viewer=current_user))


def _is_ready(form: LaterForm, pupil_id: uuid.UUID) -> bool:
    """Taken, and it names no other child, or is to stand all the same."""
    if not form.validate_on_submit():
        return False
    return not form.asks_about(names_of_others(form.all_words, pupil_id, viewer=current_user))


def _save(form: LaterForm, one: PartTime) -> ClashError | None:
    try:
        change_part_time(one, form.saved, opened=form.opened, by=current_user)
    except ClashError as clash:
        form.take(clash)
        return clash
    return None
