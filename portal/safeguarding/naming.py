"""Whether somebody's name stands in words: what is said may be about them. Plain; no database, no web."""

import re

# Letters only: of "Ruth's" the name, of "Sam/Ruth" both, of "Anna-Lena" two words that have to be there.
_WORD = re.compile(r"[^\W\d_]+")


def is_named(words: str, first_name: str, last_name: str) -> bool:
    """True when the first name or the last name stands in the words, however it is written and joined."""
    here = _parts(words)
    return any(name and name <= here for name in (_parts(first_name), _parts(last_name)))


def _parts(words: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(words)}
