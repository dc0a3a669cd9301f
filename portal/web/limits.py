"""How large a request may be, and whose word counts for where it comes from."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.config import Settings

# The largest photo that a phone makes. It is not taken, but read: its form comes back with the words that came along.
LARGEST_OF_A_PHONE = 40_000_000

# A voice note that is far too long is not taken, but read: its page comes back and says so.
LARGEST_SOUND = 60_000_000

View = TypeVar("View", bound=Callable[..., object])


def takes_photos(view: View) -> View:
    """A view whose form holds words and a photo, or a paper: one that is too big must not take the words with it."""
    view.__takes_photos__ = True  # type: ignore[attr-defined]
    return view


def takes_sounds(view: View) -> View:
    """A view whose page records a voice note: its browser may ask for the microphone, and no other page's."""
    view.__takes_sounds__ = True  # type: ignore[attr-defined]
    return view


def init_app(app: Flask, settings: Settings) -> None:
    """Set Flask's own limits; trust only as many proxies as the installation says (reliability.md check 21)."""
    app.config.update(
        SECRET_KEY=settings.secret_key.get_secret_value(),
        MAX_CONTENT_LENGTH=settings.max_upload_bytes + 1_000_000,
        MAX_FORM_MEMORY_SIZE=settings.max_words_bytes,
        MAX_FORM_PARTS=400,
        SESSION_COOKIE_NAME="__Host-portal-form" if settings.cookies_are_secure else "portal-form",
        SESSION_COOKIE_SECURE=settings.cookies_are_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        WTF_CSRF_TIME_LIMIT=None,  # as long as the browser's form cookie; a slow reader's words are not refused
        WTF_CSRF_SSL_STRICT=False,  # it wants a Referer, and we send none; Sec-Fetch-Site is checked in headers.py
    )
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies
        )

    @app.before_request
    def _room_for_a_photo() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if getattr(view, "__takes_photos__", False):
            request.max_content_length = LARGEST_OF_A_PHONE + 1_000_000
        if getattr(view, "__takes_sounds__", False):
            request.max_content_length = LARGEST_SOUND
