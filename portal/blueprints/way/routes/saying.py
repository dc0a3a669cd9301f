"""Saying something beside a section: one question a page, by taps, words, a drawing or a voice note."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.way import bp
from portal.blueprints.way.cards import Card, cards_of, taps_of, told
from portal.blueprints.way.queries.drafts import find_draft
from portal.blueprints.way.queries.said import find_own_words, get_young_person, list_own_topics
from portal.blueprints.way.queries.ways import get_child_of, get_section
from portal.blueprints.way.saying_form import WordsForm
from portal.blueprints.way.services.saying import keep_draft, say_beside
from portal.heard import find_audience, names_of_others
from portal.heard.audience import voice_of
from portal.models import Place, WaySection
from portal.web import notices
from portal.web.limits import takes_photos, takes_sounds
from portal.web.pages import page

SAID = notices.sentence("way.said", _l("Thank you. Your words are here now."))
KEPT = notices.sentence("way.kept", _l("Kept for later. Nobody else can see it."))


@dataclass(frozen=True)
class Asking:
    """Which card of how many somebody is asked, and which one comes next; None after the last."""

    card: Card
    at: int
    of: int
    next_key: str | None

    @classmethod
    def of_section(cls, section: WaySection, key: str | None) -> "Asking":
        """The card with this key; else the first to which this person has said nothing yet."""
        cards = cards_of(section.kind, current_user)
        keys = [card.key for card in cards]
        if key not in keys and len(keys) <= 2:
            key = keys[0]
        elif key not in keys:
            answered = list_own_topics(section.id, viewer=current_user)
            key = next((each for each in keys if each not in answered), keys[0])
        at = keys.index(key)
        goes_on = len(keys) > 2 and at + 1 < len(keys)
        return cls(cards[at], at + 1, len(keys), keys[at + 1] if goes_on else None)


@bp.route("/section/<uuid:section_id>/say", methods=["GET", "POST"])
@requires(Permission.WAY_SAY)
@writes
def section_say(section_id: uuid.UUID) -> ResponseReturnValue:
    """One question, in words or by taps; what was typed may be kept for later."""
    section = get_section(section_id, viewer=current_user)
    looked(Event.WAY_FORM_SHOWN, by=current_user, pupils=[section.pupil_id])
    asking = Asking.of_section(section, request.args.get("card"))
    form = _form(section, "words", asking.card.key)
    if form.is_submitted() and "keep" in request.form:
        return _kept(section, asking, form)
    if _is_ready(form, section):
        say_beside(section, form.said(asking.card.key), by=current_user)
        return _goes_on(section, asking)
    return _page(form, section, asking)


@bp.route("/section/<uuid:section_id>/draw", methods=["GET", "POST"])
@takes_photos
@requires(Permission.WAY_SAY)
@writes
def section_draw(section_id: uuid.UUID) -> ResponseReturnValue:
    """A drawing, or a photo of one."""
    return _with_file(section_id, "drawing")


@bp.route("/section/<uuid:section_id>/speak", methods=["GET", "POST"])
@takes_sounds
@requires(Permission.WAY_SAY)
@writes
def section_speak(section_id: uuid.UUID) -> ResponseReturnValue:
    """A voice note."""
    return _with_file(section_id, "voice")


def _with_file(section_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    section = get_section(section_id, viewer=current_user)
    looked(Event.WAY_FORM_SHOWN, by=current_user, pupils=[section.pupil_id])
    asking = Asking.of_section(section, request.args.get("card"))
    form = _form(section, kind, asking.card.key)
    if _is_ready(form, section):
        say_beside(section, form.said(asking.card.key), by=current_user)
        return _goes_on(section, asking)
    return _page(form, section, asking)


def _form(section: WaySection, kind: str, key: str) -> WordsForm:
    place = {"viewer": current_user, "is_for_school": section.is_for_school}
    draft = find_draft(section.id, key, viewer=current_user) if kind == "words" else None
    before = find_own_words(section.id, key, viewer=current_user) if kind == "words" and not draft else ""
    taps, words = told(section.kind, draft.words if draft else before)
    return WordsForm(
        kind,
        audience=find_audience(section.pupil_id, Place.WAY, **place),
        offered=taps_of(section.kind, key, current_user) if kind == "words" else (),
        voice=voice_of(current_user),
        young=get_young_person(section.pupil_id, viewer=current_user),
        before=([tap.code for tap in taps], words),
        most_bytes=current_app.extensions["portal"].max_upload_bytes,
    )


def _is_ready(form: WordsForm, section: WaySection) -> bool:
    """Taken, and it names no other child, or is to stand all the same."""
    if not form.validate_on_submit():
        return False
    return not form.asks_about(names_of_others(form.words.data, section.pupil_id, viewer=current_user))


def _kept(section: WaySection, asking: Asking, form: WordsForm) -> ResponseReturnValue:
    keep_draft(section, asking.card.key, form.all_words, by=current_user)
    if request.headers.get("HX-Request") == "true":
        return "", 204
    notices.say_next(KEPT)
    return redirect(url_for("way.section_show", section_id=section.id))


def _goes_on(section: WaySection, asking: Asking) -> ResponseReturnValue:
    notices.say_next(SAID)
    if asking.next_key is not None:
        return redirect(url_for("way.section_say", section_id=section.id, card=asking.next_key))
    return redirect(url_for("way.section_show", section_id=section.id))


def _page(form: WordsForm, section: WaySection, asking: Asking) -> ResponseReturnValue:
    child = get_child_of(section.pupil_id, viewer=current_user)
    has_draft = form.kind == "words" and find_draft(section.id, asking.card.key, viewer=current_user) is not None
    facts: dict[str, Any] = {"section": section, "child": child, "asking": asking, "has_draft": has_draft}
    return page("way/section_say.html", status=422 if form.is_submitted() else 200, form=form, **facts)
