"""Dates of a group: find one, come, not come after all, a calendar file, and how it was."""

import uuid
from typing import Any

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.blueprints.group_dates import bp
from portal.blueprints.group_dates import queries as rows
from portal.blueprints.group_dates.forms import ComeForm, HowForm
from portal.blueprints.group_dates.lead_queries import find_leads
from portal.blueprints.group_dates.presenters import Row, rows_of, words_of
from portal.blueprints.group_dates.services import SaidBeforeError, say_how_it_was
from portal.grouping import coming
from portal.grouping.calendar_file import TYPE, Where, calendar_file
from portal.grouping.dates import how_full
from portal.grouping.words import FACES, HELPS, NEEDS
from portal.models import GroupDate
from portal.web import notices
from portal.web.pages import page
from portal.web.static import static_url
from portal.web.words import language

COMES = notices.sentence("group_dates.comes", _l("You have a place. We look forward to it."))
WAITS = notices.sentence("group_dates.waits", _l("You are on the list. We tell you when there is a place."))
NOT_NOW = notices.sentence("group_dates.not_now", _l("This date is over, or it is called off."), is_done=False)
NOT_TWO = notices.sentence(
    "group_dates.not_two", _l("There is no second place just now. You still have yours."), is_done=False
)
GONE = notices.sentence("group_dates.gone", _l("Thank you for telling us. Come another time."))
SAID = notices.sentence("group_dates.said", _l("Thank you. It is read without your name."))
SAID_BEFORE = notices.sentence("group_dates.said_before", _l("You have told us already. Thank you."), is_done=False)


def page_wanted() -> int:
    """Which page of a list was asked for."""
    return min(max(1, request.args.get("page", 1, type=int)), 10_000)


@bp.get("/of/<uuid:group_id>")
@requires(Permission.GROUPS_FIND)
def date_list(group_id: uuid.UUID) -> ResponseReturnValue:
    """The dates of a group that are to come; and those of which they may say how it was."""
    group = rows.get_group(group_id, viewer=current_user)
    of = max(1, -(-rows.count_dates(group_id, viewer=current_user) // rows.PER_PAGE))
    at = min(page_wanted(), of)
    found = rows.list_dates(group_id, at, viewer=current_user)
    full, mine = how_full(found, viewer=current_user), rows.list_own(found, viewer=current_user)
    asked = rows_of(
        to_ask := rows.list_to_ask(group_id, viewer=current_user), how_full(to_ask, viewer=current_user), {}
    )
    leads = find_leads(group_id, viewer=current_user)
    facts: dict[str, Any] = {"at": at, "of": of, "words": words_of(group, language()), "asked": asked, "leads": leads}
    return page("group_dates/date_list.html", group=group, shown=rows_of(found, full, mine), **facts)


@bp.get("/<uuid:date_id>")
@requires(Permission.GROUPS_FIND)
def date_show(date_id: uuid.UUID) -> ResponseReturnValue:
    """One date: when, what helps, how many places; where it is only for those who have one."""
    date = rows.get_date(date_id, viewer=current_user)
    row = _row(date)
    belongs = coming.belongs_to(date.group_id, viewer=current_user) and date.for_id in (None, current_user.person_id)
    return page(
        "group_dates/date_show.html",
        row=row,
        belongs=belongs,
        where=_where(row),
        helps=_helps(date),
        needs=[NEEDS[one] for one in NEEDS if row.mine and one.value in row.mine.needs.split("\n")],
        words=words_of(date.group, language()),
        leads=find_leads(date.group_id, viewer=current_user),
    )


def _helps(date: GroupDate) -> list[tuple[str, LazyString]]:
    there = {each.what for each in date.group.helps}
    return [(picture, label) for one, (label, picture) in HELPS.items() if one in there]


def _row(date: GroupDate) -> Row:
    full, mine = how_full([date], viewer=current_user), rows.list_own([date], viewer=current_user)
    return Row(date, full[date.id], mine.get(date.id))


def _where(row: Row) -> Where | None:
    """Read by those who have a place, and come; whoever runs the group has a page of their own."""
    found = rows.find_where(row.date, viewer=current_user) if row.has_place and not row.is_off else None
    return Where(found.place, found.link) if found else None


@bp.route("/<uuid:date_id>/come", methods=["GET", "POST"])
@requires(Permission.GROUPS_JOIN)
@writes
def date_come(date_id: uuid.UUID) -> ResponseReturnValue:
    """I am coming: alone or with somebody, to this one or to every week, and what I need."""
    date = rows.get_date(date_id, viewer=current_user)
    row = _row(date)
    coming.check_may_come(date, by=current_user)
    form = ComeForm(date, row.mine)
    if form.validate_on_submit():
        return _come(date, form)
    return page("group_dates/date_come.html", form=form, row=row, needs=NEEDS, words=words_of(date.group, language()))


def _come(date: GroupDate, form: ComeForm) -> ResponseReturnValue:
    try:
        weeks = {date.id, *rows.list_weeks(date, viewer=current_user)} if form.comes_to_all else {date.id}
        found = coming.come_to_all(weeks, form.wants, by=current_user)
        notices.say_next(COMES if all(one.place_at for one in found) else WAITS)
    except coming.OverError:
        notices.say_next(NOT_NOW)
    except coming.NotOneMoreError:
        notices.say_next(NOT_TWO)
    return redirect(url_for("group_dates.date_show", date_id=date.id))


@bp.post("/<uuid:date_id>/cannot")
@requires(Permission.GROUPS_JOIN)
@writes
def date_leave(date_id: uuid.UUID) -> ResponseReturnValue:
    """I can't come after all, to this one or to any week: one tap, and nothing is asked."""
    if request.form.get("weeks") == "all":
        coming.stop_coming_to_all(rows.get_date(date_id, viewer=current_user).group_id, by=current_user)
    else:
        coming.stop_coming(date_id, by=current_user)
    notices.say_next(GONE)
    return redirect(url_for("group_dates.date_show", date_id=date_id))


@bp.get("/<uuid:date_id>/meeting.ics")
@requires(Permission.GROUPS_FIND)
def date_file(date_id: uuid.UUID) -> ResponseReturnValue:
    """The date for their own calendar, under a neutral name."""
    date = rows.get_date(date_id, viewer=current_user)
    file = calendar_file(date, _("Meeting"), _where(_row(date)))
    named = {"Content-Disposition": "attachment; filename=meeting.ics"}
    return Response(file, content_type=f"{TYPE}; charset=utf-8", headers=named)


@bp.route("/<uuid:date_id>/how", methods=["GET", "POST"])
@requires(Permission.GROUPS_JOIN)
@writes
def date_how(date_id: uuid.UUID) -> ResponseReturnValue:
    """How was it? Three faces, and what would help next time. Nobody has to."""
    date, form = rows.get_date_to_tell(date_id, viewer=current_user), HowForm()
    if form.validate_on_submit():
        return _say_how(date, form)
    faces = [
        {"value": one.value, "label": label, "url": static_url(f"img/faces/{picture}.svg")}
        for one, (picture, label) in FACES.items()
    ]
    is_said = rows.find_feedback(date_id, viewer=current_user) is not None
    facts: dict[str, Any] = {"row": _row(date), "faces": faces, "is_said": is_said}
    return page("group_dates/date_how.html", status=422 if form.errors else 200, form=form, **facts)


def _say_how(date: GroupDate, form: HowForm) -> ResponseReturnValue:
    try:
        say_how_it_was(date, form.felt, form.words.data, form.number, by=current_user)
        notices.say_next(SAID)
    except SaidBeforeError:
        notices.say_next(SAID_BEFORE)
    return redirect(url_for("group_dates.date_list", group_id=date.group_id))
