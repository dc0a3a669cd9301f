"""Who is told, and when: the page of it, and a small form for each part. Nothing here makes a rung empty."""

from collections.abc import Callable

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.concerns import bp, ladder_forms
from portal.blueprints.concerns.queries.ladder import get_arrangement, list_answerers
from portal.blueprints.concerns.services import ladder
from portal.blueprints.concerns.words import refused
from portal.models import Level
from portal.safeguarding import EmptyRungError
from portal.web import notices
from portal.web.pages import page
from portal.web.week_hours import WeekHoursForm

CHANGED = notices.sentence("ladder-changed", _l("It is changed. It counts from now on."))


def _form(
    form: FlaskForm, change: Callable[[], None], title: LazyString, hints: dict[str, LazyString] | None = None
) -> ResponseReturnValue:
    """Show a form; when it is sent, make the change and go back, unless it would empty a rung."""
    looked(Event.CONCERNS_LADDER_SHOWN, by=current_user, pupils=[])
    if form.validate_on_submit():
        try:
            change()
        except EmptyRungError as empty:
            form.form_errors.append(refused(empty))
        else:
            notices.say_next(CHANGED)
            return redirect(url_for("concerns.ladder_show"), 303)
    status = 422 if form.errors else 200
    return page("concerns/ladder_form.html", status=status, form=form, form_title=title, hints=hints or {})


@bp.get("/concerns/ladder")
@requires(Permission.CONCERNS_LADDER_CHANGE)
def ladder_show() -> ResponseReturnValue:
    """Both ladders, who watches when, who may be rung, who is in charge: all of it as it is now."""
    looked(Event.CONCERNS_LADDER_SHOWN, by=current_user, pupils=[])
    return page("concerns/ladder_show.html", all=get_arrangement(viewer=current_user))


@bp.route("/concerns/ladder/add", methods=["GET", "POST"])
@requires(Permission.CONCERNS_LADDER_CHANGE)
@writes
def step_add() -> ResponseReturnValue:
    """One more is told."""
    form = ladder_forms.AddStepForm(list_answerers(viewer=current_user))
    hints = {"minutes": _l("0 is at once. Only minutes in which somebody watches are counted.")}
    return _form(
        form,
        lambda: ladder.add_step(Level(form.level.data), form.step, by=current_user),
        _l("It goes to somebody more"),
        hints,
    )


@bp.route("/concerns/ladder/take-off", methods=["GET", "POST"])
@requires(Permission.CONCERNS_LADDER_CHANGE)
@writes
def step_take_off() -> ResponseReturnValue:
    """One is told no longer; the last one of a rung stays."""
    now = get_arrangement(viewer=current_user)
    form = ladder_forms.TakeStepOffForm(now.steps, now.names)
    return _form(form, lambda: ladder.take_step_off(*form.chosen, by=current_user), _l("It goes to somebody no longer"))


@bp.route("/concerns/ladder/hours", methods=["GET", "POST"])
@requires(Permission.CONCERNS_LADDER_CHANGE)
@writes
def hours_change() -> ResponseReturnValue:
    """When somebody watches."""
    form = WeekHoursForm(get_arrangement(viewer=current_user).times)
    hints = {"day_0": _l("For example 8:30-12:00, 13:00-16:00. Leave a day empty when nobody watches.")}
    return _form(form, lambda: ladder.enter_hours(form.stretches, by=current_user), _l("When somebody watches"), hints)


@bp.route("/concerns/ladder/duty", methods=["GET", "POST"])
@requires(Permission.CONCERNS_LADDER_CHANGE)
@writes
def duty_change() -> ResponseReturnValue:
    """Who may be rung when nobody watches."""
    form = ladder_forms.DutyForm(get_arrangement(viewer=current_user).setting)
    hints = {"words": _l("Short and plain. Leave both empty when there is nobody: the page then says so.")}
    return _form(
        form,
        lambda: ladder.enter_duty(form.words.data, form.phone.data, by=current_user),
        _l("When nobody watches"),
        hints,
    )


@bp.route("/concerns/ladder/in-charge", methods=["GET", "POST"])
@requires(Permission.CONCERNS_LADDER_CHANGE)
@writes
def site_lead_change() -> ResponseReturnValue:
    """Who is in charge at a site."""
    form = ladder_forms.LeadForm(get_arrangement(viewer=current_user).sites, list_answerers(viewer=current_user))
    return _form(form, lambda: ladder.name_site_leads(form.leads, by=current_user), _l("Who is in charge at a site"))


@bp.route("/concerns/ladder/above-head", methods=["GET", "POST"])
@requires(Permission.CONCERNS_LADDER_CHANGE)
@writes
def above_head_change() -> ResponseReturnValue:
    """Whom a concern about the head goes to."""
    staff = list_answerers(viewer=current_user, but_heads=True)
    form = ladder_forms.AboveHeadForm(get_arrangement(viewer=current_user).setting, staff)
    return _form(form, lambda: ladder.name_above_head(form.person_id, by=current_user), _l("A concern about the head"))
