"""What the shelf says: topics and kinds in words, and where a link leads."""

from collections.abc import Callable
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.blueprints.resources.links import site_of
from portal.grouping.words import TOPICS
from portal.models import GroupTopic, ResourceKind

KINDS: dict[ResourceKind, LazyString] = {
    ResourceKind.PAGE: _l("To read"),
    ResourceKind.LINK: _l("A link"),
    ResourceKind.RECORDING: _l("To listen to"),
    ResourceKind.DOCUMENT: _l("A paper (PDF)"),
}
ICONS = {
    ResourceKind.PAGE: "text",
    ResourceKind.LINK: "globe",
    ResourceKind.RECORDING: "listen",
    ResourceKind.DOCUMENT: "paper",
}


def topic(of: GroupTopic) -> str:
    """What it is about: "Big feelings"."""
    return str(TOPICS[of])


def kind(of: ResourceKind) -> str:
    """What it is: "To listen to"."""
    return str(KINDS[of])


FILTERS: dict[str, Callable[..., Any]] = {
    "link_site": site_of,
    "resource_icon": ICONS.__getitem__,
    "resource_kind": kind,
    "resource_topic": topic,
}
