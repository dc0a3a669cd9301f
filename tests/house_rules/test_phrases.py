"""The words on the pages: how the portal speaks, before anybody translates it."""

import re

import pytest
from babel.messages.catalog import Message

from tools import phrases

PHRASES = list(phrases.phrases(phrases.extract()))

# Names that belong to somebody, kinds of test that are not ours, and ways of speaking that are not ours either.
NEVER = {
    r"\bZones?\b": "Zones of Regulation is somebody's trade mark",
    r"\bBlobs?\b": "the Blob Tree is somebody's",
    r"\bSDQ\b": "a licensed questionnaire",
    r"\bC?CORS\b": "a licensed questionnaire",
    r"\bMood Meter\b": "somebody's trade mark",
    r"!": "the portal never shouts",
    r"(?i)don['’]t worry": "the portal does not tell people how to feel",
    r"(?i)\b(oops|sorry|unfortunately)\b": "say what happened and what to do, plainly",
    r"(?i)\binvalid\b|\bthis field is required\b": "say what to do",
    r"(?i)\bclick\b": "people tap, press and listen",
    r"(?i)\buser(name)?s?\b": "people have names",
}


def title(message: Message) -> str:
    """The English of a phrase."""
    return phrases.title(message)


@pytest.mark.parametrize("pattern", NEVER)
def test_no_phrase_speaks_in_a_way_that_is_not_ours(pattern: str) -> None:
    found = [title(m) for m in PHRASES if any(re.search(pattern, form) for form in phrases.forms(m.id))]
    assert found == [], NEVER[pattern]


def test_every_place_in_a_phrase_has_a_name() -> None:
    assert [f"{title(m)} {fault}" for m in PHRASES for fault in phrases.faults_in_english(m)] == []


def test_no_phrase_is_glued_together() -> None:
    """A phrase with a blank at its end is half a sentence, and other languages put the halves elsewhere."""
    assert [title(m) for m in PHRASES if any(form != form.strip() for form in phrases.forms(m.id))] == []
