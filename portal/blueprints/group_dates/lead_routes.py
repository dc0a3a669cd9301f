"""The dates of a group for whoever runs it: make, change, call off; who comes, who waits; how many came."""

import uuid
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.blueprints.group_dates import bp
from portal.blueprints.group_dates import lead_queries as led
from portal.blueprints.group_dates.lead_forms import CameForm, ChangeForm, NewDatesForm
from portal.blueprints.group_dates.lead_services import (
    ChangedMeanwhileError,
    call_off,
    change_date,
    count_came,
    make_dates,
)
from portal.blueprints.group_dates.presenters import Row, rows_of, words_of
from portal.grouping.coming import OverError
from portal.grouping.dates import feedback_of, how_full
from portal.grouping.words import FACES, NEEDS
from portal.models import Group, GroupDate
from portal.web import notices
from portal.web.pages import page
from portal.web.press import PressForm
from portal.web.words import language

MADE = notices.sentence("group_dates.made", _l("The dates are there. Members can come now."))
CHANGED = notices.sentence("group_dates.changed", _l("It is saved. Those who come are told if it moved."))
OFF = notices.sentence("group_dates.off", _l("It is called off. Those who come are told."))
COUNTED = notices.sentence("group_dates.counted", _l("The number is saved. No names are."))
ALL_THERE = notices.sentence("group_dates.all_there", _l("All weeks have a date already."), is_done=False)
OVER = notices.sentence("group_dates.lead_over", _l("This date is over, or it is called off already."), is_done=False)


@bp.get("/run/<uuid:group_id>")
@requires(Permission.GROUPS_LEAD)
def lead_list(group_id: uuid.UUID) -> ResponseReturnValue:
    """The dates to come, or those that are over, with how full they are."""
    group, over = led.get_led_group(group_id, viewer=current_user), "over" in request.args
    of = max(1, -(-led.count_led_dates(group_id, viewer=current_user, over=over) // led.PER_PAGE))
    at = min(max(1, request.args.get("page", 1, type=int)), of)
    found = led.list_led_dates(group_id, at, viewer=current_user, over=over)
    shown = rows_of(found, how_full(found, viewer=current_user), {})
    facts: dict[str, Any] = {"at": at, "of": of, "over": over, "words": words_of(group, language())}
    return page("group_dates/lead_list.html", group=group, shown=shown, **facts)


@bp.route("/run/<uuid:group_id>/new", methods=["GET", "POST"])
@requires(Permission.GROUPS_LEAD)
@writes
def date_new(group_id: uuid.UUID) -> ResponseReturnValue:
    """One date, or a series: every week or every month, by day and in the evening in turn."""
    group = led.get_led_group(group_id, viewer=current_user)
    carers = led.list_to_coach(group, viewer=current_user)
    form = NewDatesForm(led.count_weeks_left(group, viewer=current_user), carers)
    if form.validate_on_submit():
        return _make(group, form)
    words, status = words_of(group, language()), 422 if form.errors else 200
    return page("group_dates/date_new.html", status=status, form=form, group=group, words=words)


def _make(group: Group, form: NewDatesForm) -> ResponseReturnValue:
    try:
        make_dates(group.id, form.series, form.facts, number=form.number, by=current_user, for_id=form.for_id)
        notices.say_next(MADE)
    except OverError:
        notices.say_next(ALL_THERE)
    return redirect(url_for("group_dates.lead_list", group_id=group.id))


@bp.get("/run/one/<uuid:date_id>")
@requires(Permission.GROUPS_LEAD)
def lead_show(date_id: uuid.UUID) -> ResponseReturnValue:
    """Who comes under which name, what they need, who waits; afterwards how many came and what was said."""
    return _show(led.get_led_date(date_id, viewer=current_user), CameForm())


def _show(date: GroupDate, form: CameForm) -> ResponseReturnValue:
    come, wait = led.list_comers(date, viewer=current_user)
    row = Row(date, how_full([date], viewer=current_user)[date.id])
    facts: dict[str, Any] = {"needs": NEEDS, "faces": FACES, "words": words_of(date.group, language())}
    facts["said"] = feedback_of(date.id, viewer=current_user) if row.is_over else None
    status = 422 if form.errors else 200
    return page("group_dates/lead_show.html", status=status, row=row, come=come, wait=wait, form=form, **facts)


@bp.post("/run/one/<uuid:date_id>/came")
@requires(Permission.GROUPS_LEAD)
@writes
def date_count(date_id: uuid.UUID) -> ResponseReturnValue:
    """How many came."""
    date, form = led.get_led_date(date_id, viewer=current_user, is_over=True), CameForm()
    if not form.validate_on_submit():
        return _show(date, form)
    count_came(date_id, form.number, by=current_user)
    notices.say_next(COUNTED)
    return redirect(url_for("group_dates.lead_show", date_id=date_id))


@bp.route("/run/one/<uuid:date_id>/change", methods=["GET", "POST"])
@requires(Permission.GROUPS_LEAD)
@writes
def date_change(date_id: uuid.UUID) -> ResponseReturnValue:
    """Another time, another place, more or fewer places."""
    date = led.get_led_date(date_id, viewer=current_user)
    form, clash = ChangeForm(date), False
    if form.validate_on_submit():
        try:
            return _change(date, form)
        except ChangedMeanwhileError:
            date, clash = led.get_led_date(date_id, viewer=current_user), True
            form.version.data = str(date.version)
    status = 409 if clash else 422 if form.errors else 200
    return page("group_dates/date_change.html", status=status, form=form, row=_row(date), clash=clash)


def _change(date: GroupDate, form: ChangeForm) -> ResponseReturnValue:
    try:
        change_date(date.id, form.series, form.facts, opened=form.opened, by=current_user)
        notices.say_next(CHANGED)
    except OverError:
        notices.say_next(OVER)
    return redirect(url_for("group_dates.lead_show", date_id=date.id))


@bp.route("/run/one/<uuid:date_id>/off", methods=["GET", "POST"])
@requires(Permission.GROUPS_LEAD)
@writes
def date_off(date_id: uuid.UUID) -> ResponseReturnValue:
    """Call it off: asked once more, so that no thumb does it."""
    date, form = led.get_led_date(date_id, viewer=current_user), PressForm()
    if form.validate_on_submit():
        call_off(date_id, by=current_user)
        notices.say_next(OFF)
        return redirect(url_for("group_dates.lead_show", date_id=date_id))
    return page("group_dates/date_off.html", form=form, row=_row(date))


def _row(date: GroupDate) -> Row:
    return Row(date, how_full([date], viewer=current_user)[date.id])
