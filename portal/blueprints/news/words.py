"""News as a page shows it: in the language of whoever reads it, else in English."""

from collections.abc import Callable, Iterable
from typing import Any

from babel import Locale

from portal.models import NewsWords
from portal.web.said import capital
from portal.web.words import LANGUAGES, babel_locale, language

# What news is always written in.
ALWAYS = "en"


def in_one_language(words: Iterable[NewsWords], of: str = "") -> NewsWords | None:
    """The words in this language (without one: the page's), else the English ones; None where they were taken back."""
    by_language = {one.language: one for one in words}
    return by_language.get(of or language()) or by_language.get(ALWAYS)


def language_name(of: str) -> str:
    """What a language is called in the language of the page: "Polish"."""
    return capital(Locale.parse(of).get_display_name(babel_locale()) or of) if of in LANGUAGES else of


FILTERS: dict[str, Callable[..., Any]] = {"in_one_language": in_one_language, "language_name": language_name}
