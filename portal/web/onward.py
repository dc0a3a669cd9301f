"""Where somebody goes after they have proven who they are: back to a page that asked for it, and nowhere else."""

from urllib.parse import urlsplit

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException


def onward(wanted: str) -> str:
    """The address of one of our own pages that ask for a fresh proof; the first page for anything else.

    What was asked for is looked up among our views, and the address is written anew from what was found: nothing of
    the words that came in is ever sent back (reliability.md check 25).
    """
    path = path_of(wanted)
    adapter = current_app.create_url_adapter(request)
    if path is None or adapter is None:
        return url_for("home.today")
    try:
        endpoint, values = adapter.match(path, method="GET")
    except HTTPException:
        return url_for("home.today")
    if not getattr(current_app.view_functions[endpoint], "__fresh__", False):
        return url_for("home.today")
    return url_for(endpoint, **values)


def path_of(wanted: str) -> str | None:
    """The path of an address on this site; None for anything else."""
    if len(wanted) > 1000 or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return None
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return None
    return parts.path if not (parts.scheme or parts.netloc) else None
