"""Revoke everything for this person."""

import uuid

from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission, Role
from portal.blueprints.people import bp, words
from portal.blueprints.people.pages import show_about
from portal.blueprints.people.queries.people import get_person, list_pupil_ids_around
from portal.blueprints.people.services.ending import end_everything
from portal.web.pages import page
from portal.web.press import PressForm


@bp.route("/<uuid:person_id>/end-access", methods=["GET", "POST"])
@requires(Permission.PEOPLE_ACCESS_END, fresh=True)
@writes
def access_end(person_id: uuid.UUID) -> ResponseReturnValue:
    """One button, one confirmation: every page, phone, card and code of this person stops."""
    person = get_person(person_id, viewer=current_user)
    form, is_pupil = PressForm(), Role.PUPIL in {held.role for held in person.roles}
    if form.validate_on_submit():
        pupils = list_pupil_ids_around(person_id, viewer=current_user)
        counts = end_everything(person, pupils=pupils, by=current_user)
        ended = [words.ENDED[name](number) for name, number in counts.items() if number]
        return page("people/access_ended.html", person=person, ended=ended, is_pupil=is_pupil)
    return show_about(person, "people/access_end.html", form=form, is_pupil=is_pupil)
