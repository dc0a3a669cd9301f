"""The address behind Join: only one that a browser opens as a page."""

from urllib.parse import urlsplit, urlunsplit


def safe_link(address: str) -> str:
    """The address, asked for over https; empty for anything but a page on the web (no `javascript:`, no file)."""
    address = address.strip()
    if not address.isprintable() or any(character.isspace() or character == "\\" for character in address):
        return ""
    try:
        parts = urlsplit(address)
        known = parts.scheme in {"http", "https"} and parts.hostname and parts.username is None
    except ValueError:
        return ""
    return urlunsplit(parts._replace(scheme="https")) if known else ""
