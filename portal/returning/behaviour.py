"""Words that give behaviour as the reason of a part-time timetable, in every language of the portal (domain.md §2.1).

The words stand in behaviour_words/, a phrase a line, to be read and changed by whoever speaks the language. All lists
are asked whatever the writer's language is: people mix them.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from portal.signs.words import shapes_of, words_of

LISTS = Path(__file__).parent / "behaviour_words"
# What is written onto the front of an Arabic word: and, so, with, as, for, the.
_BEFORE = "[وف]?(?:[بكل]?ال|لل|[بكل])?"

Phrase = tuple[re.Pattern[str], ...]


def phrases_of(language: str) -> tuple[str, ...]:
    """The phrases of one list, as they stand there."""
    lines = (LISTS / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def languages() -> tuple[str, ...]:
    """The languages that have a list."""
    return tuple(sorted(path.stem for path in LISTS.glob("*.txt")))


def names_behaviour(words: str) -> bool:
    """True when these words give behaviour as the reason. It must not be one."""
    typed = words_of(words)
    return any(_is_found(_shapes(typed, language), _phrases(language)) for language in languages())


def _is_found(typed: list[frozenset[str]], phrases: Iterable[Phrase]) -> bool:
    return any(
        all(any(part.fullmatch(shape) for shape in shapes) for part, shapes in zip(phrase, typed[at:], strict=False))
        for phrase in phrases
        for at in range(len(typed) - len(phrase) + 1)
    )


def _shapes(typed: list[str], language: str) -> list[frozenset[str]]:
    return [shapes_of(word, language) for word in typed]


@cache
def _phrases(language: str) -> tuple[Phrase, ...]:
    return tuple(tuple(_patterns(line, language)) for line in phrases_of(language))


def _patterns(line: str, language: str) -> Iterator[re.Pattern[str]]:
    for word in line.split():
        (plain,) = words_of(word.strip("*"))
        shapes = "|".join(re.escape(shape) for shape in sorted(shapes_of(plain, language)))
        before, after = (_BEFORE if word.startswith("*") else ""), (r"\w*" if word.endswith("*") else "")
        yield re.compile(f"{before}(?:{shapes}){after}")
