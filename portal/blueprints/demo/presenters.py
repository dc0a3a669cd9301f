"""What the demo shows of what was sent, and of what its people hold."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyotp
from markupsafe import Markup

from portal import clock
from portal.keys import address
from portal.keys.cards import card_svg
from portal.keys.pictures import PICTURES, PinPicture

PER_PAGE = 20
_CODE = re.compile(r"\d{6}")
_LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class DemoClock:
    """What the demo's clock shows in London, and whether it is the real time."""

    day: date
    at: str
    is_real: bool


def show_clock() -> DemoClock:
    """The demo's clock now."""
    here = clock.london(clock.now())
    return DemoClock(here.date(), f"{here:%H:%M}", not clock.is_moved())


@dataclass(frozen=True)
class Line:
    """A line of a mail: a link to press, a code to type, or words."""

    kind: str
    words: str


@dataclass(frozen=True)
class Sent:
    """A mail or a text, as whoever gets it would see it."""

    day: date
    at: str
    to: str
    name: str
    is_mail: bool
    subject: str
    language: str
    lines: list[Line]


@dataclass(frozen=True)
class SentPage:
    """One page of what was sent, and how many there are."""

    at: int
    of: int
    mails: list[Sent]


def read_sent(folder: Path, names: dict[str, str], *, page: int) -> SentPage:
    """Everything that was sent, the newest first, a page at a time."""
    files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    of = max(1, -(-len(files) // PER_PAGE))
    at = min(max(page, 1), of)
    shown = files[(at - 1) * PER_PAGE : at * PER_PAGE]
    return SentPage(at, of, [_sent(json.loads(file.read_text(encoding="utf-8")), names) for file in shown])


def _sent(mail: dict[str, Any], names: dict[str, str]) -> Sent:
    here = clock.london(datetime.fromisoformat(mail["at"]))
    return Sent(
        day=here.date(),
        at=f"{here:%H:%M}",
        to=mail["to"],
        name=names.get(mail["to"], ""),
        is_mail="@" in mail["to"],
        subject=mail["subject"],
        language=mail["language"],
        lines=[Line(_kind(line), line) for line in mail["text"].splitlines() if line.strip()],
    )


def _kind(line: str) -> str:
    if _LINK.fullmatch(line):
        return "link"
    return "code" if _CODE.fullmatch(line) else "words"


@dataclass(frozen=True)
class StaffKeys:
    """How somebody who works comes in: what they type."""

    slug: str
    email: str
    password: str
    code: str


@dataclass(frozen=True)
class PupilCard:
    """A card as it would be printed."""

    slug: str
    url: str
    square: Markup
    code: str
    pictures: list[PinPicture]


def read_keys(file: Path, slugs: Iterable[str]) -> tuple[list[StaffKeys], list[PupilCard]]:
    """What was given to these people when the demo was made; empty lists when it was made otherwise."""
    if not file.exists():
        return [], []
    given = json.loads(file.read_text(encoding="utf-8"))
    staff, cards = given["staff"], given["cards"]
    return (
        [_staff(slug, staff[slug]) for slug in slugs if slug in staff],
        [_card(slug, cards[slug]) for slug in slugs if slug in cards],
    )


def _staff(slug: str, keys: dict[str, Any]) -> StaffKeys:
    return StaffKeys(slug, keys["email"], keys["password"], pyotp.TOTP(keys["seed"]).at(clock.now()))


def _card(slug: str, card: dict[str, Any]) -> PupilCard:
    url = address.card_url(card["secret"])
    return PupilCard(slug, url, card_svg(url), card["code"], [PICTURES[name] for name in card["pictures"]])
