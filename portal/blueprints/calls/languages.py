"""Languages in which somebody may want to be read to: those of domain.md §9.6, each by its own name."""

from babel import Locale
from babel.core import UnknownLocaleError
from flask_babel import gettext as _

from portal.web.words import babel_locale

# The roll of the setting may know others: for those there is OTHER, and whoever rings asks which.
CODES = ("ar", "hi", "kok", "ml", "ne", "pa", "pl", "pt", "ro", "ta", "tr", "uk")
OTHER = "other"


def name_of(code: str) -> str:
    """The language in the language of the page."""
    if code == OTHER:
        return str(_("Another language"))
    return str(babel_locale().languages.get(code, code))


def own_name_of(code: str) -> str:
    """The language as it calls itself, so that whoever reads nothing else finds it."""
    try:
        return str(Locale.parse(code).get_display_name(code) or code)
    except (UnknownLocaleError, ValueError):
        return code
