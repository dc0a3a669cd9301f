"""Contacts with families, and good news to home."""

import uuid
from typing import Any

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.contacts import bp
from portal.blueprints.contacts.forms import ContactForm, RangForm
from portal.blueprints.contacts.queries import (
    PER_PAGE,
    get_thread_of_family,
    list_contacts,
    list_families,
    list_only_hard,
)
from portal.heard import Audience, names_of_others
from portal.messaging.contacts import note_contact, ring_from_thread
from portal.messaging.form import WriteForm
from portal.messaging.good_news import send_good_news
from portal.messaging.hearing import get_child_to_write_of, list_carers_who_hear
from portal.messaging.phrase_book import GOOD_NEWS
from portal.messaging.sending import SentBeforeError
from portal.pupils import get_child
from portal.web import notices
from portal.web.limits import takes_photos
from portal.web.pages import page

NOTED = notices.sentence("contacts.noted", _l("It is written down."))
RANG = notices.sentence("contacts.rang", _l("Thank you. Nobody waits for an answer there now."))
TOLD = notices.sentence("contacts.told", _l("Sent home."))


@bp.get("/")
@requires(Permission.CONTACTS_KEEP)
def family_list() -> ResponseReturnValue:
    """My families: to each the way to good news and to the last contacts."""
    at = max(1, request.args.get("page", 1, type=int))
    found = list_families(at, viewer=current_user)
    shown = found[:PER_PAGE]
    looked(Event.CONTACTS_LIST_SHOWN, by=current_user, pupils=[child.pupil_id for child in shown])
    hard = {child.pupil_id for child in list_only_hard(viewer=current_user)}
    return page("contacts/family_list.html", children=shown, hard=hard, at=at, more=len(found) > PER_PAGE)


@bp.get("/<uuid:pupil_id>")
@requires(Permission.CONTACTS_KEEP)
def contact_list(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """The last contacts with a family, as good, hard or neither."""
    child = get_child(pupil_id, viewer=current_user)
    looked(Event.CONTACTS_LIST_SHOWN, by=current_user, pupils=[pupil_id])
    at = max(1, request.args.get("page", 1, type=int))
    found = list_contacts(pupil_id, at, viewer=current_user)
    is_hard = child in list_only_hard(viewer=current_user)
    facts: dict[str, Any] = {"child": child, "at": at, "more": len(found) > PER_PAGE, "is_hard": is_hard}
    return page("contacts/contact_list.html", contacts=found[:PER_PAGE], **facts)


@bp.route("/<uuid:pupil_id>/new", methods=["GET", "POST"])
@requires(Permission.CONTACTS_KEEP)
@writes
def contact_new(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """A call, a talk or a letter that no thread and no list knows of."""
    child = get_child(pupil_id, viewer=current_user)
    looked(Event.CONTACTS_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    form = ContactForm(list_carers_who_hear(pupil_id, viewer=current_user))
    if form.validate_on_submit() and not _names_somebody(form, form.note.data, pupil_id):
        note_contact(pupil_id, form.person_id, form.talked, number=form.number, by=current_user)
        notices.say_next(NOTED)
        return redirect(url_for("contacts.contact_list", pupil_id=pupil_id))
    status = 422 if form.errors or form.names else 200
    return page("contacts/contact_new.html", status=status, form=form, child=child)


@bp.route("/rang/<uuid:thread_id>", methods=["GET", "POST"])
@requires(Permission.CONTACTS_KEEP)
@writes
def thread_rang(thread_id: uuid.UUID) -> ResponseReturnValue:
    """I rang, or talked with, whoever wrote: they wait no more, and their call is off the list."""
    rung = get_thread_of_family(thread_id, viewer=current_user)
    looked(Event.CONTACTS_FORM_SHOWN, by=current_user, pupils=[rung.child.pupil_id])
    form = RangForm(is_young=rung.is_young)
    words = form.note.data if form.note else ""
    if form.validate_on_submit() and not _names_somebody(form, words, rung.child.pupil_id):
        ring_from_thread(thread_id, form.talked, number=form.number, by=current_user)
        notices.say_next(RANG)
        return redirect(url_for("messages.thread_show", thread_id=thread_id))
    status = 422 if form.errors or form.names else 200
    return page("contacts/thread_rang.html", status=status, form=form, rung=rung)


@bp.route("/<uuid:pupil_id>/good", methods=["GET", "POST"])
@requires(Permission.CONTACTS_KEEP)
@writes
def good_news(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """A phrase by one tap, or a line, to everybody at home who may hear."""
    return _good(pupil_id, "words")


@bp.route("/<uuid:pupil_id>/good/photo", methods=["GET", "POST"])
@takes_photos
@requires(Permission.CONTACTS_KEEP)
@writes
def good_photo(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """A photo of what went well, and words if there are any."""
    return _good(pupil_id, "photo")


def _good(pupil_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    child = get_child_to_write_of(pupil_id, viewer=current_user)
    looked(Event.CONTACTS_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    carers = list_carers_who_hear(pupil_id, viewer=current_user)
    most = current_app.extensions["portal"].max_upload_bytes
    offered = GOOD_NEWS if kind == "words" else ()
    form = WriteForm(kind, audience=Audience((), ()), offered=offered, words="", most_bytes=most)
    if (
        carers
        and form.validate_on_submit()
        and not _names_somebody(form, form.words.data, pupil_id)
        and _sent(form, pupil_id)
    ):
        notices.say_next(TOLD)
        return redirect(url_for("home.today"))
    status = 422 if form.errors or form.names else 200
    return page("contacts/good_news.html", status=status, form=form, child=child, carers=carers)


def _sent(form: WriteForm, pupil_id: uuid.UUID) -> bool:
    """False when the same form brought other words before: those stand, and these go with the next press."""
    try:
        send_good_news(pupil_id, form.sent, by=current_user)
    except SentBeforeError:
        form.renew()
        form.words.errors = [_l("You sent this page before, with other words. Those stand. Press Send for these")]
        return False
    return True


def _names_somebody(form: RangForm | WriteForm, words: str | None, pupil_id: uuid.UUID) -> bool:
    return bool(words) and form.asks_about(names_of_others(words or "", pupil_id, viewer=current_user))
