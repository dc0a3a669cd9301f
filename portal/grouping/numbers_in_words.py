"""Telephone numbers in words: in digits of any script, spelt out in English, Polish or Arabic, and all of it mixed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Fewer digits are a time, an age, a date; so many are a number when they are spoken of as one.
SURELY, SPOKEN_OF = 9, 7

_SPELT = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "nil": "0", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "hundred": "00",
    "jeden": "1", "dwa": "2", "trzy": "3", "cztery": "4", "pięć": "5", "piec": "5", "sześć": "6", "szesc": "6",
    "siedem": "7", "osiem": "8", "dziewięć": "9", "dziewiec": "9",
    "صفر": "0", "واحد": "1", "واحدة": "1", "واحده": "1", "اثنان": "2", "اثنين": "2", "إثنان": "2", "ثلاثة": "3",
    "ثلاثه": "3", "أربعة": "4", "اربعة": "4", "اربعه": "4", "أربعه": "4", "خمسة": "5", "خمسه": "5", "ستة": "6",
    "سته": "6", "سبعة": "7", "سبعه": "7", "ثمانية": "8", "ثمانيه": "8", "تسعة": "9", "تسعه": "9",
}  # fmt: skip
_TIMES = {"double": 2, "dabl": 2, "treble": 3, "triple": 3}
# Digits of any script, also with the letter O in them; or a word.
_PART = re.compile(r"(?=[oO]*\d)[\doO]+|[^\W\d_]+")
# What may stand between the digits of one number.
_BETWEEN = re.compile(r"[\s\-‐‑–./()\[\],+·*_]*")
_SPOKEN_OF = re.compile(
    r"\b(?:ring|call|text|phone|mobile|number|tel|numer|telefon\w*|zadzwo\w*|komórk\w*)\b|رقم|اتصل|هاتف|جوال|موبايل",
    re.I,
)
# Numbers for everybody, which help: those of help lines, and what costs nothing to ring.
_FOR_ALL = re.compile(r"0?(?:80[08]\d{4,8}|30[03]\d{7}|116\d{3})")
_COUNTED = "01234567890", "09876543210"


@dataclass(frozen=True)
class Run:
    """Digits that stand together, and where."""

    digits: str
    start: int
    end: int


def find_numbers(words: str) -> list[tuple[int, int]]:
    """Where telephone numbers stand in these words: from which sign to which."""
    least = SPOKEN_OF if _SPOKEN_OF.search(words) else SURELY
    return [(run.start, run.end) for run in _runs(words) if _is_number(run.digits, least)]


def _is_number(digits: str, least: int) -> bool:
    if len(digits) < least or _FOR_ALL.fullmatch(digits):
        return False
    return not any(digits in counted for counted in _COUNTED)


def _runs(words: str) -> Iterator[Run]:
    digits, times, start, end = "", 1, 0, 0
    for part in _PART.finditer(words):
        said = part.group().casefold()
        more = _digits(said)
        if digits and not _BETWEEN.fullmatch(words, end, part.start()):
            yield Run(digits, start, end)
            digits, times = "", 1
        if more:
            start = start if digits or times > 1 else part.start()
            digits, times, end = digits + more * times, 1, part.end()
        elif said in _TIMES:
            start, end, times = start if digits else part.start(), part.end(), _TIMES[said]
        else:
            if digits:
                yield Run(digits, start, end)
            digits, times = "", 1
    if digits:
        yield Run(digits, start, end)


def _digits(said: str) -> str:
    if any(sign.isdigit() for sign in said):
        return "".join(str(int(sign)) if sign.isdecimal() else "0" for sign in said)
    return _SPELT.get(said, "")
