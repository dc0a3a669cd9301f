"""Is this a link, and where does it lead? Plain rules; nothing is ever fetched."""

import re
from urllib.parse import urlsplit

MOST_SIGNS = 500
# A name with at least one dot, in plain letters: a name in others, which may look alike, stands as machines write it.
_HOST = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{2,59})")
_UNFIT = re.compile(r"[\s<>\"'`\\^{|}\x00-\x20\x7f-\x9f]")


class NotALinkError(ValueError):
    """It leads nowhere that can be named, or not safely."""


def link_from(typed: str) -> str:
    """The link as it is kept: https and a name of a site. NotALinkError for everything else.

    No name or password before the site's name (`https://nhs.uk@elsewhere`), no number in its place, no other door.
    """
    words = typed.strip()
    if not words or len(words) > MOST_SIGNS or _UNFIT.search(words):
        raise NotALinkError
    try:
        parts = urlsplit(words)
        host, port = _as_machines_write(parts.hostname or ""), parts.port
    except ValueError as error:
        raise NotALinkError from error
    if parts.scheme != "https" or "@" in parts.netloc or port not in (None, 443) or not _HOST.fullmatch(host):
        raise NotALinkError
    return parts._replace(netloc=host).geturl()


def site_of(link: str) -> str:
    """The name of the site a kept link leads to: "www.childline.org.uk"."""
    return urlsplit(link).hostname or ""


def _as_machines_write(host: str) -> str:
    return host if host.isascii() else host.encode("idna").decode("ascii")
