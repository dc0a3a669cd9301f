"""One shape for the many ways a word is typed: capitals, tails, tashkeel, stretched letters, signs nobody sees."""

import re
import unicodedata
from functools import lru_cache

MOST_LETTERS = 48  # of a word; what comes after is not looked at

_UNSEEN = frozenset({"Mn", "Me", "Cf"})  # marks over and under letters, signs without width, signs that turn the line
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´′＇"))
_FILLERS = dict.fromkeys((0x115F, 0x1160, 0x3164, 0xFFA0))
_LETTERS = str.maketrans(
    "łøđıىةگکیےچپڤژۀھاаеорсхуікм٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹",
    "lodiيهككييجبفزههاaeopcxyikm01234567890123456789",
) | dict.fromkeys(map(ord, "ءـ"))
_IN_FOR_LETTERS = (str.maketrans("013457@$", "oieastas"), str.maketrans("013457@$", "oleastas"))
_WORD = re.compile(r"[^\W_](?:[^\W_]|[@$](?=[^\W_]))*")
_STRETCHED = re.compile(r"([^\W\d_])\1+")
_POLISH_SOUNDS = (("rz", "z"), ("ch", "h"))


def words_of(text: str) -> list[str]:
    """The words of a text in their one shape, in order."""
    text = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    unseen = {ord(sign): None for sign in set(text) if unicodedata.category(sign) in _UNSEEN}
    text = text.translate(unseen | _FILLERS | _APOSTROPHES).translate(_LETTERS)
    return [word[:MOST_LETTERS] for word in _WORD.findall(text)]


@lru_cache(maxsize=20_000)
def shapes_of(word: str, language: str) -> frozenset[str]:
    """What a word of words_of() may stand for: a letter said long is said once, and figures may stand for letters."""
    shapes = {word}
    if not word.isalpha() and not word.isdecimal():
        shapes |= {word.translate(letters) for letters in _IN_FOR_LETTERS}
    if language == "pl":
        shapes = {_as_it_sounds(shape) for shape in shapes}
    return frozenset(_STRETCHED.sub(r"\1", shape) for shape in shapes)


def _as_it_sounds(word: str) -> str:
    for written, sound in _POLISH_SOUNDS:
        word = word.replace(written, sound)
    return word
