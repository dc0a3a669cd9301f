"""The lists as files: read when the portal starts. A line that cannot be read stops it, with file and line."""

import enum
import re
from dataclasses import dataclass
from pathlib import Path

from portal.signs.phrases import PhraseError, Run, put_in_classes, read_phrase

FOLDER = Path(__file__).parent / "lists"

_CLASS = re.compile(r"\{([\w ]+)\}\s*=(.*)")
_HEADING = re.compile(r"\[(\w+)\]\s*(.+)")


class Level(enum.IntEnum):
    """How soon a person has to hear it (domain.md §7.2)."""

    TODAY = 1
    NOW = 2


class ListError(ValueError):
    """A list that cannot be used, in a sentence that names file and line."""


@dataclass(frozen=True)
class Phrase:
    """One line of a list."""

    level: Level
    about: str
    words: str
    run: Run


def read_lists(folder: Path = FOLDER) -> dict[str, tuple[Phrase, ...]]:
    """Every list in the folder, by its language."""
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise ListError(f"{folder} holds no list of phrases.")
    return {path.stem: read_list(path) for path in paths}


def read_list(path: Path) -> tuple[Phrase, ...]:
    """The phrases of one file, in order."""
    reading = _Reading(path.stem)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as wrong:
        raise ListError(f"{path} is not saved as UTF-8.") from wrong
    for number, line in enumerate(lines, start=1):
        try:
            reading.take(line.split("#")[0].strip())
        except PhraseError as wrong:
            raise ListError(f"{path}, line {number}: {wrong}: {line.strip()}") from wrong
    if not reading.phrases:
        raise ListError(f"{path}, line {len(lines)}: the list ends and holds no phrase.")
    return tuple(reading.phrases)


class _Reading:
    def __init__(self, language: str) -> None:
        self.language = language
        self.classes: dict[str, str] = {}
        self.heading: tuple[Level, str] | None = None
        self.phrases: list[Phrase] = []

    def take(self, line: str) -> None:
        if line.startswith("{") and (named := _CLASS.fullmatch(line)):
            self._name(named[1], named[2])
        elif line.startswith("["):
            self._head(line)
        elif line:
            self._phrase(line)

    def _name(self, name: str, words: str) -> None:
        if name in self.classes:
            raise PhraseError(f"{{{name}}} stands above already")
        alternatives = put_in_classes(words, self.classes).strip()
        read_phrase(f"({alternatives})", {}, self.language)
        self.classes[name] = alternatives

    def _head(self, line: str) -> None:
        heading = _HEADING.fullmatch(line)
        levels = {level.name.lower(): level for level in Level}
        if not heading or heading[1] not in levels:
            raise PhraseError("a heading is [now] or [today], and what it is about")
        self.heading = levels[heading[1]], heading[2]

    def _phrase(self, line: str) -> None:
        if self.heading is None:
            raise PhraseError("a phrase stands under a heading")
        self.phrases.append(Phrase(*self.heading, line, read_phrase(line, self.classes, self.language)))
