"""How a contact is called: by which way, and whether it was good, hard or neither."""

from collections.abc import Callable
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.models import ContactWay, Tone

WAYS: dict[ContactWay, LazyString] = {
    # TRANSLATORS: how staff were in touch with a family
    ContactWay.MESSAGE: _l("A message"),
    ContactWay.CALL: _l("A call"),
    ContactWay.IN_PERSON: _l("We met"),
    ContactWay.ON_PAPER: _l("On paper"),
}
TONES: dict[Tone, LazyString] = {
    # TRANSLATORS: what a talk with a family was about, for staff
    Tone.GOOD: _l("Something good"),
    Tone.HARD: _l("Something hard"),
    Tone.PLAIN: _l("Neither"),
}
ICONS = {Tone.GOOD: "heart", Tone.HARD: "flag", Tone.PLAIN: "chat"}


def tone_word(tone: Tone) -> str:
    """In one to three words."""
    return str(TONES[tone])


def tone_icon(tone: Tone) -> str:
    """The icon beside the words."""
    return ICONS[tone]


def way_word(way: ContactWay) -> str:
    """By which way, in a word."""
    return str(WAYS[way])


FILTERS: dict[str, Callable[..., Any]] = {
    "contact_tone": tone_word,
    "contact_icon": tone_icon,
    "contact_way": way_word,
}
