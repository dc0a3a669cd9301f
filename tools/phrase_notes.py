"""For the people who translate: who reads a phrase, in which room, on what. Told by where it stands in the code.

A phrase with a comment of its own (TRANSLATORS:) keeps that. The others say for example
"Families and staff read it. Room: timetable. Stands in week.html: a heading." Nothing is guessed from the words but
whether they are a sentence.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from portal.access.policy import GRANTS, Permission, Role

PORTAL = Path(__file__).parents[1] / "portal"
TEMPLATES = PORTAL / "templates"
EVERYONE = frozenset(("young", "family", "staff"))
READERS = {"young": "young people", "family": "families", "staff": "staff"}
AUDIENCES = {Role.PUPIL: "young", Role.CARER: "family"}
# Where a page is not named after the view that draws it.
PAGES = (
    (re.compile(r"home/carer\.html"), {"family"}),
    (re.compile(r"home/young\.html|account/card_"), {"young"}),
    (re.compile(r"home/(staff|guest)\.html|\w+/(staff|secret)_|demo/|people/|photos/"), {"staff"}),
)
USES = re.compile(r"""\{% (?:from|include|extends) "([\w/]+\.html)\"""")
ONLY = r"""(?:(?P<young>young)|(?:frame\.audience|audience|who) == "(?P<said>young|family|staff)")"""
# `… if young else …` around the phrase, or `{% if young %}` somewhere before it on its line.
IF_AFTER = re.compile(rf"\s*if {ONLY} else")
IF_BEFORE = re.compile(rf"\{{% (?:el)?if {ONLY} %\}}(?:(?!\{{% (?:el|end)).)*$")
ELSE_BEFORE = re.compile(rf"if {ONLY} else \w*\(?$")
KINDS = (
    (re.compile(r"block (?:title|h1) %|<h\d|card_head\(|kicker\("), "a heading"),
    (re.compile(r"<button|class=\"btn|button_label|SubmitField\("), "a button"),
    (re.compile(r"links\(|\"label\":|pills\("), "a link"),
    (re.compile(r"<summary"), "what opens when it is tapped"),
    (re.compile(r"\btag\("), "a tag"),
    (re.compile(r"\bempty\("), "where nothing is yet"),
    (re.compile(r"aria-label=|class=\"vh\""), "read aloud, not shown"),
    (re.compile(r"Field\(|<label|<legend"), "a field"),
)


@dataclass
class Place:
    """Where a phrase stands, over all the places that say it."""

    readers: set[str] = field(default_factory=set)
    rooms: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)

    def note(self) -> str:
        """Two sentences for a translator."""
        who = (
            "Everyone reads"
            if self.readers == EVERYONE
            else f"{_joined(READERS[one] for one in sorted(self.readers))} read"
        )
        return f"{who} it. Room: {_few(self.rooms)}. Stands in {_few(self.files)}: {_few(self.kinds)}."


def note_of(places: Iterable[tuple[str, int]], phrase: str) -> str:
    """The comment for a phrase that stands in these lines of these files."""
    found = Place()
    for file, line in sorted(places):
        path = PORTAL.parent / file
        before, after = _around(path, line, phrase)
        found.readers |= _narrowed(readers_of(path), before, after)
        found.rooms.add(room_of(path))
        found.files.add(path.name)
        found.kinds.add(_kind(before, phrase))
    return found.note()


def room_of(path: Path) -> str:
    """The room a file belongs to, or the part of the house that all rooms share."""
    parts = path.relative_to(PORTAL).parts
    return parts[1] if parts[0] in {"templates", "blueprints"} else parts[0]


@cache
def readers_of(path: Path) -> frozenset[str]:
    """Who can open what this file helps to draw."""
    if path.is_relative_to(TEMPLATES):
        return _readers_of_template(str(path.relative_to(TEMPLATES)))
    if path.is_relative_to(PORTAL / "blueprints"):
        named = _named_for(f"{room_of(path)}/{path.stem}.py")
        return named or _union(_readers_of_template(name) for name in _used() if name.startswith(f"{room_of(path)}/"))
    return EVERYONE


def _named_for(name: str) -> frozenset[str]:
    return next((frozenset(readers) for pattern, readers in PAGES if pattern.match(name)), frozenset())


@cache
def _readers_of_template(name: str) -> frozenset[str]:
    if named := _named_for(name):
        return named
    users = [user for user, parts in _used().items() if name in parts and user != name]
    if users:
        return _union(map(_readers_of_template, users))
    return _readers_of_callers(name.partition("/")[0], f"'{name}'") or EVERYONE


def _union(readers: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*readers) or EVERYONE


@cache
def _used() -> dict[str, frozenset[str]]:
    """Each template, and the parts it is made of."""
    return {str(p.relative_to(TEMPLATES)): frozenset(USES.findall(p.read_text())) for p in TEMPLATES.rglob("*.html")}


@dataclass(frozen=True)
class View:
    """A function of a room: what it says, and who has the permission that it asks for, where it asks for one."""

    name: str
    source: str
    readers: frozenset[str]


@cache
def _functions(room: str) -> tuple[View, ...]:
    files = sorted((PORTAL / "blueprints" / room).rglob("*.py"))
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text()))]
    return tuple(_view(node) for node in nodes if isinstance(node, ast.FunctionDef))


def _view(node: ast.FunctionDef) -> View:
    source = ast.unparse(node)
    asked = re.search(r"^@requires\(Permission\.(\w+)\)", source, re.MULTILINE)
    roles = [role for role, granted in GRANTS.items() if asked and Permission[asked[1]] in granted]
    return View(node.name, source, frozenset(AUDIENCES.get(role, "staff") for role in roles))


def _readers_of_callers(room: str, said: str, passed: frozenset[str] = frozenset()) -> frozenset[str]:
    """Who may open the views that say this, themselves or by another function that does."""
    saying = [view for view in _functions(room) if said in view.source and view.name not in passed]
    passed |= {view.name for view in saying}
    return frozenset().union(*(v.readers or _readers_of_callers(room, f"{v.name}(", passed) for v in saying))


def _around(path: Path, line: int, phrase: str) -> tuple[str, str]:
    """What stands on the line before the phrase and after it."""
    text = path.read_text().splitlines()[line - 1 :]
    before, _, after = " ".join(text[:4]).partition(f'"{phrase}"')
    return before, after.lstrip("),").removeprefix("\n") if after else ""


def _narrowed(readers: frozenset[str], before: str, after: str) -> frozenset[str]:
    said = IF_AFTER.search(after[:200]) if IF_AFTER.match(after) else None
    if said := said or IF_BEFORE.search(_up_to_the_call(before)):
        return frozenset({said["said"] or "young"})
    if said := ELSE_BEFORE.search(_up_to_the_call(before)):
        return readers - {said["said"] or "young"} or readers
    return readers


def _up_to_the_call(before: str) -> str:
    return re.sub(r"\w+\($", "", before)


def _kind(before: str, phrase: str) -> str:
    nearest = max(
        ((found.start(), kind) for pattern, kind in KINDS for found in pattern.finditer(before[-160:])), default=None
    )
    if nearest:
        return nearest[1]
    return "a sentence" if phrase.endswith((".", "?", ":")) else "a few words"


def _few(words: set[str]) -> str:
    first, more = sorted(words)[:3], len(words) - 3
    return ", ".join(first) + (f" and {more} more" if more > 0 else "")


def _joined(words: Iterable[str]) -> str:
    *most, last = words
    return (f"{', '.join(most)} and {last}" if most else last).capitalize()
