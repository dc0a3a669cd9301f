"""Where this portal lives, for what is printed on paper and for what a passkey is bound to."""

from contextvars import ContextVar
from ipaddress import ip_address
from urllib.parse import urlsplit

_public_url = ""
# This machine has two names, and a browser takes them for two places: the demo answers under the one that was typed.
_typed: ContextVar[str] = ContextVar("typed", default="")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def use(public_url: str) -> None:
    """The address people type, with its scheme. Set once, when the portal or a command starts."""
    global _public_url
    _public_url = public_url.rstrip("/")


def typed(url: str) -> None:
    """What the browser of this request calls us. It counts when we live on this machine and it names this machine."""
    ours, theirs = urlsplit(_public_url), urlsplit(url)
    is_us = {ours.hostname, theirs.hostname} <= LOOPBACK and (ours.scheme, ours.port) == (theirs.scheme, theirs.port)
    _typed.set(url.rstrip("/") if is_us else "")


def _address() -> str:
    return _typed.get() or _public_url


def card_url(secret: str) -> str:
    """What a card's QR code holds. The secret stands behind the "#": it reaches no log and no other site."""
    return f"{_address()}/card#{secret}"


def door(path: str) -> str:
    """An address of ours to print: `door("/card")`."""
    return _address() + path


def origin() -> str:
    """Scheme, host and port, as a browser names them to a passkey."""
    parts = urlsplit(_address())
    return f"{parts.scheme}://{parts.netloc}"


def passkey_domain() -> str | None:
    """The domain passkeys are bound to. None for a bare number such as 127.0.0.1: then none are offered."""
    host = urlsplit(_address()).hostname
    if not host:
        return None
    try:
        ip_address(host)
    except ValueError:
        return host
    return None
