"""What the things of a plan are called on its pages."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from flask_babel import LazyString, force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal import clock
from portal.blueprints.way.cards import Tap, card_of, told
from portal.heard.voices import Quote
from portal.models import Destination, Hazard, HowSaid, Likelihood, PersonRole, SectionKind, WayKind, WayPerson
from portal.returning import titles
from portal.web.dates import full_date

HAZARDS: dict[Hazard, LazyString] = {
    # TRANSLATORS: what could go wrong for a child, in neutral words
    Hazard.TO_SELF: _l("Getting hurt"),
    Hazard.TO_OTHERS: _l("Somebody else gets hurt"),
    Hazard.FROM_OTHERS: _l("Others are not kind"),
    Hazard.JOURNEY: _l("On the way"),
    Hazard.ONLINE: _l("Online"),
    Hazard.MEDICAL: _l("Health"),
}
LIKELIHOODS: dict[Likelihood, LazyString] = {
    # TRANSLATORS: how often something could happen
    Likelihood.SELDOM: _l("seldom"),
    Likelihood.SOMETIMES: _l("sometimes"),
    Likelihood.OFTEN: _l("often"),
}
FIELDS: dict[str, LazyString] = {
    "agreed": _l("What we agree"),
    "about_the_rest": _l("What happens about the rest"),
    "is_for_school": _l("The school reads it"),
    "people": _l("The people who help"),
    "destination": _l("Where it leads"),
    "goal_on": _l("The day we hope for"),
    "ended_on": _l("The day it ended"),
    "hazard": _l("What could go wrong"),
    "likelihood": _l("How often"),
    "what_we_do": _l("What we do first"),
    "who_knows": _l("Who knows"),
    "review_on": _l("The day we look at it next"),
}
# How words came to be here, as the young person says it on their own sheet.
HELPED: dict[HowSaid, LazyString] = {
    HowSaid.BY_MYSELF: _l("I did it by myself"),
    HowSaid.READ_TO_ME: _l("A grown-up read it to me"),
    HowSaid.WRITTEN_FOR_ME: _l("A grown-up wrote it for me"),
    HowSaid.BY_PHONE: _l("I said it on the phone"),
    HowSaid.ON_PAPER: _l("I put it on paper"),
}
_DAYS = frozenset(("goal_on", "ended_on", "review_on"))


def readable(name: str, text: str) -> str:
    """A field of a save in words: a day for a date, a label for a word of ours, "Yes" for a tick."""
    if not text:
        return ""
    if name in _DAYS:
        return full_date(date.fromisoformat(text))
    if name == "is_for_school":
        return str(_("Yes"))
    labels: dict[str, Any] = {"destination": titles.DESTINATIONS, "hazard": HAZARDS, "likelihood": LIKELIHOODS}
    return str(labels[name][text]) if name in labels and text in labels[name] else text


def person_line(one: WayPerson) -> str:
    """An adult of the plan as a save keeps them, in the language of the setting: "From us: Sam. At the gate at 9."."""
    return person_text(one.role, one.person.first_name if one.person else one.name, one.words)


def person_text(role: PersonRole, who: str, words: str) -> str:
    """The same of what stands in a form."""
    with force_locale("en_GB"):
        return f"{titles.ROLES[role]}: {who}" + (f". {words}" if words else "")


def first_line(words: str) -> str:
    """What is agreed, as one line of a card."""
    return next((line for line in words.split("\n") if line.strip()), "")


def tapped(quote: Quote, kind: SectionKind) -> tuple[Tap, ...]:
    """The cards that somebody tapped."""
    return told(kind, quote.words)[0]


def after_taps(quote: Quote, kind: SectionKind) -> str:
    """The words beside them."""
    return told(kind, quote.words)[1]


def asked(quote: Quote, kind: SectionKind) -> str:
    """The question that the words answer; empty where they stand for the whole section."""
    card = card_of(kind, quote.said.topic)
    return str(card.question) if card else ""


def hazard_word(hazard: Hazard) -> str:
    """What could go wrong."""
    return str(HAZARDS[hazard])


def likelihood_word(likelihood: Likelihood) -> str:
    """How often it could happen."""
    return str(LIKELIHOODS[likelihood])


def role_word(one: WayPerson) -> str:
    """What an adult of the plan is there for."""
    return str(titles.ROLES[one.role])


def section_picture(kind: SectionKind) -> str:
    """The icon of a section."""
    return titles.PICTURES[kind]


def section_thing(kind: SectionKind) -> str:
    """The picture of a section on paper."""
    return titles.THINGS[kind]


def helped_by(how: HowSaid) -> str:
    """Who helped to say it, in the young person's words."""
    return str(HELPED[how])


def said_on(moment: datetime) -> str:
    """The day of a moment with its year: on paper nobody knows which day "today" was."""
    return full_date(clock.london(moment).date())


def destination_word(destination: Destination, audience: str) -> str:
    """Where a plan leads."""
    return titles.destination_word(destination, audience)


def kind_tab(kind: WayKind, audience: str) -> str:
    """What a plan is called on the tab."""
    return titles.on_the_tab(titles.KINDS[kind], audience) or str(_("The plan we write together"))


def question_tab(kind: SectionKind, audience: str) -> str:
    """The question of a section on the tab."""
    return titles.on_the_tab(titles.QUESTIONS[kind], audience) or str(_("A part of the plan"))


FILTERS: dict[str, Callable[..., Any]] = {
    "way_after_taps": after_taps,
    "way_asked": asked,
    "way_destination": destination_word,
    "way_first_line": first_line,
    "way_hazard": hazard_word,
    "way_helped": helped_by,
    "way_kind": titles.kind_title,
    "way_kind_tab": kind_tab,
    "way_likelihood": likelihood_word,
    "way_picture": section_picture,
    "way_question": titles.section_question,
    "way_question_tab": question_tab,
    "way_role": role_word,
    "way_said_on": said_on,
    "way_section": titles.section_title,
    "way_tapped": tapped,
    "way_thing": section_thing,
}
