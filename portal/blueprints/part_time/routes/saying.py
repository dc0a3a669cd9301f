"""What anybody thinks of a part-time timetable, and a young person who does not want to say."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.part_time import bp
from portal.blueprints.part_time.forms import ViewForm
from portal.blueprints.part_time.queries.part_times import get_part_time, get_young_person
from portal.blueprints.part_time.services.saying import choose_not_to_say, say_to_part_time
from portal.heard import find_audience, names_of_others
from portal.heard.audience import voice_of
from portal.models import PartTime, Place
from portal.pupils import get_child
from portal.web import notices
from portal.web.pages import page

SAID = notices.sentence("part_time.said", _l("Thank you. Your words are here now."))
NOT_SAID = notices.sentence("part_time.not_said", _l("OK. It is written down. You can still say something later."))


@bp.route("/<uuid:part_time_id>/say", methods=["GET", "POST"])
@requires(Permission.WAY_SAY)
@writes
def part_time_say(part_time_id: uuid.UUID) -> ResponseReturnValue:
    """My words about it, and who reads them."""
    one = get_part_time(part_time_id, viewer=current_user)
    looked(Event.PART_TIME_FORM_SHOWN, by=current_user, pupils=[one.pupil_id])
    form = _form_for(one)
    if form.validate_on_submit() and not form.asks_about(
        names_of_others(form.words.data, one.pupil_id, viewer=current_user)
    ):
        say_to_part_time(one, form.said, by=current_user)
        notices.say_next(SAID)
        return redirect(url_for("part_time.part_time_show", part_time_id=part_time_id))
    child = get_child(one.pupil_id, viewer=current_user, given="sees_plan")
    status = 422 if form.is_submitted() else 200
    return page("part_time/part_time_say.html", status=status, form=form, one=one, child=child)


@bp.post("/<uuid:part_time_id>/not-say")
@requires(Permission.WAY_SAY)
@writes
def part_time_not_say(part_time_id: uuid.UUID) -> ResponseReturnValue:
    """The young person does not want to say; they press it, or staff write it down for them."""
    one = get_part_time(part_time_id, viewer=current_user)
    looked(Event.PART_TIME_FORM_SHOWN, by=current_user, pupils=[one.pupil_id])
    choose_not_to_say(one, by=current_user)
    notices.say_next(NOT_SAID)
    return redirect(url_for("part_time.part_time_show", part_time_id=part_time_id))


def _form_for(one: PartTime) -> ViewForm:
    audience = find_audience(one.pupil_id, Place.PART_TIME, viewer=current_user)
    young = get_young_person(one.pupil_id, viewer=current_user)
    return ViewForm(audience=audience, voice=voice_of(current_user), young=young)
