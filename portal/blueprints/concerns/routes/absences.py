"""Who is away: everybody enters their own days, and those who lead enter everyone's."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal import clock
from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.concerns import bp
from portal.blueprints.concerns.ladder_forms import AbsenceForm
from portal.blueprints.concerns.queries.ladder import list_absences, list_answerers
from portal.blueprints.concerns.services.ladder import enter_absence, take_absence_back
from portal.blueprints.concerns.words import refused
from portal.models import Person
from portal.safeguarding import EmptyRungError
from portal.web import notices
from portal.web.pages import page

ENTERED = notices.sentence("absence-entered", _l("It is entered. On these days a concern goes to others."))
BACK = notices.sentence("absence-back", _l("It is taken back."))


def _leads() -> bool:
    return Permission.CONCERNS_LADDER_CHANGE in current_user.permissions


def _whom() -> list[Person]:
    """Whose days somebody may enter."""
    return [one for one in list_answerers(viewer=current_user) if _leads() or one.id == current_user.person_id]


@bp.route("/concerns/absences", methods=["GET", "POST"])
@requires(Permission.CONCERNS_ANSWER)
@writes
def absence_list() -> ResponseReturnValue:
    """Who is away from today on; and a form for more."""
    looked(Event.CONCERNS_LADDER_SHOWN, by=current_user, pupils=[])
    form = AbsenceForm(current_user.person_id, _whom(), list_answerers(viewer=current_user))
    if form.validate_on_submit():
        try:
            enter_absence(form.person_id, *form.days, cover_id=form.cover_id, by=current_user)
        except EmptyRungError as empty:
            form.form_errors.append(refused(empty))
        else:
            notices.say_next(ENTERED)
            return redirect(url_for("concerns.absence_list"), 303)
    absences, status = list_absences(viewer=current_user), 422 if form.errors else 200
    return page("concerns/absence_list.html", status=status, form=form, absences=absences, today=clock.today())


@bp.post("/concerns/absences/<uuid:absence_id>/back")
@requires(Permission.CONCERNS_ANSWER)
@writes
def absence_back(absence_id: uuid.UUID) -> ResponseReturnValue:
    """It will not be so after all: as long as it has not begun."""
    take_absence_back(absence_id, by=current_user)
    notices.say_next(BACK)
    return redirect(url_for("concerns.absence_list"), 303)
