"""How one cell is read: words in, a value out, or a sentence that says how to mend it."""

import re
from collections.abc import Callable
from datetime import date, time
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from portal.roster import relative
from portal.roster.cleaning import CellError

Reader = Callable[[str], Any]


_PICTURES = Path(__file__).parent.parent / "static" / "img"
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s,;:<>()\"\\]+@[a-z\d-]+(\.[a-z\d-]+)+")
_ID = re.compile(r"[\w.:/@+-]+")


def text(most: int = 200) -> Reader:
    """Words, up to a number of characters."""

    def read(cell: str) -> str:
        if len(cell) > most:
            raise CellError(f"This cell holds {len(cell):,} characters; {most:,} is the most. Make it shorter.")
        return cell

    return read


def public_text(most: int = 200) -> Reader:
    """Words a family may see on a shared phone: a postcode would say where a child is (reliability.md §1)."""
    within = text(most)

    def read(cell: str) -> str:
        if _POSTCODE.search(cell[: most + 1]):
            raise CellError(
                "A postcode stands here. The portal never shows an address beside a child's name: "
                "write the place in words, for example “the allotment”."
            )
        return str(within(cell))

    return read


def identifier(cell: str) -> str:
    """An id of the other system: letters, digits and . : / @ + - _ without spaces."""
    text(100)(cell)
    if not _ID.fullmatch(cell):
        raise CellError("An id is made of letters, digits and . : / @ + - _ only, without spaces. Write it that way.")
    return cell


def words_of(kinds: type[StrEnum]) -> Reader:
    """Several of an enum's words, with spaces between them. Gives a sorted tuple."""
    one = one_of(kinds)

    def read(cell: str) -> tuple[StrEnum, ...]:
        return tuple(sorted({one(word) for word in re.split(r"[\s,;+]+", cell) if word}))

    return read


def one_of(kinds: type[StrEnum], **also: StrEnum) -> Reader:
    """One of an enum's words; capitals, spaces and hyphens do not matter. `also` holds other spellings."""
    known = {member.value: member for member in kinds} | also

    def read(cell: str) -> StrEnum:
        word = re.sub(r"[\s-]+", "_", cell.casefold())
        if word not in known:
            choices = ", ".join(member.value.replace("_", " ") for member in kinds)
            raise CellError(f"This is not one of the words that can stand here. Write one of: {choices}.")
        return known[word]

    return read


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def weekday(cell: str) -> int:
    """Monday to Sunday, or the first three letters. Gives 0 for Monday."""
    word = cell.casefold().rstrip(".")
    for number, name in enumerate(_WEEKDAYS):
        if word in (name, name[:3]):
            return number
    raise CellError("This is not a day of the week. Write it in English, for example Monday.")


def yes_or_no(cell: str) -> bool:
    """Yes or no, in the ways spreadsheets say it."""
    word = cell.casefold()
    if word in ("yes", "y", "true", "1"):
        return True
    if word in ("no", "n", "false", "0"):
        return False
    raise CellError("Write yes or no here.")


def whole_number(least: int, most: int) -> Reader:
    """A whole number between two others, both included."""

    def read(cell: str) -> int:
        if not re.fullmatch(r"\d{1,9}", cell, re.ASCII) or not least <= int(cell) <= most:
            raise CellError(f"Write a whole number from {least:,} to {most:,} here.")
        return int(cell)

    return read


def day(cell: str) -> date:
    """A date, 2026-11-03 or 03/11/2026 (the day first), with or without a midnight behind it."""
    words = re.sub(r"[ T]00:00(:00)?(\.0+)?$", "", cell)
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words, re.ASCII)
    english = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", words, re.ASCII)
    if re.fullmatch(r"\d{5}(\.0+)?", words, re.ASCII):
        raise CellError("Excel shows this date as a number. Format the column as a date and save the file again.")
    if relative.date_of(cell, date(2000, 1, 3)):
        raise CellError(
            "A day may be written this way in the demo only. Write the date as 2026-11-03 or 03/11/2026: the day first."
        )
    if not iso and not english:
        raise CellError("Write the date as 2026-11-03 or 03/11/2026: the day first, the year with four digits.")
    parts = iso.groups() if iso else english.groups()[::-1]  # type: ignore[union-attr]
    try:
        read = date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        raise CellError("There is no such day. Write the day first, then the month: 03/11/2026.") from None
    if not 2000 <= read.year <= 2099:
        raise CellError("The year must be between 2000 and 2099. Write it with four digits.")
    return read


def clock_time(cell: str) -> time:
    """A time of day, 9:30, 09:30:00 or 1:30 pm."""
    found = re.fullmatch(r"(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?\s*([ap])?\.?(?:m\.?)?", cell.casefold(), re.ASCII)
    if not found:
        raise CellError("Write the time as 9:30 or 13:30.")
    hour, minute, half = int(found[1]), int(found[2]), found[3]
    if half:
        if not 1 <= hour <= 12:
            raise CellError("Write the time as 9:30 or 13:30.")
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        raise CellError("There is no such time. Write it as 9:30 or 13:30.")
    return time(hour, minute)


def email(cell: str) -> str:
    """One e-mail address, in lower case."""
    address = cell.lower()
    if len(address) > 254 or not address.isascii() or not re.fullmatch(_EMAIL, address):
        raise CellError("This is not one e-mail address. Write it as name@example.org, or leave the cell empty.")
    return address


def phone(cell: str) -> str:
    """A phone number as people write it."""
    if re.search(r"\de\+?\d", cell.casefold()):
        raise CellError("Excel has cut this number short. Format the column as text and type the number again.")
    if len(cell) > 40 or not re.fullmatch(r"[\d\s+()./-]+", cell, re.ASCII) or sum(map(str.isdigit, cell)) < 3:
        raise CellError("This is not a phone number. Write digits and spaces, for example 01632 960 100.")
    return cell


def picture(folder: str) -> Reader:
    """The name of one of our drawings, without its ending."""

    def read(cell: str) -> str:
        names = _drawings(folder)
        if cell not in names:
            raise CellError(f"There is no picture of this name. Write one of: {', '.join(names)}.")
        return cell

    return read


@lru_cache(maxsize=4)
def _drawings(folder: str) -> list[str]:
    return sorted(path.stem for path in (_PICTURES / folder).glob("*.svg"))


def secure_address(cell: str) -> str:
    """A web address that begins with https://."""
    if len(cell) > 2000 or not re.fullmatch(r"https://[^\s/]+\.[^\s/]+\S*", cell):
        raise CellError("This is not a safe web address. It begins with https:// and has no spaces.")
    return cell


def language(cell: str) -> str:
    """A language as its two or three letters."""
    word = cell.casefold()
    if not re.fullmatch(r"[a-z]{2,3}", word):
        raise CellError("Write the language in two letters: en for English, pl for Polish, ar for Arabic.")
    return word
