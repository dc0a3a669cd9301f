"""Where this portal lives, for what is printed on paper and for what a passkey is bound to."""

from ipaddress import ip_address
from urllib.parse import urlsplit

_public_url = ""


def use(public_url: str) -> None:
    """The address people type, with its scheme. Set once, when the portal or a command starts."""
    global _public_url
    _public_url = public_url.rstrip("/")


def card_url(secret: str) -> str:
    """What a card's QR code holds. The secret stands behind the "#": it reaches no log and no other site."""
    return f"{_public_url}/card#{secret}"


def door(path: str) -> str:
    """An address of ours to print: `door("/card")`."""
    return _public_url + path


def origin() -> str:
    """Scheme, host and port, as a browser names them to a passkey."""
    parts = urlsplit(_public_url)
    return f"{parts.scheme}://{parts.netloc}"


def passkey_domain() -> str | None:
    """The domain passkeys are bound to. None for a bare number such as 127.0.0.1: then none are offered."""
    host = urlsplit(_public_url).hostname
    if not host:
        return None
    try:
        ip_address(host)
    except ValueError:
        return host
    return None
