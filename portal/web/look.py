"""How pages look: chosen by anybody, and kept no longer than whose phone it is allows (reliability.md §4.4).

The form cookie holds it until the browser is closed. On somebody's own phone another cookie holds it for as long as
the phone is kept; on a shared one nothing stays.
"""

from datetime import timedelta

from flask import request, session
from werkzeug.wrappers import Response

from portal.web import cookies

SCHEMES = ("", "light", "dark", "calm")
TEXT_SIZES = ("", "large", "largest")
LASTS = timedelta(days=30)


def scheme() -> str:
    """'' (as the device says), 'light', 'dark' or 'calm'."""
    return _one_of(SCHEMES, session["scheme"] if "scheme" in session else _kept()[0])


def text() -> str:
    """'' , 'large' or 'largest'."""
    return _one_of(TEXT_SIZES, session["text"] if "text" in session else _kept()[1])


def choose(new_scheme: str, new_text: str) -> None:
    """Every page from here on looks like this; anything that is not there is what a page looks like anyway."""
    session["scheme"], session["text"] = _one_of(SCHEMES, new_scheme), _one_of(TEXT_SIZES, new_text)


def keep(response: Response, *, is_own_phone: bool) -> None:
    """On somebody's own phone the look outlives the browser; on any other it ends with it."""
    look = f"{scheme()}.{text()}"
    if is_own_phone and look != ".":
        cookies.put(response, cookies.look_cookie(), look, seconds=int(LASTS.total_seconds()))
    elif cookies.look_cookie() in request.cookies:
        choose(scheme(), text())
        cookies.drop(response, cookies.look_cookie())


def _kept() -> tuple[str, str]:
    before, _dot, after = request.cookies.get(cookies.look_cookie(), "").partition(".")
    return before, after


def _one_of(known: tuple[str, ...], wish: object) -> str:
    return str(wish) if wish in known else ""
