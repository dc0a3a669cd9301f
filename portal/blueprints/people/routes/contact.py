"""No contact and back: one person asks, a second one confirms."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal import audit
from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event
from portal.blueprints.people import bp
from portal.blueprints.people.forms import AnswerChangeForm, AskContactForm
from portal.blueprints.people.pages import show_tie
from portal.blueprints.people.presenters import answerers_of, changes_of
from portal.blueprints.people.queries import changes, people
from portal.blueprints.people.queries.ties import get_tie
from portal.blueprints.people.services import contact
from portal.blueprints.people.services.ties import ChangedMeanwhileError
from portal.models import ContactChange
from portal.web import notices
from portal.web.pages import page

IN_FORCE = notices.sentence("contact-in-force", _l("It counts from now on. A second person will look at it."))
WAITS = notices.sentence("contact-waits", _l("Nothing has changed yet. A second person has to confirm it first."))
ANSWERED = notices.sentence("contact-answered", _l("Your answer is saved."))
# What is said when it cannot be done now.
REFUSED = {
    ChangedMeanwhileError: _l("Somebody else has just changed this. Look at what stands there now."),
    contact.NothingChangesError: _l("It is so already. Nothing was changed."),
    contact.OneWaitsAlreadyError: _l("A change waits for its second person. That one has to be answered first."),
}
TOO_LATE = {
    contact.AnsweredAlreadyError: _l("Somebody else has answered this already. Your answer was not needed."),
    contact.OwnChangeError: _l("You asked for this yourself. Somebody else has to answer it."),
    ChangedMeanwhileError: _l(
        "Contact has changed since this was asked. Say no here, and ask again if it is still right."
    ),
}


@bp.route("/relationships/<uuid:relationship_id>/contact", methods=["GET", "POST"])
@requires(Permission.PEOPLE_CONTACT_ASK, fresh=True)
@writes
def contact_ask(relationship_id: uuid.UUID) -> ResponseReturnValue:
    """Ask for another contact rule. Stricter counts at once; looser waits for a second person."""
    tie = get_tie(relationship_id, viewer=current_user)
    form = AskContactForm(tie)
    if form.validate_on_submit():
        try:
            change = contact.ask_for_contact(tie.id, form.wanted, was=form.was.data, by=current_user)
        except tuple(REFUSED) as refused:
            form.form_errors.append(str(REFUSED[type(refused)]))
            form.was.data = tie.contact.value
        else:
            notices.say_next(IN_FORCE if change.counts_at_once else WAITS)
            return redirect(url_for("people.person_show", person_id=tie.person_id))
    return show_tie(tie, "people/contact_ask.html", form)


@bp.get("/contact-changes")
@requires(Permission.PEOPLE_CONTACT_ASK)
def contact_change_list() -> ResponseReturnValue:
    """What waits for me, what I asked for, and what became of it."""
    pupils = changes.list_pupil_ids_of_changes(viewer=current_user)
    audit.looked(Event.PEOPLE_CHANGES_SHOWN, by=current_user, pupils=pupils)
    waiting = changes.list_changes_waiting_for(viewer=current_user)
    asked = changes.list_changes_asked_by(viewer=current_user)
    answered = changes.list_changes_answered(viewer=current_user)
    names = people.list_names(answerers_of((*waiting, *asked, *answered)), viewer=current_user)
    shown = [changes_of(rows, names) for rows in (waiting, asked, answered)]
    return page("people/contact_change_list.html", waiting=shown[0], asked=shown[1], answered=shown[2])


@bp.route("/contact-changes/<uuid:change_id>", methods=["GET", "POST"])
@requires(Permission.PEOPLE_CONTACT_CONFIRM, fresh=True)
@writes
def contact_answer(change_id: uuid.UUID) -> ResponseReturnValue:
    """Yes or no, as the second person."""
    change = changes.get_change(change_id, viewer=current_user)
    form, too_late = AnswerChangeForm(), None
    if form.validate_on_submit():
        try:
            contact.answer_change(change, is_confirmed=form.answer.data == "yes", by=current_user)
        except tuple(TOO_LATE) as refused:
            too_late = TOO_LATE[type(refused)]
        else:
            notices.say_next(ANSWERED)
            return redirect(url_for("people.contact_change_list"))
    return _show_change(change, form, too_late)


def _show_change(change: ContactChange, form: AnswerChangeForm, too_late: object) -> ResponseReturnValue:
    about = {"by": current_user, "pupils": [change.pupil_id]}
    audit.looked(Event.PEOPLE_RELATIONSHIP_SHOWN, **about, relationship=str(change.relationship_id))
    names = people.list_names(answerers_of([change]), viewer=current_user)
    (shown,) = changes_of([change], names)
    status = 409 if too_late else 422 if form.errors else 200
    is_own = change.asked_by_id == current_user.person_id
    return page("people/contact_answer.html", status=status, change=shown, form=form, too_late=too_late, is_own=is_own)
