"""What a group is for, what helps a person come and what keeps them, in words and pictures."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import SelectChoice

from portal import clock
from portal.grouping.words import BARRIERS, HELPS, TOPICS
from portal.models import GroupHelps, GroupKind, GroupWords, LeaderKind, TakesPart, WhyApart
from portal.web import dates
from portal.web.said import at, fill

KINDS: dict[GroupKind, LazyString] = {
    GroupKind.GROUP: _l("It goes on all year"),
    GroupKind.PROGRAMME: _l("A set number of weeks"),
    GroupKind.DROP_IN: _l("Come when you like"),
    GroupKind.COACHING: _l("You and one adult"),
}
LEADERS: dict[LeaderKind, LazyString] = {
    LeaderKind.FACILITATOR: _l("runs the group"),
    LeaderKind.PEER: _l("a parent who helps to run it"),
    LeaderKind.COVER: _l("stands in for now"),
}
TAKES: dict[TakesPart, LazyString] = {
    TakesPart.LISTENS: _l("I only want to listen"),
    TakesPart.TAKES_PART: _l("I want to take part"),
}
WHY_APART: dict[WhyApart, LazyString] = {
    WhyApart.ORDER: _l("A court order"),
    WhyApart.BETWEEN_FAMILIES: _l("Something between the families"),
    WhyApart.BETWEEN_CHILDREN: _l("Something between the children"),
    WhyApart.OTHER: _l("Something else"),
}


def choices(words: Mapping[Any, LazyString]) -> list[SelectChoice]:
    """One answer for each, as a form offers them."""
    return [SelectChoice(str(one.value), text) for one, text in words.items()]


def helps_of(helps: Iterable[Any]) -> list[tuple[str, str, str]]:
    """What helps, each once: an icon, its word, and for an interpreter the languages, one after the other ("ar pl")."""
    rows = list(helps)
    spoken = " ".join(sorted(one.language for one in rows if one.what is GroupHelps.INTERPRETER and one.language))
    there = {one.what for one in rows}
    return [
        (picture, str(word), spoken if what is GroupHelps.INTERPRETER else "")
        for what, (word, picture) in HELPS.items()
        if what in there
    ]


def group_when(moment: datetime) -> Markup:
    """When a meeting begins: "Thursday 26 November, in the evening, 6:00"."""
    local = clock.london(moment)
    part = dates.part_of_day(local.time())
    return fill(_("%(day)s, %(part)s, %(time)s"), day=dates.day(local.date()), part=part, time=at(local))


def group_name(words: Iterable[GroupWords]) -> str:
    """The English name of a group, for staff."""
    return next((one.name for one in words if one.language == "en"), "")


FILTERS: dict[str, Callable[..., Any]] = {
    "barrier_choices": lambda _form: [(why.value, str(word), icon) for why, (word, icon) in BARRIERS.items()],
    "group_kind": lambda kind: str(KINDS[kind]),
    "group_name": group_name,
    "group_topic": lambda topic: str(TOPICS[topic]),
    "group_when": group_when,
    "helps_of": helps_of,
    "helps_to_tick": lambda _form: [(what, word) for what, (word, _icon) in HELPS.items()],
    "leader_word": lambda kind: str(LEADERS[kind]),
    "spoken_there": lambda ticked: {of for _what, of in ticked if of},
    "takes_word": lambda takes: str(TAKES[takes]),
    "why_apart": lambda why: str(WHY_APART[why]),
}
