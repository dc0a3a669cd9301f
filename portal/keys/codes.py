"""Codes for paper: twelve letters and digits that nobody can misread, forgiving about how they are typed."""

import secrets
import unicodedata

# Crockford's 32: no I, L, O or U, which look like 1 and 0 or make words. Twelve of them hold 60 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_GROUP = 4
_MISREAD = str.maketrans("OILU", "011V")


def draw() -> str:
    """A fresh code, as it is kept: twelve signs without spaces."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def spaced(code: str) -> str:
    """The code as it is printed: "7KQ2-M0XA-93TD"."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def tidy(typed: str) -> str:
    """What somebody typed, as it would be kept. Empty when it cannot be a code at all.

    Spaces, hyphens and lower case are forgiven, O is read as 0, I and L as 1, digits may be of any script.
    """
    if len(typed) > 100:
        return ""
    signs = (_plain(sign) for sign in unicodedata.normalize("NFKC", typed).upper())
    code = "".join(sign for sign in signs if sign.isalnum()).translate(_MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def digits(typed: str) -> str:
    """The digits of what somebody typed, of any script, as 0 to 9; nothing else. For codes from a phone."""
    return "".join(sign for sign in map(_plain, typed[:100]) if sign in "0123456789")


def _plain(sign: str) -> str:
    value = unicodedata.digit(sign, None)
    return sign if value is None else str(value)
