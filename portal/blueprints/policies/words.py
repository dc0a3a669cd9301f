"""What the topics are called on every page, the picture beside each, and what stands in the words of a policy."""

import re
from collections.abc import Callable
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.models import IndependentKind, PolicyTopic

T = PolicyTopic
NAMES: dict[PolicyTopic, LazyString] = {
    T.SAFEGUARDING: _l("Keeping children safe"),
    T.ADMISSIONS: _l("How to start here"),
    T.ATTENDANCE: _l("Coming here"),
    # TRANSLATORS: the page of the setting's behaviour policy
    T.BEHAVIOUR: _l("When it gets hard"),
    # TRANSLATORS: the page of the curriculum
    T.CURRICULUM: _l("What we learn here"),
    T.EXAMS: _l("Exams"),
    # TRANSLATORS: the page of the lockdown policy
    T.LOCKDOWN: _l("When we stay inside"),
    T.MEDICAL: _l("Medicine and health"),
    # TRANSLATORS: the page about special educational needs
    T.SEND: _l("Extra help to learn"),
    # TRANSLATORS: the page about suspension: a child must stay at home for some days
    T.SUSPENSION: _l("Sent home for a time"),
    T.WORK: _l("Learning about work"),
    # TRANSLATORS: the page about "British values"
    T.VALUES: _l("Being fair to each other"),
    T.COMPLAINTS: _l("How to complain"),
}
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
    return str(NAMES[topic])


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
