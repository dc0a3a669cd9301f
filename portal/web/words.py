"""Languages: which one this page is in, and which phrases a person has checked."""

import json
from functools import lru_cache
from pathlib import Path

from babel import Locale
from flask import Flask, request, session
from flask_babel import get_locale
from flask_login import current_user

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


def language() -> str:
    """The language of this page: what was chosen here, else the person's own, else what the browser asks for."""
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    if current_user.is_authenticated and current_user.language in LANGUAGES:
        return str(current_user.language)
    return request.accept_languages.best_match(list(LANGUAGES)) or "en"


def _babel_name() -> str:
    return _BABEL[language()]


def babel_locale() -> Locale:
    """Babel's own name for the language of this page."""
    return get_locale() or Locale.parse("en_GB")


@lru_cache(maxsize=10)
def checked_phrases(of: str) -> frozenset[str]:
    """The phrases of a language that a person has checked (made from the catalogue's `checked-by` comments)."""
    file = FOLDER / of / "checked.json"
    return frozenset(json.loads(file.read_text())["checked"]) if file.exists() else frozenset()
