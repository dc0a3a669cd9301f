"""The words on the pages: how the portal speaks, before anybody translates it."""

import ast
import re
from functools import cache

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS

from tests.house_rules import sources
from tools import phrases


@cache
def every_phrase() -> list[Message]:
    """The phrases of all pages; gathered when the first test asks, because every process of a run reads this file."""
    return list(phrases.phrases(phrases.extract()))


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
    found = [title(m) for m in every_phrase() if any(re.search(pattern, form) for form in phrases.forms(m.id))]
    assert found == [], NEVER[pattern]


def test_every_place_in_a_phrase_has_a_name() -> None:
    assert [f"{title(m)} {fault}" for m in every_phrase() for fault in phrases.faults_in_english(m)] == []


def test_a_phrase_that_safety_or_agreement_hangs_on_is_one_everywhere() -> None:
    """The same words without the mark would stand alone in a language nobody has checked."""
    marked = {m.id for m in every_phrase() if m.context == "safety"}
    assert sorted(title(m) for m in every_phrase() if m.context != "safety" and m.id in marked) == []


def test_no_phrase_is_glued_together() -> None:
    """A phrase with a blank at its end is half a sentence, and other languages put the halves elsewhere."""
    assert [title(m) for m in every_phrase() if any(form != form.strip() for form in phrases.forms(m.id))] == []


def test_no_phrase_hides_behind_a_name_that_nobody_gathers() -> None:
    """A translating function under a name of one's own is not seen by the tool: its phrases stay English."""
    gathered = {*DEFAULT_KEYWORDS, *phrases.KEYWORDS}
    unseen = [
        f"{sources.short(path)}: {alias.name} as {alias.asname}"
        for path in sources.files(sources.PORTAL, ".py")
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "flask_babel"
        for alias in node.names
        if alias.name.endswith("gettext") and (alias.asname or alias.name) not in gathered
    ]
    assert unseen == []


def test_every_phrase_tells_its_translator_who_reads_it_and_where() -> None:
    """Else somebody who translates one line of 1,500 would guess whether a child or a head reads it."""
    assert [title(m) for m in every_phrase() if not any(m.auto_comments)] == []


def test_a_translator_is_told_what_is_true() -> None:
    said = {title(m): m.auto_comments for m in every_phrase()}
    assert said["Calls to make"] == ["Staff read it. Room: home. Stands in _calls.html: a heading."]
    assert said["I saw this at home"][0].startswith("Families read it. Room: goals.")
    assert said["My goals"][0].startswith("Young people read it. Room: ")
    assert said["The plan on paper"] == ["Families and staff read it. Room: plans. Stands in plan_show.html: a button."]
    assert said["Are you in danger now?"][0].startswith("Everyone reads it. Room: concerns, help.")
