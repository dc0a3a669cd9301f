"""Every phrase of every list that a text holds. The time it takes grows with the text, and no faster.

A set of places in the text is one whole number, a bit a word: “this, then that” is a shift and an “and”.
Nothing is tried twice.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from portal.signs.phrases import Either, Gap, OneOf, Run, length_of
from portal.signs.reading import Level, Phrase, read_lists
from portal.signs.words import shapes_of, words_of

_CHUNK = re.compile(r"\S+")
AT_ONCE = 2000  # words looked at together
BEFORE = 4  # letters that a star at the beginning stands for


@dataclass(frozen=True)
class Sign:
    """A phrase of a list that was found."""

    language: str
    level: Level
    about: str
    phrase: str


def find_signs(words: str) -> tuple[Sign, ...]:
    """The phrases that these words hold, in every language whatever the writer's is: children mix them."""
    typed = words_of(words)
    return tuple(sign for finder in _FINDERS for sign in finder.find(typed))


def find_places(words: str) -> tuple[tuple[int, int], ...]:
    """Where in these words the phrases stand, as (from, to) in signs, in order and never over each other."""
    chunks = [(found.span(), len(words_of(found[0]))) for found in _CHUNK.finditer(words)]
    chunk_of = [span for span, many in chunks for _ in range(many)]
    typed = words_of(words)
    if len(typed) != len(chunk_of):
        return ()  # some sign is written in a way that cannot be told apart: then nothing is marked
    found = sorted(span for finder in _FINDERS for span in finder.places_of(typed))
    places: list[tuple[int, int]] = []
    for first, last in found:
        begins, ends = chunk_of[first][0], chunk_of[last - 1][1]
        if places and begins <= places[-1][1]:
            begins, ends = places[-1][0], max(ends, places.pop()[1])
        places.append((begins, ends))
    return tuple(places)


def highest(signs: Iterable[Sign]) -> Level | None:
    """The level of what was found: one sign of “now” is enough."""
    return max((sign.level for sign in signs), default=None)


class _Finder:
    """The list of one language, ready to look."""

    def __init__(self, language: str, phrases: tuple[Phrase, ...]) -> None:
        self.language = language
        self.phrases = [
            (phrase.run, _always(phrase.run), Sign(language, phrase.level, phrase.about, phrase.words))
            for phrase in phrases
        ]
        self.longest = max(length_of(phrase.run)[1] for phrase in phrases)
        self.exact, self.begins, self.ends, self.within = (defaultdict[str, list[OneOf]](list) for _ in range(4))
        for one in {one for phrase in phrases for one in _words_in(phrase.run)}:
            for word in one.words:
                self._kind(word)[word.strip("*")].append(one)
        self.meant_by = lru_cache(maxsize=20_000)(self._meant_by)

    def find(self, typed: list[str]) -> Iterator[Sign]:
        looked_for = self.phrases
        for _start, piece in self._pieces(typed):
            places = self._places(piece)
            left = []
            for phrase in looked_for:
                run, always, sign = phrase
                if all(one in places for one in always) and _ends_of(run, places):
                    yield sign
                else:
                    left.append(phrase)
            looked_for = left

    def places_of(self, typed: list[str]) -> Iterator[tuple[int, int]]:
        """Where each phrase stands, as (first word, word after the last): the shortest stretch that holds it."""
        for start, piece in self._pieces(typed):
            places = self._places(piece)
            for run, always, _sign in self.phrases:
                if not all(one in places for one in always) or not _ends_of(run, places):
                    continue
                begins_of: dict[int, int] = {}
                for place in range(len(piece)):
                    ends = _ends_of(run, places, 1 << place) >> (place + 1)
                    if ends:
                        begins_of[place + (ends & -ends).bit_length()] = place
                yield from ((start + begins, start + ends) for ends, begins in begins_of.items())

    def _pieces(self, typed: list[str]) -> Iterator[tuple[int, list[str]]]:
        """The text in pieces that overlap, each with where it begins."""
        for start in range(0, len(typed), AT_ONCE):
            yield start, typed[start : start + AT_ONCE + self.longest]

    def _places(self, typed: list[str]) -> "defaultdict[OneOf | None, int]":
        """Where each word of the list stands; under None, every place."""
        at: defaultdict[str, int] = defaultdict(int)
        for place, word in enumerate(typed):
            at[word] |= 1 << place
        places: defaultdict[OneOf | None, int] = defaultdict(int)
        for word, where in at.items():
            for one in self.meant_by(word):
                places[one] |= where
        places[None] = (1 << len(typed)) - 1
        return places

    def _meant_by(self, word: str) -> frozenset[OneOf]:
        meant: list[OneOf] = []
        for shape in shapes_of(word, self.language):
            meant += self.exact.get(shape, ())
            for end in range(2, len(shape) + 1):
                meant += self.begins.get(shape[:end], ())
            for start in range(min(BEFORE + 1, len(shape) - 1)):
                meant += self.ends.get(shape[start:], ())
                for end in range(start + 2, len(shape) + 1):
                    meant += self.within.get(shape[start:end], ())
        return frozenset(meant)

    def _kind(self, word: str) -> defaultdict[str, list[OneOf]]:
        if word.startswith("*"):
            return self.within if word.endswith("*") else self.ends
        return self.begins if word.endswith("*") else self.exact


def _ends_of(run: Run, places: "defaultdict[OneOf | None, int]", starts: int | None = None) -> int:
    """Where a run that starts at one of these places may end."""
    here = places[None] if starts is None else starts
    for part in run:
        if isinstance(part, OneOf):
            here = (here & places.get(part, 0)) << 1
        elif isinstance(part, Gap):
            for _ in range(part.most):
                here |= here << 1
        else:
            here = _ends_of_either(part, places, here)
        if not here:
            break
    return here


def _ends_of_either(either: Either, places: "defaultdict[OneOf | None, int]", starts: int) -> int:
    ends = 0
    for run in either.runs:
        ends |= _ends_of(run, places, starts)
    return ends


def _always(run: Run) -> tuple[OneOf, ...]:
    """The words without which a run is not there."""
    return tuple(part for part in run if isinstance(part, OneOf))


def _words_in(run: Run) -> Iterator[OneOf]:
    for part in run:
        if isinstance(part, OneOf):
            yield part
        elif isinstance(part, Either):
            for each in part.runs:
                yield from _words_in(each)


_FINDERS = tuple(_Finder(language, phrases) for language, phrases in read_lists().items())
