"""Cards and codes. What is printed is shown once, in the answer to a press; no address leads to it again."""

import uuid

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.blueprints.people import bp, keys
from portal.blueprints.people.pages import show_about
from portal.blueprints.people.queries.people import get_person
from portal.keys import address, cards, printed_codes
from portal.web import notices
from portal.web.pages import page
from portal.web.press import PressForm
from portal.web.words import in_language

UNLOCKED = notices.sentence("card-unlocked", _l("The card works again, with five new tries."))
ENDED = notices.sentence("card-ended", _l("The card has ended. Whoever came in with it is out."))


@bp.route("/<uuid:person_id>/card", methods=["GET", "POST"])
@requires(Permission.PEOPLE_CARD_ISSUE, fresh=True)
@writes
def card_issue(person_id: uuid.UUID) -> ResponseReturnValue:
    """A new card for a young person, to print and cut out."""
    person = get_person(person_id, viewer=current_user)
    form = PressForm()
    if not keys.may_have_card(person, by=current_user):
        abort(403)
    if form.validate_on_submit():
        card = cards.issue_card(person, by=current_user)
        door = address.door(url_for("account.card_show"))
        square = cards.card_svg(card.secret_url)
        with in_language(person.language):
            return page("people/card_letter.html", person=person, card=card, square=square, door=door)
    return show_about(person, "people/card_issue.html", form=form, cards=cards.list_cards(person, viewer=current_user))


@bp.route("/cards/<uuid:card_id>/unlock", methods=["GET", "POST"])
@requires(Permission.PEOPLE_CARD_ISSUE, fresh=True)
@writes
def card_unlock(card_id: uuid.UUID) -> ResponseReturnValue:
    """Five new tries for a card that is locked."""
    card = cards.get_card(card_id, viewer=current_user)
    person, form = get_person(card.person_id, viewer=current_user), PressForm()
    if form.validate_on_submit():
        cards.unlock_card(card, by=current_user)
        notices.say_next(UNLOCKED)
        return redirect(url_for("people.person_show", person_id=person.id))
    return show_about(person, "people/card_unlock.html", form=form, card_id=card.id)


@bp.route("/cards/<uuid:card_id>/end", methods=["GET", "POST"])
@requires(Permission.PEOPLE_CARD_ISSUE, fresh=True)
@writes
def card_end(card_id: uuid.UUID) -> ResponseReturnValue:
    """Revoke a card that is lost."""
    card = cards.get_card(card_id, viewer=current_user)
    person, form = get_person(card.person_id, viewer=current_user), PressForm()
    if form.validate_on_submit():
        cards.end_card(card, by=current_user)
        notices.say_next(ENDED)
        return redirect(url_for("people.person_show", person_id=person.id))
    return show_about(person, "people/card_end.html", form=form, card_id=card.id)


@bp.route("/<uuid:person_id>/code", methods=["GET", "POST"])
@requires(Permission.PEOPLE_CODE_PRINT, fresh=True)
@writes
def code_print(person_id: uuid.UUID) -> ResponseReturnValue:
    """A one-time code on paper: for a carer without e-mail, and for staff the first time."""
    person = get_person(person_id, viewer=current_user)
    form = PressForm()
    if not keys.may_have_code(person, by=current_user):
        abort(403)
    if form.validate_on_submit():
        code = printed_codes.print_code(person, by=current_user)
        works = keys.has_a_job(person)
        door = address.door(url_for("account.staff_first" if works else "account.sign_in"))
        with in_language(person.language):
            return page("people/code_letter.html", person=person, code=code, door=door, works=works)
    return show_about(person, "people/code_print.html", form=form)
