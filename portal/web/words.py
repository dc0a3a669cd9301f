"""Languages: which one this page is in, and which phrases a person has checked."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from flask import Flask, g, request, session
from flask_babel import LazyString, force_locale, get_locale, lazy_pgettext, refresh
from flask_login import current_user
from markupsafe import Markup, escape

from portal.extensions import babel

FOLDER = Path(__file__).parent.parent / "translations"
# How each language calls itself. English is what the phrases are written in.
LANGUAGES = {"en": "English", "pl": "Polski", "ar": "العربية"}
RIGHT_TO_LEFT = frozenset({"ar"})
# "en" alone would print American dates.
_BABEL = {"en": "en_GB", "pl": "pl", "ar": "ar"}


def init_app(app: Flask) -> None:
    """Choose a language for each request."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(FOLDER)
    app.config["BABEL_DEFAULT_LOCALE"] = "en_GB"
    babel.init_app(app, locale_selector=_babel_name)
    app.jinja_env.globals.update(safety=safety, lazy_pgettext=lazy_pgettext)


def language() -> str:
    """The language of this page: what was chosen here, else the person's own, else what the browser asks for.

    A letter that somebody prints is in the language of whoever it is for (`in_language`).
    """
    if "page_language" in g:
        return str(g.page_language)
    if chosen_language():
        return chosen_language()
    if current_user.is_authenticated and current_user.language in LANGUAGES:
        return str(current_user.language)
    return request.accept_languages.best_match(list(LANGUAGES)) or "en"


def chosen_language() -> str:
    """The language somebody chose in this browser; empty when nobody did."""
    chosen = session.get("language")
    return str(chosen) if chosen in LANGUAGES else ""


@contextmanager
def in_language(of: str) -> Iterator[None]:
    """Draw what stands inside in another language than the reader's: a letter for somebody else."""
    g.page_language = of if of in LANGUAGES else "en"
    refresh()
    try:
        yield
    finally:
        del g.page_language
        refresh()


def _babel_name() -> str:
    return _BABEL[language()]


def babel_locale() -> Locale:
    """Babel's own name for the language of this page."""
    return get_locale() or Locale.parse("en_GB")


def safety(phrase: LazyString) -> Markup:
    """A phrase somebody's safety or agreement hangs on; the English stands beside it until a person has checked it.

    In a template: `{{ safety(lazy_pgettext("safety", "Ring 999 now.")) }}`; in Python it is made by lazy_pgettext.
    """
    english: str = phrase._args[-1]
    places: dict[str, Any] = phrase._kwargs
    words, of = _filled(str(phrase._func(*phrase._args)), places), language()
    if of == "en" or english in checked_phrases(of):
        return words
    with force_locale("en_GB"):
        original = _filled(english, places)
    return words + Markup(' <span class="original" lang="en" dir="ltr">{}</span>').format(original)


def _filled(words: str, places: dict[str, Any]) -> Markup:
    # `%` on escaped markup escapes each place that is not markup already.
    return escape(words) % places if places else escape(words)


@lru_cache(maxsize=10)
def checked_phrases(of: str) -> frozenset[str]:
    """The phrases of a language that a person has checked (made from the catalogue's `checked-by` comments)."""
    return frozenset(_checked(of).get("checked", ()))


def counts_of(of: str) -> dict[str, int]:
    """How many phrases a language has, and how many of them a person has checked: phrases, checked, safety, …"""
    return {"phrases": 0, "checked": 0, "safety": 0, "safety_checked": 0, **_checked(of).get("counts", {})}


def _checked(of: str) -> dict[str, Any]:
    file = FOLDER / of / "checked.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return found
