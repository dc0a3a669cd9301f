"""The little language of the lists: a line becomes what has to follow what. Each list explains it at its head."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from portal.signs.words import shapes_of, words_of

BETWEEN = 3  # words that fit into one “...”
NEAR = 5  # words that fit between two sides of “&”, whichever comes first
MOST_WORDS = 4000  # that one line may stand for

_CLASS = re.compile(r"\{([^{}]*)\}")
_CHOICE = re.compile(r"\(([^()]*)\)(\?)?")
_STANDS_FOR = re.compile(r"(\*?)([^*]+)(\*?)")
_OPENS, _CLOSES = "(", ")"


class PhraseError(ValueError):
    """A line that cannot be read, with the reason."""


@dataclass(frozen=True, eq=False)
class OneOf:
    """One word, which may be any of these; a star before or after stands for more letters.

    There is one of each in a language, so that it is looked for once.
    """

    words: frozenset[str]


@dataclass(frozen=True)
class Gap:
    """So many words may stand here, and need not."""

    most: int


@dataclass(frozen=True)
class Either:
    """One of several runs of words. An empty run means that it may be left out."""

    runs: "tuple[Run, ...]"


Part = OneOf | Gap | Either
Run = tuple[Part, ...]


def read_phrase(line: str, classes: dict[str, str], language: str) -> Run:
    """What a line of the list asks for. PhraseError says what is wrong with it."""
    line = put_in_classes(line, classes)
    run = _reader(language).run(line.replace("ó", "(o|u)") if language == "pl" else line)
    if length_of(run)[0] == 0:
        raise PhraseError("it would be found in every text")
    return run


def put_in_classes(line: str, classes: dict[str, str]) -> str:
    """The line with each {name} replaced by the words it stands for."""

    def words_for(found: re.Match[str]) -> str:
        if found[1] not in classes:
            raise PhraseError(f"nothing above says what {{{found[1]}}} stands for")
        return f"({classes[found[1]]})"

    return _CLASS.sub(words_for, line)


def length_of(run: Run) -> tuple[int, int]:
    """The fewest and the most words that a run covers."""
    few = most = 0
    for part in run:
        if isinstance(part, OneOf):
            fewest, longest = 1, 1
        elif isinstance(part, Gap):
            fewest, longest = 0, part.most
        else:
            lengths = [length_of(each) for each in part.runs]
            fewest, longest = min(few for few, _ in lengths), max(most for _, most in lengths)
        few, most = few + fewest, most + longest
    return few, most


class _Reader:
    def __init__(self, language: str) -> None:
        self.language = language
        self.known: dict[str, Part] = {}
        self.ones: dict[frozenset[str], OneOf] = {}

    def run(self, text: str) -> Run:
        if len(ways := _split(text, "|")) > 1:
            return (self._one_way(ways),)
        sides = [self._side(side) for side in _split(text, "&")]
        if len(sides) == 1:
            return sides[0]
        if any(not side for side in sides):
            raise PhraseError("“&” needs words on both sides")
        return (Either(tuple(_joined(order) for order in itertools.permutations(sides))),)

    def _side(self, text: str) -> Run:
        pieces = [piece for piece in _split(text, " ") if piece]
        for piece in pieces:
            if piece not in self.known:
                self.known[piece] = self._part(piece)
        return tuple(self.known[piece] for piece in pieces)

    def _part(self, piece: str) -> Part:
        if set(piece) == {"."}:
            return Gap(BETWEEN)
        if " " in piece:
            return self._either(piece)
        words = {self._shape(word) for word in _every_word(piece) if word}
        optional = "" in _every_word(piece)
        one = self._one_of(words)
        return Either(((one,), ())) if optional else one

    def _either(self, piece: str) -> Part:
        inner = piece.removesuffix("?")
        if not (inner.startswith(_OPENS) and inner.endswith(_CLOSES)):
            raise PhraseError(f"“{piece}”: brackets that hold several words stand alone")
        way = self._one_way(_split(inner[1:-1], "|"))
        return Either((*way.runs, ())) if piece.endswith("?") else way

    def _one_way(self, ways: list[str]) -> Either:
        runs = [self.run(way) for way in ways]
        single = [run[0] for run in runs if len(run) == 1 and isinstance(run[0], OneOf)]
        long = [run for run in runs if not (len(run) == 1 and isinstance(run[0], OneOf))]
        if single:
            long.append((self._one_of(one.words for one in single),))
        return Either(tuple(long))

    def _one_of(self, words: Iterable[frozenset[str]]) -> OneOf:
        every = frozenset(itertools.chain.from_iterable(words))
        return self.ones.setdefault(every, OneOf(every))

    def _shape(self, word: str) -> frozenset[str]:
        stands = _STANDS_FOR.fullmatch(word)
        if not stands:
            raise PhraseError(f"“{word}”: a star stands before or after letters")
        if len(shaped := words_of(stands[2])) != 1:
            raise PhraseError(f"“{word}” is no word")
        if len(shaped[0]) < 2 and (stands[1] or stands[3]):
            raise PhraseError(f"“{word}”: a star needs at least two letters")
        shapes = shapes_of(shaped[0], self.language)
        return frozenset(stands[1] + shape + stands[3] for shape in shapes)


@lru_cache
def _reader(language: str) -> _Reader:
    return _Reader(language)


def _joined(sides: tuple[Run, ...]) -> Run:
    joined = sides[0]
    for side in sides[1:]:
        joined = (*joined, Gap(NEAR), *side)
    return joined


def _split(text: str, at: str) -> list[str]:
    """The pieces between signs that stand in no brackets."""
    if _OPENS not in text and _CLOSES not in text:  # nearly always, and thousands of times at each start
        return [piece.strip() for piece in text.split(at)]
    pieces, depth = [""], 0
    for sign in text:
        depth += (sign == _OPENS) - (sign == _CLOSES)
        if depth < 0:
            raise PhraseError("a bracket closes that was never opened")
        if sign == at and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += sign
    if depth:
        raise PhraseError("a bracket opens and does not close")
    return [piece.strip() for piece in pieces]


def _every_word(piece: str) -> list[str]:
    """hit(s|ting)? as hit, hits, hitting."""
    words, done = [piece], False
    while not done:
        done, longer = True, []
        for word in words:
            choice = _CHOICE.search(word)
            if choice:
                done = False
                ways = [*choice[1].split("|"), *([""] if choice[2] else [])]
                longer += [word[: choice.start()] + way + word[choice.end() :] for way in ways]
            else:
                longer.append(word)
        words = longer
        if len(words) > MOST_WORDS:
            raise PhraseError(f"it stands for more than {MOST_WORDS} words")
    return words
