"""For staff: who is asked and where each stands, an answer that came in another way, and a decision about a "no"."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.agreeing import bp
from portal.blueprints.agreeing.forms import DecideForm, EnterForm
from portal.blueprints.agreeing.matter import Matter
from portal.blueprints.agreeing.pages import audience_for_them, list_page
from portal.blueprints.agreeing.queries import get_answer, list_people
from portal.blueprints.agreeing.services import WordsChangedError, decide, enter, get_asked
from portal.blueprints.agreeing.shown import part_time_of, parts_of, plan_of
from portal.heard import names_of_others
from portal.models import AgreeAnswer, Agreement
from portal.pupils import Child, get_child
from portal.returning.needed import MustAgree
from portal.web import notices
from portal.web.pages import page

ENTERED = notices.sentence("agreeing.entered", _l("Their answer is entered, under your name."))
DECIDED = notices.sentence("agreeing.decided", _l("It is decided. Everyone who sees the plan can read it."))


@bp.get("/<uuid:pupil_id>/everybody")
@requires(Permission.AGREEING_ENTER)
def plan_list(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """Who is asked about the plan, and where each stands."""
    child, matter = plan_of(pupil_id, None, viewer=current_user)
    return _list(child, matter)


@bp.get("/part-time/<uuid:part_time_id>/everybody")
@requires(Permission.AGREEING_ENTER)
def part_time_list(part_time_id: uuid.UUID) -> ResponseReturnValue:
    """The same for a part-time timetable."""
    child, matter = part_time_of(part_time_id, viewer=current_user)
    return _list(child, matter)


@bp.route("/<uuid:pupil_id>/enter/<uuid:person_id>", methods=["GET", "POST"])
@requires(Permission.AGREEING_ENTER)
@writes
def plan_enter(pupil_id: uuid.UUID, person_id: uuid.UUID) -> ResponseReturnValue:
    """An answer that somebody gave on the phone, on paper or with an interpreter."""
    child, matter = plan_of(pupil_id, None, viewer=current_user)
    return _enter(child, matter, person_id)


@bp.route("/part-time/<uuid:part_time_id>/enter/<uuid:person_id>", methods=["GET", "POST"])
@requires(Permission.AGREEING_ENTER)
@writes
def part_time_enter(part_time_id: uuid.UUID, person_id: uuid.UUID) -> ResponseReturnValue:
    """The same for a part-time timetable."""
    child, matter = part_time_of(part_time_id, viewer=current_user)
    return _enter(child, matter, person_id)


@bp.route("/answers/<uuid:agreement_id>/decide", methods=["GET", "POST"])
@requires(Permission.AGREEING_DECIDE)
@writes
def answer_decide(agreement_id: uuid.UUID) -> ResponseReturnValue:
    """What happens where somebody does not agree: decided by name, with a reason."""
    agreement = get_answer(agreement_id, viewer=current_user)
    looked(Event.AGREEING_LIST_SHOWN, by=current_user, pupils=[agreement.pupil_id], about=agreement.id)
    form = DecideForm()
    if form.validate_on_submit() and not form.asks_about(_names(form.everything, agreement.pupil_id)):
        decide(agreement, form.decision.data, form.reason.data, by=current_user)
        notices.say_next(DECIDED)
        return redirect(_list_of(agreement))
    child = get_child(agreement.pupil_id, viewer=current_user, given="sees_plan")
    status = 422 if form.is_submitted() else 200
    back = _list_of(agreement)
    return page("agreeing/decide.html", status=status, form=form, agreement=agreement, child=child, back_to=back)


def _list(child: Child, matter: Matter) -> ResponseReturnValue:
    looked(Event.AGREEING_LIST_SHOWN, by=current_user, pupils=[matter.pupil_id], about=matter.about_id)
    may_decide = Permission.AGREEING_DECIDE in current_user.permissions
    return page("agreeing/everybody.html", may_decide=may_decide, **list_page(matter, child, viewer=current_user))


def _enter(child: Child, matter: Matter, person_id: uuid.UUID) -> ResponseReturnValue:
    looked(Event.AGREEING_FORM_SHOWN, by=current_user, pupils=[matter.pupil_id], about=matter.about_id)
    who = get_asked(matter, person_id, by=current_user)
    form = EnterForm(
        audience=audience_for_them(matter, who, viewer=current_user),
        parts=parts_of(matter, child, viewer=current_user),
        hashes=matter.hashes(),
    )
    changed: frozenset[str] | None = None
    if form.validate_on_submit() and not form.asks_about(_names(form.words.data, matter.pupil_id)):
        try:
            enter(matter, form.given, form.entered, who, form.audience, by=current_user)
        except WordsChangedError as error:
            changed = error.parts
            form.show_again(error.hashes)
        else:
            notices.say_next(ENTERED)
            return redirect(_list_address(matter))
    return _draw(child, matter, form, who, changed)


def _draw(
    child: Child, matter: Matter, form: EnterForm, who: MustAgree, changed: frozenset[str] | None
) -> ResponseReturnValue:
    parts = parts_of(matter, child, viewer=current_user)
    person = list_people([who.person_id], viewer=current_user).get(who.person_id)
    status = 409 if changed is not None else 422 if form.is_submitted() else 200
    facts: dict[str, Any] = {"child": child, "matter": matter, "shown": parts, "person": person, "changed": changed}
    return page("agreeing/enter.html", status=status, form=form, answers=list(AgreeAnswer), **facts)


def _names(words: str, pupil_id: uuid.UUID) -> list[str]:
    return names_of_others(words, pupil_id, viewer=current_user) if words else []


def _list_address(matter: Matter) -> str:
    if matter.part_time:
        return url_for("agreeing.part_time_list", part_time_id=matter.part_time.id)
    return url_for("agreeing.plan_list", pupil_id=matter.pupil_id)


def _list_of(agreement: Agreement) -> str:
    if agreement.part_time_id:
        return url_for("agreeing.part_time_list", part_time_id=agreement.part_time_id)
    return url_for("agreeing.plan_list", pupil_id=agreement.pupil_id)
