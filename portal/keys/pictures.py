"""The twelve pictures of a picture PIN. Four of them, in order and none twice, open a card or somebody's own phone."""

import random
import secrets
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

PIN_LENGTH = 4


@dataclass(frozen=True)
class PinPicture:
    """One picture: its name in a PIN, its file in static/img/things without ".svg", and the word under it."""

    name: str
    file: str
    label: LazyString


PICTURES: dict[str, PinPicture] = {
    picture.name: picture
    for picture in (
        # TRANSLATORS: the words under the twelve pictures of a child's picture PIN; one short noun each
        PinPicture("apple", "red-apple", _l("apple")),
        PinPicture("bike", "bicycle", _l("bike")),
        PinPicture("boat", "sailboat", _l("boat")),
        PinPicture("drum", "drum", _l("drum")),
        PinPicture("fox", "fox", _l("fox")),
        PinPicture("guitar", "guitar", _l("guitar")),
        # TRANSLATORS: a key that opens a door, under a picture of one
        PinPicture("key", "key", _l("key")),
        PinPicture("kite", "kite", _l("kite")),
        PinPicture("owl", "owl", _l("owl")),
        PinPicture("rocket", "rocket", _l("rocket")),
        PinPicture("tree", "deciduous-tree", _l("tree")),
        PinPicture("turtle", "turtle", _l("turtle")),
    )
}


def draw_pin() -> tuple[PinPicture, ...]:
    """Four different pictures in an order nobody chose."""
    return tuple(secrets.SystemRandom().sample(list(PICTURES.values()), PIN_LENGTH))


def pin_of(names: list[str]) -> str:
    """A PIN as it is hashed and compared: the names in order."""
    return ",".join(names)


def is_pin(names: list[str]) -> bool:
    """True for four known pictures, none of them twice."""
    return len(names) == len(set(names)) == PIN_LENGTH and set(names) <= PICTURES.keys()


def shuffled(seed: int) -> list[PinPicture]:
    """All twelve in the order that belongs to a seed; the same seed gives the same order."""
    pictures = list(PICTURES.values())
    random.Random(seed).shuffle(pictures)  # noqa: S311 (an order on the screen, no secret)
    return pictures
