"""What an answer to a choice says: one of the choices, or none of them, or only own words."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask_babel import lazy_pgettext

from portal import clock
from portal.models import Contribution, Proposal
from portal.timetable.names import on_day
from portal.web.words import safety

# The topic of an answer, where it is not the number of a choice.
NO_CHOICE, OWN_WORDS, READ = "no_choice", "own_words", "read"


def choices_of(proposal: Proposal) -> list[str]:
    """The choices in their order; none where it is decided."""
    return [line for line in proposal.choices.split("\n") if line]


def chosen(topic: str, proposal: Proposal) -> str:
    """The choice that an answer or an outcome names, as it was offered; empty when it names none."""
    choices = choices_of(proposal)
    return choices[int(topic)] if topic.isdecimal() and int(topic) < len(choices) else ""


def answer_in_words(answer: Contribution, proposal: Proposal) -> str:
    """What somebody tapped, for whoever reads it as their own or as another's; empty for own words only."""
    if answer.topic == NO_CHOICE:
        return safety(lazy_pgettext("safety", "I do not want to choose"))
    if answer.topic == READ:
        return safety(lazy_pgettext("safety", "I have read this"))
    return chosen(answer.topic, proposal)


def stands_in_words(proposal: Proposal) -> str:
    """What it is: said in the same checked words wherever it stands."""
    if proposal.is_decided:
        return safety(lazy_pgettext("safety", "We have decided. This is to tell you."))
    return safety(lazy_pgettext("safety", "We have not decided. Help us choose."))


def ended_day(moment: datetime) -> str:
    """The day on which it was ended: "today", "on Monday 23 November"."""
    return on_day(clock.london(moment).date(), clock.today())


FILTERS: dict[str, Callable[..., Any]] = {
    "answer_in_words": answer_in_words,
    "choices_of": choices_of,
    "chosen_of": chosen,
    "ended_day": ended_day,
    "stands_in_words": stands_in_words,
}
