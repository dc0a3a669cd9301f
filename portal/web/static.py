"""Styles, scripts and pictures: served by WhiteNoise under names that carry a hash of what is in them."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

ROOT = Path(__file__).parent.parent / "static"
PREFIX = "/static/"


def init_app(app: Flask) -> None:
    """Serve the static folder; a name with a version never changes, so a phone keeps it."""
    served = WhiteNoise(app.wsgi_app, add_headers_function=_headers, max_age=31536000)
    served.add_files(str(ROOT), prefix=PREFIX)
    app.wsgi_app = served  # type: ignore[method-assign]
    app.jinja_env.globals["static_url"] = static_url


@lru_cache(maxsize=500)
def static_url(name: str) -> str:
    """The address of a static file, with a version that changes when the file does. FileNotFoundError otherwise."""
    digest = hashlib.sha256((ROOT / name).read_bytes()).hexdigest()[:10]
    return f"{PREFIX}{name}?v={digest}"


def _headers(headers: dict[str, str], _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
