"""How it goes since the return: what waits for me, what I said; for staff what everybody said and what was noticed."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal import clock
from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.after import bp
from portal.blueprints.after import queries as rows
from portal.blueprints.after.forms import DoneForm, HowItGoesForm, MoreForm, OutcomeForm, ReturnedForm
from portal.blueprints.after.presenters import by_day, list_all, stand_now, stands, told
from portal.blueprints.after.services import More, answer, do_about, note_outcome, pass_over, say_more, say_returned
from portal.heard import Audience, find_audience, names_of_others
from portal.models import FollowUp, HowItGoes, Place, ReturnOutcome, Voice, WayBack
from portal.pupils import Child, get_child
from portal.returning.after import is_open, weeks_reached
from portal.revisions import ClashError
from portal.web import notices
from portal.web.pages import page
from portal.web.press import PressForm
from portal.web.said import OF_THE_SETTING
from portal.web.words import in_language

THANKS = notices.sentence("after.thanks", _l("Thank you for telling us."))
PASSED = notices.sentence("after.passed", _l("That is fine. You do not have to say."))
DONE = notices.sentence("after.done", _l("Thank you. It is written down."))
SAVED = notices.sentence("after.saved", _l("It is saved."))
# TRANSLATORS: what words were said about, on a list of questions and wishes
SINCE = _l("Since the return")
CLASHED = _l("Somebody else has saved since you opened this page. What you see now is theirs. Yours is not saved yet.")


@bp.get("/")
@requires(Permission.AFTER_SAY)
def after_list() -> ResponseReturnValue:
    """What waits for me; for staff also what was noticed, and who has returned."""
    listed = list_all(viewer=current_user)
    looked(Event.AFTER_LIST_SHOWN, by=current_user, pupils=listed.pupil_ids)
    return page("after/after_list.html", **vars(listed))


@bp.route("/<uuid:follow_up_id>", methods=["GET", "POST"])
@requires(Permission.AFTER_SAY)
@writes
def after_ask(follow_up_id: uuid.UUID) -> ResponseReturnValue:
    """One question, four pictures. A tap answers."""
    row, child = rows.get_own_question(follow_up_id, viewer=current_user)
    looked(Event.AFTER_FORM_SHOWN, by=current_user, pupils=[child.pupil_id])
    form, still_open = HowItGoesForm(), is_open(row, clock.today())
    if still_open and form.validate_on_submit():
        answer(row, HowItGoes(form.going.data), number=form.number, by=current_user)
    if form.is_submitted() and not form.errors:
        after = "after.after_more" if row.going else "after.after_ask"
        return redirect(url_for(after, follow_up_id=follow_up_id))
    status = 422 if form.errors else 200
    return page("after/after_ask.html", status=status, form=form, row=row, child=child, is_open=still_open)


@bp.post("/<uuid:follow_up_id>/skip")
@requires(Permission.AFTER_SAY)
@writes
def after_skip(follow_up_id: uuid.UUID) -> ResponseReturnValue:
    """I do not want to say. Nobody asks again until the next one is due."""
    row, child = rows.get_own_question(follow_up_id, viewer=current_user)
    looked(Event.AFTER_FORM_SHOWN, by=current_user, pupils=[child.pupil_id])
    if PressForm().validate_on_submit() and is_open(row, clock.today()):
        pass_over(row, by=current_user)
        notices.say_next(PASSED)
    return redirect(url_for("after.after_list"))


@bp.route("/<uuid:follow_up_id>/more", methods=["GET", "POST"])
@requires(Permission.AFTER_SAY)
@writes
def after_more(follow_up_id: uuid.UUID) -> ResponseReturnValue:
    """It counts already. Words and days, for whoever wants to say more."""
    row, child = rows.get_own_question(follow_up_id, viewer=current_user)
    looked(Event.AFTER_FORM_SHOWN, by=current_user, pupils=[child.pupil_id])
    if row.going is None or row.contribution_id is not None:
        return redirect(url_for("after.after_list"))
    form = _more_form(row)
    if form.validate_on_submit() and not form.asks_about(_names(form, row)):
        _say_more(row, form)
        notices.say_next(THANKS)
        return redirect(url_for("after.after_list"))
    status = 422 if form.errors or form.names else 200
    return page("after/after_more.html", status=status, form=form, row=row, child=child)


def _say_more(row: FollowUp, form: MoreForm) -> None:
    """The key worker answers words that come with it; where there is none any more, one who keeps children safe."""
    with in_language(OF_THE_SETTING):
        about = str(SINCE)
    for_id = form.audience.always[0].person_id if form.audience.always else None
    more = More(form.words.data, form.days_missed, form.how)
    say_more(row, more, for_id=for_id, about_words=about, number=form.number, by=current_user)


def _more_form(row: FollowUp) -> MoreForm:
    """Nobody can be added to those who read it: nobody else has a page on which it would stand."""
    audience = find_audience(row.pupil_id, Place.AFTER_RETURN, viewer=current_user)
    return MoreForm(audience=Audience(audience.always, ()), asks_days=row.voice in (Voice.HOME, Voice.SCHOOL))


def _names(form: MoreForm, row: FollowUp) -> list[str]:
    return names_of_others(form.words.data, row.pupil_id, viewer=current_user)


@bp.get("/of/<uuid:pupil_id>")
@requires(Permission.AFTER_SAY)
def after_show(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """What I said about a child since the return; for staff what everybody said, and how it stands."""
    child = get_child(pupil_id, viewer=current_user, given="sees_plan")
    looked(Event.AFTER_RETURN_SHOWN, by=current_user, pupils=[pupil_id])
    if Permission.AFTER_KEEP in current_user.permissions:
        return _show_all(child)
    mine = rows.list_own_answers(pupil_id, viewer=current_user)
    words = rows.find_words(mine, viewer=current_user)
    return page("after/after_mine.html", child=child, answers=mine, words=words)


def _show_all(child: Child) -> ResponseReturnValue:
    way = rows.find_way(child.pupil_id, viewer=current_user)
    facts: dict[str, Any] = {"child": child, "way": way, "days": [], "warnings": [], "stands": []}
    if way is not None:
        answers = rows.list_all_answers(child.pupil_id, viewer=current_user)
        facts["days"] = by_day(answers, viewer=current_user)
        noticed = [(row, child) for row in rows.list_warnings(way.id, viewer=current_user)]
        facts["warnings"] = told(noticed, viewer=current_user)
        facts["stands"] = stands(way, rows.list_outcomes(way.id, viewer=current_user), clock.today())
    return page("after/after_show.html", **facts)


@bp.route("/warnings/<uuid:warning_id>", methods=["GET", "POST"])
@requires(Permission.AFTER_KEEP)
@writes
def warning_done(warning_id: uuid.UUID) -> ResponseReturnValue:
    """What was noticed, why, and what somebody did about it."""
    row, child = rows.get_warning(warning_id, viewer=current_user)
    looked(Event.AFTER_RETURN_SHOWN, by=current_user, pupils=[child.pupil_id])
    form = DoneForm()
    if form.validate_on_submit():
        do_about(row, form.what.data, by=current_user)
        notices.say_next(DONE)
        return redirect(url_for("after.after_list"))
    [one] = told([(row, child)], viewer=current_user)
    return page("after/warning_done.html", status=422 if form.errors else 200, form=form, one=one, child=child)


def _get_way(pupil_id: uuid.UUID) -> tuple[Child, WayBack | None]:
    child = get_child(pupil_id, viewer=current_user, given="sees_plan")
    looked(Event.AFTER_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    return child, rows.find_way(pupil_id, viewer=current_user)


@bp.route("/of/<uuid:pupil_id>/returned", methods=["GET", "POST"])
@requires(Permission.AFTER_KEEP)
@writes
def return_say(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """The child is there full time: since when, and where."""
    child, way = _get_way(pupil_id)
    if way is None:
        return redirect(url_for("after.after_show", pupil_id=pupil_id))
    form, clash = ReturnedForm(way), None
    if form.validate_on_submit():
        try:
            say_returned(way, form.day, form.where, opened=form.opened, by=current_user)
        except ClashError as error:
            clash = error
            form.version.data = str(clash.version)
        else:
            notices.say_next(SAVED)
            return redirect(url_for("after.after_show", pupil_id=pupil_id))
    status = 409 if clash else 422 if form.errors else 200
    return page("after/return_say.html", status=status, form=form, child=child, clash=CLASHED if clash else "")


@bp.route("/of/<uuid:pupil_id>/weeks/<int:weeks>", methods=["GET", "POST"])
@requires(Permission.AFTER_KEEP)
@writes
def outcome_note(pupil_id: uuid.UUID, weeks: int) -> ResponseReturnValue:
    """How it stands after 12, 26 or 52 weeks: three parts, each on its own."""
    child, way, back = _get_way_to_note(pupil_id)
    if way is None or not _is_reached(way, weeks):
        return redirect(back)
    before = rows.list_outcomes(way.id, viewer=current_user).get(weeks)
    stand, marked = stand_now(way, weeks, before)
    form, clashed = OutcomeForm(before, marked, stand.why), False
    if form.validate_on_submit():
        clashed = not _note(form, way, weeks, before)
        if not clashed:
            notices.say_next(SAVED)
            return redirect(back)
        stand, _marked = stand_now(way, weeks, before)
    facts: dict[str, Any] = {"child": child, "stand": stand, "marked": marked, "back_to": back}
    facts["clash"] = CLASHED if clashed else ""
    return page("after/outcome_note.html", status=409 if clashed else 422 if form.errors else 200, form=form, **facts)


def _get_way_to_note(pupil_id: uuid.UUID) -> tuple[Child, WayBack | None, str]:
    """With the page to go back to: who was asked after the placement ended has the list alone."""
    child, way, sees_plan = rows.get_way_to_note(pupil_id, viewer=current_user)
    looked(Event.AFTER_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    back = url_for("after.after_show", pupil_id=pupil_id) if sees_plan else url_for("after.after_list")
    return child, way, back


def _is_reached(way: WayBack, weeks: int) -> bool:
    return bool(way.returned_on and weeks in weeks_reached(way.returned_on, clock.today()))


def _note(form: OutcomeForm, way: WayBack, weeks: int, before: ReturnOutcome | None) -> bool:
    """False when somebody else has noted since: then the form is shown once more, beside what stands there now."""
    try:
        note_outcome(way, weeks, form.noted, before=before, opened=form.opened, by=current_user)
    except ClashError as clash:
        form.version.data = str(clash.version)
        return False
    return True
