"""The 12 pictures of a picture PIN: 4 of them, in order, none twice (reliability.md §4.2)."""

import secrets
from collections.abc import Sequence
from random import Random

PICTURES = ("fox", "kite", "drum", "apple", "guitar", "turtle", "key", "rocket", "tree", "boat", "owl", "bike")
LENGTH = 4


def is_pin(tapped: Sequence[str]) -> bool:
    """True for four different pictures of the twelve."""
    return len(tapped) == LENGTH == len(set(tapped)) and set(tapped) <= set(PICTURES)


def as_secret(tapped: Sequence[str]) -> str:
    """What is hashed: the pictures in the order they were tapped."""
    return ",".join(tapped)


def new_shuffle() -> int:
    """A number that stands for one order of the twelve pictures."""
    return secrets.randbelow(2**31)


def shuffled(shuffle: int) -> list[str]:
    """The pictures in the order that belongs to this number, so that a finger's place on the glass tells nothing."""
    order = list(PICTURES)
    Random(shuffle).shuffle(order)  # noqa: S311 - hides smudges on a screen; the number itself is random
    return order
