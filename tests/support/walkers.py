"""Who walks through the whole portal, on which screen, and where they begin."""

from dataclasses import dataclass

PHONE, TABLET, LAPTOP = 360, 768, 1200


@dataclass(frozen=True)
class Walker:
    """One way of meeting the portal; `least_pages` keeps a walk that ends at the door from counting as one."""

    width: int
    doors: tuple[str, ...]
    least_pages: int


SIGNED_IN = ("/", "/help", "/language", "/looks", "/account", "/ring")
WALKERS: dict[str | None, Walker] = {
    None: Walker(PHONE, ("/sign-in", "/card", "/help", "/language", "/looks", "/ring", "/bye"), 9),
    "leila": Walker(PHONE, SIGNED_IN, 10),
    "priya": Walker(PHONE, SIGNED_IN, 10),
    "zofia": Walker(TABLET, SIGNED_IN, 8),
    "maya": Walker(PHONE, SIGNED_IN, 8),
    "rohan": Walker(PHONE, SIGNED_IN, 8),
    "tyler": Walker(PHONE, SIGNED_IN, 8),
    "hughes": Walker(LAPTOP, SIGNED_IN, 7),
    "amara": Walker(LAPTOP, SIGNED_IN, 7),
    "joanna": Walker(LAPTOP, SIGNED_IN, 10),
    "grace": Walker(PHONE, SIGNED_IN, 10),
    "okoro": Walker(LAPTOP, SIGNED_IN, 15),
    "byrne": Walker(PHONE, SIGNED_IN, 15),
    "lewis": Walker(LAPTOP, SIGNED_IN, 15),
}
