"""Check-ins for staff: what was shared with the team, and what they put beside it."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission, Role
from portal.audit import Event, looked
from portal.blueprints.checkins import bp
from portal.blueprints.checkins.queries.reading import find_way
from portal.blueprints.checkins.queries.staff import get_check_in_to_hold, get_heard_pupil
from portal.blueprints.checkins.reading_forms import BY_YEAR, HoldForm, PaperForm, WayForm
from portal.blueprints.checkins.reading_pages import show_pupil
from portal.blueprints.checkins.services.paper import enter_paper
from portal.blueprints.checkins.services.reading import draw_by_need, hold, observe
from portal.heard import Audience, find_audience, names_of_others
from portal.heard.for_another import find_audience_of
from portal.heard.form import SayForm
from portal.models import Place, Pupil, Voice
from portal.pupils import Child
from portal.web import notices
from portal.web.pages import page

OBSERVED = notices.sentence("checkins.observed", _l("Saved. It stands beside what they said."))
DRAWN = notices.sentence("checkins.drawn", _l("Saved. Their next check-in is drawn that way."))
ENTERED = notices.sentence("checkins.entered", _l("Saved, as it was said on paper."))
HELD = notices.sentence("checkins.held", _l("It is held back from home."))
RELEASED = notices.sentence("checkins.released", _l("It goes home now, as they chose."))


@bp.get("/of/<uuid:pupil_id>")
@requires(Permission.CHECKINS_READ)
def of_pupil(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """What a young person told the team."""
    pupil = get_heard_pupil(pupil_id, viewer=current_user)
    looked(Event.CHECKINS_LIST_SHOWN, by=current_user, pupils=[pupil_id])
    return show_pupil(pupil)


@bp.route("/of/<uuid:pupil_id>/saw", methods=["GET", "POST"])
@requires(Permission.CHECKINS_ENTER)
@writes
def observation_add(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """What I saw myself: beside what they said, never in its place."""
    pupil = get_heard_pupil(pupil_id, viewer=current_user)
    looked(Event.CHECKINS_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    always = find_audience(pupil_id, Place.OBSERVATION, viewer=current_user).always
    form = SayForm(audience=Audience(always, ()))
    if form.validate_on_submit() and not _names_somebody(form, pupil_id):
        observe(pupil_id, form.words.data, form.number, by=current_user)
        return _done(OBSERVED, pupil_id)
    return _again("checkins/staff_observation.html", form, pupil)


@bp.route("/of/<uuid:pupil_id>/way", methods=["GET", "POST"])
@requires(Permission.CHECKINS_ENTER)
@writes
def way_change(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """How the questions are drawn: by need, not only by age."""
    pupil = get_heard_pupil(pupil_id, viewer=current_user)
    looked(Event.CHECKINS_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    way = find_way(pupil_id, viewer=current_user)
    form = WayForm(presentation=way.presentation if way and way.presentation else BY_YEAR)
    if form.validate_on_submit():
        draw_by_need(pupil_id, form.chosen, by=current_user)
        return _done(DRAWN, pupil_id)
    return _again("checkins/staff_way.html", form, pupil)


@bp.route("/of/<uuid:pupil_id>/paper", methods=["GET", "POST"])
@requires(Permission.CHECKINS_ENTER)
@writes
def paper_enter(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """Type in a check-in that was on paper, as it was said."""
    pupil = get_heard_pupil(pupil_id, viewer=current_user)
    looked(Event.CHECKINS_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    form = _paper_form(pupil)
    if form.validate_on_submit() and not _names_somebody(form, pupil_id):
        enter_paper(pupil, form.paper, by=current_user)
        return _done(ENTERED, pupil_id)
    return _again("checkins/staff_paper.html", form, pupil)


@bp.route("/one/<uuid:check_in_id>/<any(hold, release):act>", methods=["GET", "POST"])
@requires(Permission.CONCERNS_LEAD)
@writes
def checkin_hold(check_in_id: uuid.UUID, act: str) -> ResponseReturnValue:
    """Hold a check-in back from home, or let it go there, with a reason."""
    row = get_check_in_to_hold(check_in_id, viewer=current_user)
    looked(Event.CHECKINS_CHECKIN_SHOWN, by=current_user, pupils=[row.pupil_id], checkin=check_in_id)
    form, held = HoldForm(), act == "hold"
    if form.validate_on_submit():
        hold(row, held, form.reason.data, by=current_user)
        return _done(HELD if held else RELEASED, row.pupil_id)
    status = 422 if form.errors else 200
    return page("checkins/staff_hold.html", status=status, form=form, row=row, held=held)


def _paper_form(pupil: Pupil) -> PaperForm:
    theirs: dict[str, Any] = {"person_id": pupil.person_id, "role": Role.PUPIL, "viewer": current_user}
    found = find_audience_of(pupil.id, Place.CHECK_IN, **theirs)
    at_home = tuple(reader for reader in found.may_add if reader.voice is Voice.HOME)
    return PaperForm(audience=Audience(found.always, at_home))


def _names_somebody(form: SayForm, pupil_id: uuid.UUID) -> bool:
    return form.asks_about(names_of_others(form.words.data, pupil_id, viewer=current_user))


def _done(sentence: str, pupil_id: uuid.UUID) -> ResponseReturnValue:
    notices.say_next(sentence)
    return redirect(url_for("checkins.of_pupil", pupil_id=pupil_id))


def _again(template: str, form: SayForm | WayForm, pupil: Pupil) -> ResponseReturnValue:
    asked_again = form.errors or getattr(form, "names", ())
    return page(template, status=422 if asked_again else 200, form=form, child=Child.of(pupil))
