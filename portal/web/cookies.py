"""The cookies: what they are called, and how they are set.

`__Host-` and Secure everywhere but in the demo on plain HTTP.
"""

from flask import current_app
from werkzeug.wrappers import Response

from portal.config import Settings


def _settings() -> Settings:
    settings: Settings = current_app.extensions["portal"]
    return settings


def name_of(what: str) -> str:
    """The cookie's whole name."""
    return f"__Host-{what}" if _settings().cookies_are_secure else what


def sign_in_cookie() -> str:
    """Holds the key of a sign-in. Ends with the browser; the server's row ends it sooner."""
    return name_of("portal")


def device_cookie() -> str:
    """Holds the key of somebody's own phone, for 30 days."""
    return name_of("portal-device")


def browser_cookie() -> str:
    """Holds a random number that binds a link or a card to the browser that asked; nothing about a person."""
    return name_of("portal-browser")


def look_cookie() -> str:
    """Holds how pages look on somebody's own phone, for 30 days; nothing about a person."""
    return name_of("portal-look")


def leave_cookie() -> str:
    """Set by a script when somebody presses "Hide this", whether or not the server hears it then; it says no more."""
    return name_of("portal-leave")


def put(response: Response, name: str, value: str, *, seconds: int | None = None) -> None:
    """Set a cookie that scripts cannot read and other sites cannot send along."""
    response.set_cookie(
        name, value, max_age=seconds, path="/", secure=_settings().cookies_are_secure, httponly=True, samesite="Lax"
    )


def drop(response: Response, name: str) -> None:
    """Take a cookie away."""
    response.delete_cookie(name, path="/", secure=_settings().cookies_are_secure, httponly=True, samesite="Lax")
