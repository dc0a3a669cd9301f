"""A member of staff's password: fifteen signs or more, anything may stand in it, and nobody can guess it (§4.3)."""

import re
import unicodedata
from enum import StrEnum
from pathlib import Path

from zxcvbn import zxcvbn

from portal import seals
from portal.blueprints.account.services.breach import is_known

LEAST, MOST = 15, 200
# Letters and digits that are neither the person's, nor the place's, nor ours.
LEAST_OF_THEIR_OWN = 8
# Of zxcvbn's five steps from 0: three is "nobody guesses it, even with the hash in their hands for a while".
GOOD_ENOUGH = 3
# zxcvbn's time grows with the square of the length; whoever types more than this is not guessed anyway.
_LOOKED_AT = 72


class Weakness(StrEnum):
    """Why a password is not taken."""

    SHORT = "short"
    LONG = "long"
    KNOWN = "known"
    EASY = "easy"


def tidy(password: str) -> str:
    """The same password whichever keyboard wrote it: one form for each letter. Blanks inside and around it count."""
    return unicodedata.normalize("NFKC", password)


def hashed(password: str) -> str:
    """What is kept of a password."""
    return seals.slow_hash(tidy(password))


def weakness_of(password: str, *, about: list[str], breach_list: Path | None) -> Weakness | None:
    """Why this is no password, or None. `about` are words that whoever knows the person or the place tries first."""
    password = tidy(password)
    if len(password) < LEAST:
        return Weakness.SHORT
    if len(password) > MOST:
        return Weakness.LONG
    if is_known(password, breach_list):
        return Weakness.KNOWN
    words = sorted(
        {part for words in about for part in (*words.lower().split(), words.lower().replace(" ", "")) if part}
    )
    words = _words_in(about)
    guessed = zxcvbn(password[:_LOOKED_AT], user_inputs=words)
    return Weakness.EASY if guessed["score"] < GOOD_ENOUGH or _is_mostly(words, password) else None


def _is_mostly(words: list[str], password: str) -> bool:
    """Is hardly anything left once the words that everybody tries first are taken out?"""
    rest = password.lower()
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, " ") if len(word) > 2 else rest
    return len(re.sub(r"[\W_]", "", rest)) < LEAST_OF_THEIR_OWN


def _words_in(about: list[str]) -> list[str]:
    """Each word, and each phrase run together: "Orchard Row" is orchard, row and orchardrow."""
    phrases = [phrase.lower() for phrase in about if phrase]
    return sorted(
        {word for phrase in phrases for word in (*re.split(r"[\W_]+", phrase), phrase.replace(" ", "")) if word}
    )
