"""A sentence on the next page. The browser's cookie holds a word of ours for it, never the sentence or a name."""

from typing import NamedTuple

from flask import session
from flask_babel import LazyString


class Sentence(NamedTuple):
    """What is said on the next page, and whether it was done; what did not work never stands beside a tick."""

    words: LazyString
    is_done: bool


_SENTENCES: dict[str, Sentence] = {}


def sentence(key: str, words: LazyString, *, is_done: bool = True) -> str:
    """Register a sentence under a key; returns the key. Done once, at import, beside the view that uses it."""
    _SENTENCES[key] = Sentence(words, is_done)
    return key


def say_next(key: str) -> None:
    """Show the sentence on the next page."""
    if key not in _SENTENCES:
        raise KeyError(key)
    session["notice"] = key


def taken() -> list[Sentence]:
    """The sentences for this page; they are shown once."""
    key = session.pop("notice", None)
    return [_SENTENCES[key]] if key in _SENTENCES else []
