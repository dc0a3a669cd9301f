"""The headers of every answer: nothing inline, nothing kept, nobody told where the reader came from."""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, request
from flask_login import current_user

from portal.config import Settings

# The one file from outside. Its whole address: anybody can put a file of theirs on that host.
HTMX_ON_CDN = "https://cdn.jsdelivr.net/npm/htmx.org@2.0.11/dist/htmx.min.js"
# On pages, errors and files alike.
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=(), "
        "publickey-credentials-get=(self), publickey-credentials-create=(self)"
    ),
}
# A file is no page: opened by itself (a drawing can be) it fetches nothing, runs nothing and is framed by nobody.
OF_A_FILE = "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
# What somebody sent is kept or opened by the phone, never run as ours (docs/threats.md, check 40).
OF_AN_ATTACHMENT = f"{OF_A_FILE}; sandbox"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask, settings: Settings) -> None:
    """Install the headers, and refuse forms that another site sends."""
    https = settings.cookies_are_secure
    websites = urlsplit(settings.public_url)

    @app.before_request
    def _refuse_other_sites() -> None:
        if request.method not in SAFE and request.headers.get("Sec-Fetch-Site", "same-origin") not in {
            "same-origin",
            "none",
        }:
            abort(400)

    @app.after_request
    def _headers(response: Response) -> Response:
        headers = response.headers
        is_attached = headers.get("Content-Disposition", "").startswith("attachment")
        headers["Content-Security-Policy"] = OF_AN_ATTACHMENT if is_attached else _policy(uses_cdn(settings))
        headers.update(EVERYWHERE)
        if getattr(app.view_functions.get(request.endpoint or ""), "__takes_sounds__", False):
            headers["Permissions-Policy"] = headers["Permissions-Policy"].replace("microphone=()", "microphone=(self)")
        if https and websites.scheme == "https":
            headers["Strict-Transport-Security"] = "max-age=31536000"
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"
        # Through `vary`, never a header beside it: Flask's session rewrites the first and would lose the others.
        response.vary.update(("HX-Request", "HX-Target", "Cookie"))
        return response


def uses_cdn(settings: Settings) -> bool:
    """Only grown-ups who are signed in get htmx from the CDN: nobody outside learns that a child is here."""
    return (
        settings.htmx == "cdn"
        and current_user.is_authenticated
        and getattr(current_user, "audience", "young") != "young"
    )


def _policy(cdn: bool) -> str:
    scripts = f"'self' {HTMX_ON_CDN}" if cdn else "'self'"
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self'; media-src 'self'; "
        "connect-src 'self'; font-src 'none'; manifest-src 'self'; worker-src 'self'; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
