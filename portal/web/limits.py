"""How large a request may be, and whose word counts for where it comes from."""

from datetime import timedelta

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.config import Settings


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
