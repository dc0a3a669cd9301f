"""Checking parental responsibility."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.blueprints.people import bp
from portal.blueprints.people.forms import CheckResponsibilityForm
from portal.blueprints.people.pages import show_tie
from portal.blueprints.people.queries.ties import get_tie
from portal.blueprints.people.services.responsibility import check_responsibility
from portal.blueprints.people.services.ties import ChangedMeanwhileError
from portal.web import notices

SAVED = notices.sentence("responsibility", _l("Saved, with your name and today's date."))


@bp.route("/relationships/<uuid:relationship_id>/responsibility", methods=["GET", "POST"])
@requires(Permission.PEOPLE_RESPONSIBILITY_CHECK, fresh=True)
@writes
def responsibility_check(relationship_id: uuid.UUID) -> ResponseReturnValue:
    """What is known about parental responsibility, and what was seen."""
    tie = get_tie(relationship_id, viewer=current_user)
    form = CheckResponsibilityForm(tie)
    if form.validate_on_submit():
        try:
            check_responsibility(tie.id, form.checked, was=form.was.data, by=current_user)
        except ChangedMeanwhileError:
            form.form_errors.append(_("Somebody else has just changed this. Look at what stands there now."))
            form.was.data = tie.parental_responsibility.value
        else:
            notices.say_next(SAVED)
            return redirect(url_for("people.person_show", person_id=tie.person_id))
    return show_tie(tie, "people/responsibility_check.html", form)
