"""Do you agree? For whoever is asked: the words, what happens when they say no, who helps, and the four answers."""

import uuid

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.agreeing import bp
from portal.blueprints.agreeing.forms import AgreeForm
from portal.blueprints.agreeing.matter import Matter
from portal.blueprints.agreeing.pages import answer_page, audience_for
from portal.blueprints.agreeing.queries import get_own_answer
from portal.blueprints.agreeing.services import WordsChangedError, answer, take_back
from portal.blueprints.agreeing.shown import Part, part_time_of, parts_of, plan_of
from portal.heard import names_of_others
from portal.models import AgreeAnswer
from portal.pupils import Child
from portal.returning.agreed import hold
from portal.web import notices
from portal.web.pages import page
from portal.web.press import PressForm

ANSWERED = notices.sentence("agreeing.answered", _l("Thank you. Your answer is here. You can change it."))
WE_RING = notices.sentence("agreeing.not_clear", _l("Thank you for telling us. One of us will talk with you about it."))
TAKEN_BACK = notices.sentence("agreeing.taken_back", _l("Your answer is taken back. You can answer again."))


@bp.route("/<uuid:pupil_id>", defaults={"way_id": None}, methods=["GET", "POST"])
@bp.route("/<uuid:pupil_id>/plan/<uuid:way_id>", methods=["GET", "POST"])
@requires(Permission.AGREEING_ANSWER)
@writes
def plan_answer(pupil_id: uuid.UUID, way_id: uuid.UUID | None) -> ResponseReturnValue:
    """The plan in easy words, and the four answers."""
    child, matter = plan_of(pupil_id, way_id, viewer=current_user)
    return _answer(child, matter)


@bp.route("/part-time/<uuid:part_time_id>", methods=["GET", "POST"])
@requires(Permission.AGREEING_ANSWER)
@writes
def part_time_answer(part_time_id: uuid.UUID) -> ResponseReturnValue:
    """The same for a part-time timetable."""
    child, matter = part_time_of(part_time_id, viewer=current_user)
    return _answer(child, matter)


@bp.post("/answers/<uuid:agreement_id>/take-back")
@requires(Permission.AGREEING_ANSWER)
@writes
def answer_take_back(agreement_id: uuid.UUID) -> ResponseReturnValue:
    """Take one's own answer back."""
    agreement = get_own_answer(agreement_id, viewer=current_user)
    take_back(agreement, by=current_user)
    notices.say_next(TAKEN_BACK)
    if agreement.part_time_id:
        return redirect(url_for("agreeing.part_time_answer", part_time_id=agreement.part_time_id))
    return redirect(url_for("agreeing.plan_answer", pupil_id=agreement.pupil_id, way_id=agreement.way_id))


def _answer(child: Child, matter: Matter) -> ResponseReturnValue:
    looked(Event.AGREEING_FORM_SHOWN, by=current_user, pupils=[matter.pupil_id], about=matter.about_id)
    if request.method == "POST":
        hold(matter.way.id)
    parts = parts_of(matter, child, viewer=current_user)
    form = AgreeForm(audience=audience_for(matter, viewer=current_user), parts=parts, hashes=matter.hashes())
    if form.validate_on_submit() and not _names_somebody(form, matter):
        try:
            answer(matter, form.given, by=current_user)
        except WordsChangedError as error:
            form.show_again(error.hashes)
            return _draw(child, matter, parts, form, error.parts)
        notices.say_next(WE_RING if form.given.answer is AgreeAnswer.NOT_CLEAR else ANSWERED)
        return redirect(address_of(matter))
    return _draw(child, matter, parts, form, None)


def _draw(
    child: Child, matter: Matter, parts: tuple[Part, ...], form: AgreeForm, changed: frozenset[str] | None
) -> ResponseReturnValue:
    facts = answer_page(matter, child, parts, viewer=current_user)
    status = 409 if changed is not None else 422 if form.is_submitted() else 200
    facts.update(press=PressForm(), answers=list(AgreeAnswer), new=facts["new"] if changed is None else changed)
    return page("agreeing/answer.html", status=status, form=form, changed=changed, **facts)


def _names_somebody(form: AgreeForm, matter: Matter) -> bool:
    words = form.words.data
    return bool(words) and form.asks_about(names_of_others(words, matter.pupil_id, viewer=current_user))


def address_of(matter: Matter) -> str:
    """The page of whoever is asked about this."""
    if matter.part_time:
        return url_for("agreeing.part_time_answer", part_time_id=matter.part_time.id)
    return url_for("agreeing.plan_answer", pupil_id=matter.pupil_id, way_id=matter.way.id)
