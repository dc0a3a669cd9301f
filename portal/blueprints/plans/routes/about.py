"""About me: one page, three voices a card."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.plans import bp
from portal.blueprints.plans.forms import WordsForm
from portal.blueprints.plans.queries.plans import find_placement, find_plan, get_young_person
from portal.blueprints.plans.queries.words import find_own_words, list_about
from portal.blueprints.plans.routes.plans import get_planned
from portal.blueprints.plans.services.words import say_about
from portal.blueprints.plans.words import card_hint, card_title
from portal.heard import find_audience, find_writers, names_of_others
from portal.heard.audience import voice_of
from portal.heard.voices import Listener, voices_on
from portal.models import Place, Voice
from portal.planning.titles import CARDS
from portal.pupils import Child
from portal.web import notices
from portal.web.pages import page

SAID = notices.sentence("plans.said", _l("Thank you. Your words are here now."))


@bp.get("/<uuid:pupil_id>/about")
@requires(Permission.PLANS_READ)
def about_show(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """What everybody says about the pupil, in their own words; the needs; what is offered."""
    child = get_planned(pupil_id)
    looked(Event.PLANS_ABOUT_SHOWN, by=current_user, pupils=[pupil_id])
    placement = find_placement(pupil_id, viewer=current_user)
    plan = find_plan(placement.id, viewer=current_user) if placement else None
    said = list_about(pupil_id, viewer=current_user)
    writers, listener = find_writers(said, viewer=current_user), Listener.of(current_user, child, placement)
    titles = {card: card_title(card, current_user.audience, child.first_name) for card in CARDS}
    cards = [(card, titles[card], voices_on(said, card, writers, listener)) for card in CARDS]
    return page("plans/about_show.html", child=child, plan=plan, cards=cards)


@bp.route(
    "/<uuid:pupil_id>/about/<any(likes, matters, helps, not_helps, early_signs, talk):card>", methods=["GET", "POST"]
)
@requires(Permission.PLANS_ABOUT_ADD)
@writes
def about_add(pupil_id: uuid.UUID, card: str) -> ResponseReturnValue:
    """My words on one card, and who reads them."""
    child = get_planned(pupil_id)
    looked(Event.PLANS_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    before = find_own_words(pupil_id, Place.ABOUT_ME, card, viewer=current_user)
    form = words_form(pupil_id, Place.ABOUT_ME, before)
    if form.validate_on_submit() and not form.asks_about(_names(form, pupil_id)):
        say_about(pupil_id, form.said(card), by=current_user)
        notices.say_next(SAID)
        return redirect(url_for("plans.about_show", pupil_id=pupil_id, _anchor=card))
    words = (card_title(card, current_user.audience, child.first_name), card_hint(card, current_user.audience))
    return _add_page(form, child, card, words)


def _add_page(form: WordsForm, child: Child, card: str, words: tuple[str, str]) -> ResponseReturnValue:
    facts = {"child": child, "card": card, "heading": words[0], "hint": words[1], "before": form.words.object_data}
    return page("plans/about_add.html", status=422 if form.is_submitted() else 200, form=form, **facts)


def words_form(pupil_id: uuid.UUID, place: Place, before: str) -> WordsForm:
    """A form for words, with those who would read them."""
    audience = find_audience(pupil_id, place, viewer=current_user)
    # Only the team writes down what the young person said.
    young = get_young_person(pupil_id, viewer=current_user) if voice_of(current_user) is Voice.TEAM else None
    return WordsForm(audience=audience, young=young, before=before)


def _names(form: WordsForm, pupil_id: uuid.UUID) -> list[str]:
    return names_of_others(form.words.data, pupil_id, viewer=current_user)
