"""Which pages keep what was typed on them and not sent, and what was kept of this one (portal/kept.py)."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import current_app, request
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from portal.kept import Typed, find_kept
from portal.web.onward import path_of

# Never kept and never written into a page again; a field of one of these names is asked for where secrets are typed.
SECRETS = frozenset({"csrf_token", "password", "code", "picture", "secret", "card", "totp"})
# Rooms in which people prove who they are: whatever is typed there is kept nowhere.
_OF_SECRETS = frozenset({"account", "demo", "kept"})
_A_FIELD = re.compile(r'<textarea\b|<input class="input["\s]')


def may_be_kept(name: str) -> bool:
    """May the words of a field of this name be kept at all?"""
    return name not in SECRETS


def asks_for_words(content: str) -> bool:
    """Does this page, as it was drawn for somebody who is signed in, have a field for words that are worth keeping?"""
    return current_user.is_authenticated and request.blueprint not in _OF_SECRETS and bool(_A_FIELD.search(content))


def kept_of_this_page() -> list[Typed]:
    """What they had typed here. A page that answers a form holds its words itself."""
    return find_kept(request.path, viewer=current_user) if request.method == "GET" else []


def path_of_ours(wanted: str, *, method: str) -> str | None:
    """The path of an address of ours that takes this method, where no secrets are typed; None for any other."""
    path, adapter = path_of(wanted), current_app.create_url_adapter(request)
    if path is None or adapter is None:
        return None
    try:
        endpoint, _values = adapter.match(path, method=method)
    except HTTPException:
        return None
    return None if endpoint.partition(".")[0] in _OF_SECRETS else path


def page_to_come_back_to(wanted: str | None) -> str | None:
    """The path itself; for one that only takes a form, and draws it again, that of the page above, where it stands."""
    path = wanted or ""
    for _above in range(2):
        if found := path_of_ours(path, method="GET"):
            return found
        path = path.rpartition("/")[0]
    return None


def with_its_question(path: str, wanted: str) -> str:
    """The path with what stood behind its "?", written anew: nothing else of what came in is sent back."""
    asked = urlencode(parse_qsl(urlsplit(wanted).query))
    return f"{path}?{asked}" if asked else path
