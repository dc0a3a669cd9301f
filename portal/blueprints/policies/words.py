"""What the topics are called on every page, the picture beside each, and what stands in the words of a policy."""

import re
from collections.abc import Callable
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.models import IndependentKind, PolicyTopic
from portal.planning.titles import TOPICS

T = PolicyTopic
# Line icons (static/img/icons).
PICTURES: dict[PolicyTopic, str] = {
    T.SAFEGUARDING: "heart",
    T.ADMISSIONS: "home",
    T.ATTENDANCE: "week",
    T.BEHAVIOUR: "people",
    T.CURRICULUM: "pencil",
    T.EXAMS: "paper",
    T.LOCKDOWN: "pause",
    T.MEDICAL: "plus",
    T.SEND: "help",
    T.SUSPENSION: "stepback",
    T.WORK: "bag",
    T.VALUES: "globe",
    T.COMPLAINTS: "speak",
}
KINDS: dict[IndependentKind, LazyString] = {
    # TRANSLATORS: SENDIASS: a free service for parents that belongs neither to school nor to the setting
    IndependentKind.SENDIASS: _l("Advice for parents"),
    # TRANSLATORS: an advocate helps a child to say what they think
    IndependentKind.ADVOCATE: _l("Somebody to speak up for your child"),
    IndependentKind.OTHER: _l("More help"),
}
# The same for who needs it themself.
KINDS_YOUNG: dict[IndependentKind, LazyString] = {
    IndependentKind.SENDIASS: _l("Help for your mum, dad or carer"),
    IndependentKind.ADVOCATE: _l("Somebody to speak up for you"),
}


def topic_name(topic: PolicyTopic) -> str:
    """What a topic is called."""
    return str(TOPICS[topic])


def topic_picture(topic: PolicyTopic) -> str:
    """The icon beside it."""
    return PICTURES[topic]


def independent_kind(kind: IndependentKind, audience: str) -> str:
    """What somebody independent does."""
    return str(KINDS_YOUNG.get(kind, KINDS[kind]) if audience == "young" else KINDS[kind])


def paragraphs(words: str) -> list[str]:
    """The words piece by piece: an empty line ends one."""
    return [piece.strip() for piece in re.split(r"\n\s*\n", words) if piece.strip()]


def megabytes(size: int) -> str:
    """How heavy a file is: for a phone with little data, never less than it is."""
    return f"{max(1, -(-size * 10 // 1_000_000)) / 10:.1f}"


FILTERS: dict[str, Callable[..., Any]] = {
    "independent_kind": independent_kind,
    "megabytes": megabytes,
    "paragraphs": paragraphs,
    "topic_name": topic_name,
    "topic_picture": topic_picture,
}
