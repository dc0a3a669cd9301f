"""A sentence on the next page. The browser's cookie holds a word of ours for it, never the sentence or a name."""

from flask import session
from flask_babel import LazyString

_SENTENCES: dict[str, LazyString] = {}


def sentence(key: str, words: LazyString) -> str:
    """Register a sentence under a key; returns the key. Done once, at import, beside the view that uses it."""
    _SENTENCES[key] = words
    return key


def say_next(key: str) -> None:
    """Show the sentence on the next page."""
    if key not in _SENTENCES:
        raise KeyError(key)
    session["notice"] = key


def taken() -> list[str]:
    """The sentences for this page; they are shown once."""
    key = session.pop("notice", None)
    return [str(_SENTENCES[key])] if key in _SENTENCES else []
