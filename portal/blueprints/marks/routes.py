"""Marking the sessions of a day, and the weeks of a pupil."""

import uuid

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.marks import bp
from portal.blueprints.marks.forms import MarkForm, MinutesForm, day_of
from portal.blueprints.marks.pages import WITH_MINUTES, day_page, day_pills
from portal.blueprints.marks.queries import Slot, get_mark, get_slot
from portal.blueprints.marks.services import AtOnceError, Marking, NewMark, NotNowError, mark_session
from portal.blueprints.marks.weeks import get_register, get_weeks
from portal.models import Mark
from portal.pupils import list_children
from portal.timetable.calendar import list_term_dates
from portal.web import notices
from portal.web.pages import page

MARKED = notices.sentence("marks.marked", _l("It is marked."))
WAS_ANOTHER = notices.sentence(
    "marks.was_another", _l("It is marked. Somebody else had marked it first. Your mark counts now; theirs is kept.")
)
REVIEW_MADE = notices.sentence(
    "marks.review_made",
    _l("It is marked. This was the second time this week, so there is a review by phone. You can move its day."),
)
AT_ONCE = notices.sentence(
    "marks.at_once",
    _l("Somebody else has just marked this session. Their mark counts. Look at it below."),
    is_done=False,
)
NOT_NOW = notices.sentence(
    "marks.not_now",
    _l("This session cannot be marked now. It has not begun, or it was called off, or it is too long ago."),
    is_done=False,
)
NOT_ONE = notices.sentence("marks.not_one", _l("Tap one of the five buttons beside the session."), is_done=False)


@bp.get("/today")
@requires(Permission.MARKS_MARK)
def mark_today() -> ResponseReturnValue:
    """The sessions of today, or of a day that was forgotten, with five buttons each."""
    shown = day_page(day_of(request.args.get("on")), request.args.get("page", 1, type=int), viewer=current_user)
    looked(Event.MARKS_DAY_SHOWN, by=current_user, pupils={row.slot.child.pupil_id for row in shown.rows})
    pills = day_pills(shown.day.on, list_term_dates(viewer=current_user))
    return page("marks/mark_today.html", shown=shown, pills=pills, marks=list(Mark))


@bp.post("/session/<uuid:session_id>")
@requires(Permission.MARKS_MARK)
@writes
def session_mark(session_id: uuid.UUID) -> ResponseReturnValue:
    """One tap: what became of this session."""
    form = MarkForm()
    slot = get_slot(session_id, form.day, viewer=current_user)
    looked(Event.MARKS_DAY_SHOWN, by=current_user, pupils=[slot.child.pupil_id])
    if not form.validate_on_submit():
        notices.say_next(NOT_ONE)
        return _back(slot)
    return _mark(slot, NewMark(Mark(form.mark.data), form.number, form.shown_id))


def _mark(slot: Slot, new: NewMark) -> ResponseReturnValue:
    try:
        made = mark_session(slot, new, by=current_user)
    except (AtOnceError, NotNowError) as refused:
        notices.say_next(AT_ONCE if isinstance(refused, AtOnceError) else NOT_NOW)
        return _back(slot)
    notices.say_next(_sentence(made))
    if new.mark in WITH_MINUTES and new.minutes is None:
        return redirect(url_for("marks.minutes_say", mark_id=made.row.id))
    return _back(slot)


def _sentence(made: Marking) -> str:
    return REVIEW_MADE if made.review else WAS_ANOTHER if made.was_another else MARKED


def _back(slot: Slot) -> ResponseReturnValue:
    return redirect(url_for("marks.mark_today", on=slot.one.on.isoformat(), _anchor=f"s-{slot.one.session_id}"))


@bp.route("/minutes/<uuid:mark_id>", methods=["GET", "POST"])
@requires(Permission.MARKS_MARK)
@writes
def minutes_say(mark_id: uuid.UUID) -> ResponseReturnValue:
    """How long the child was there. The mark counts already; nobody has to say."""
    row = get_mark(mark_id, viewer=current_user)
    looked(Event.MARKS_DAY_SHOWN, by=current_user, pupils=[row.pupil_id])
    slot, form = get_slot(row.session_id, row.on, viewer=current_user), MinutesForm(row)
    if row.replaced_at is not None and not form.is_submitted():
        notices.say_next(AT_ONCE)
        return _back(slot)
    if form.validate_on_submit():
        return _mark(slot, NewMark(row.mark, form.number, row.id, form.said))
    return page("marks/minutes_say.html", status=422 if form.errors else 200, form=form, slot=slot, row=row)


@bp.get("/<uuid:pupil_id>")
@requires(Permission.MARKS_READ)
def weeks_show(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """The weeks of a pupil in days and sessions. What a register counts stands there for staff alone."""
    shown = get_weeks(pupil_id, request.args.get("page", 1, type=int), viewer=current_user)
    looked(Event.MARKS_WEEKS_SHOWN, by=current_user, pupils=[pupil_id])
    is_staff = Permission.MARKS_MARK in current_user.permissions
    register = get_register(pupil_id, viewer=current_user) if is_staff else None
    children = [] if is_staff else list_children(viewer=current_user, given="sees_attendance")
    return page("marks/weeks_show.html", shown=shown, register=register, children=children)
