"""The phrase book: what is said most often, by a picture and by one tap, in every language that is served.

A phrase is kept by its name and read by each in their own language. As long as no person has checked it in that
language (translations/*/checked.json), the English stands beside it.
"""

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString, lazy_pgettext
from markupsafe import Markup

from portal.web.words import safety


class Phrase(StrEnum):
    """What is said, by a name that never changes."""

    RUNNING_LATE = "running_late"
    CANT_COME = "cant_come"
    RING_ME = "ring_me"
    THANK_YOU = "thank_you"
    CAN_I_ASK = "can_i_ask"
    THANKS_FOR_TELLING = "thanks_for_telling"
    WILL_RING = "will_ring"
    WILL_FIND_OUT = "will_find_out"
    SEE_YOU = "see_you"
    WENT_WELL = "went_well"
    WERE_BRAVE = "were_brave"
    WERE_KIND = "were_kind"
    TRIED_NEW = "tried_new"
    LAUGHED = "laughed"
    KEPT_AT_IT = "kept_at_it"


@dataclass(frozen=True)
class Entry:
    """How a phrase is said, and the icon beside it."""

    words: LazyString
    icon: str


BOOK: dict[Phrase, Entry] = {
    # TRANSLATORS: the phrase book: one tap sends it as a message
    Phrase.RUNNING_LATE: Entry(lazy_pgettext("phrase book", "We are running late."), "clock"),
    Phrase.CANT_COME: Entry(lazy_pgettext("phrase book", "We can't come today."), "cross"),
    Phrase.RING_ME: Entry(lazy_pgettext("phrase book", "Please ring me."), "phone"),
    Phrase.THANK_YOU: Entry(lazy_pgettext("phrase book", "Thank you."), "heart"),
    Phrase.CAN_I_ASK: Entry(lazy_pgettext("phrase book", "Can I ask something?"), "help"),
    Phrase.THANKS_FOR_TELLING: Entry(lazy_pgettext("phrase book", "Thank you for telling me."), "heart"),
    Phrase.WILL_RING: Entry(lazy_pgettext("phrase book", "I will ring you today."), "phone"),
    Phrase.WILL_FIND_OUT: Entry(lazy_pgettext("phrase book", "I will find out and write to you."), "eye"),
    Phrase.SEE_YOU: Entry(lazy_pgettext("phrase book", "See you tomorrow."), "hand"),
    # TRANSLATORS: good news to home about their child, by one tap
    Phrase.WENT_WELL: Entry(lazy_pgettext("phrase book", "Today went well."), "heart"),
    Phrase.WERE_BRAVE: Entry(lazy_pgettext("phrase book", "They were brave today."), "flag"),
    Phrase.WERE_KIND: Entry(lazy_pgettext("phrase book", "They were kind to somebody today."), "hand"),
    Phrase.TRIED_NEW: Entry(lazy_pgettext("phrase book", "They tried something new today."), "plus"),
    Phrase.LAUGHED: Entry(lazy_pgettext("phrase book", "They laughed today."), "speak"),
    Phrase.KEPT_AT_IT: Entry(lazy_pgettext("phrase book", "They kept at something hard today."), "goals"),
}
# What a young person says of themself.
YOUNG: dict[Phrase, Entry] = {
    Phrase.RUNNING_LATE: Entry(lazy_pgettext("phrase book", "I am running late."), "clock"),
    Phrase.CANT_COME: Entry(lazy_pgettext("phrase book", "I can't come today."), "cross"),
    Phrase.RING_ME: Entry(lazy_pgettext("phrase book", "Please talk to me."), "phone"),
}
OF_THE_FAMILY = (Phrase.RUNNING_LATE, Phrase.CANT_COME, Phrase.RING_ME, Phrase.THANK_YOU, Phrase.CAN_I_ASK)
OF_THE_TEAM = (Phrase.THANKS_FOR_TELLING, Phrase.WILL_RING, Phrase.WILL_FIND_OUT, Phrase.SEE_YOU, Phrase.THANK_YOU)
# What staff tell home for no other reason than that it was good.
GOOD_NEWS = (
    Phrase.WENT_WELL,
    Phrase.WERE_BRAVE,
    Phrase.WERE_KIND,
    Phrase.TRIED_NEW,
    Phrase.LAUGHED,
    Phrase.KEPT_AT_IT,
)


def offered_to(audience: str) -> tuple[Phrase, ...]:
    """The phrases that 'young', 'family' or 'staff' may tap."""
    return OF_THE_TEAM if audience == "staff" else OF_THE_FAMILY


def entry_of(phrase: Phrase, *, is_young: bool) -> Entry:
    """How it is said: a young person says "I"."""
    return YOUNG.get(phrase, BOOK[phrase]) if is_young else BOOK[phrase]


def phrase_said(topic: str, *, is_young: bool) -> Markup:
    """The phrase in the language of the page, with the English until it is checked; nothing where none was sent."""
    known = {phrase.value for phrase in Phrase}
    return safety(entry_of(Phrase(topic), is_young=is_young).words) if topic in known else Markup()
