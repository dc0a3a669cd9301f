"""How the 12 pictures of a picture PIN are drawn and called."""

from flask_babel import lazy_gettext as _l

from portal.access.pictures import PICTURES, shuffled
from portal.web.static import static_url

# picture: the file in static/img/things, and its word
_DRAWN = {
    # TRANSLATORS: one of 12 pictures that somebody taps to come in; one word that a young child knows
    "fox": ("fox", _l("fox")),
    "kite": ("kite", _l("kite")),
    "drum": ("drum", _l("drum")),
    "apple": ("red-apple", _l("apple")),
    "guitar": ("guitar", _l("guitar")),
    "turtle": ("turtle", _l("turtle")),
    "key": ("key", _l("key")),
    "rocket": ("rocket", _l("rocket")),
    "tree": ("deciduous-tree", _l("tree")),
    "boat": ("sailboat", _l("boat")),
    "owl": ("owl", _l("owl")),
    "bike": ("bicycle", _l("bike")),
}


def drawn(picture: str) -> dict[str, str]:
    """One picture as a tap card shows it: value, label, url. KeyError for what is none of the twelve."""
    file, word = _DRAWN[picture]
    return {"value": picture, "label": str(word), "url": static_url(f"img/things/{file}.svg")}


def tap_cards(shuffle: int | None = None) -> list[dict[str, str]]:
    """All twelve, in the order that belongs to `shuffle` (their own order without one)."""
    return [drawn(picture) for picture in (PICTURES if shuffle is None else shuffled(shuffle))]
