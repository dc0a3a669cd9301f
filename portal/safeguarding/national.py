"""The national numbers: what is known about each (national.yml), and the words that stand beside it."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import quote

import yaml
from flask_babel import LazyString, lazy_pgettext

FILE = Path(__file__).with_name("national.yml")


@dataclass(frozen=True)
class Line:
    """A number to press: what it is called, what a person should know before, and when somebody checked it."""

    key: str
    label: LazyString
    note: LazyString
    number: str
    url: str
    checked_on: date

    @property
    def is_text(self) -> bool:
        """True for a number that is written to, not rung."""
        return self.url.startswith("sms:")


# A number that is in the file and not here is shown nowhere.
_WORDS: dict[str, tuple[LazyString, LazyString]] = {
    "emergency": (lazy_pgettext("safety", "Call 999"), lazy_pgettext("safety", "Police, ambulance or fire")),
    "childline": (
        lazy_pgettext("safety", "Call Childline"),
        lazy_pgettext("safety", "Free, day and night, if you are under 19"),
    ),
    "shout": (lazy_pgettext("safety", "Text SHOUT"), lazy_pgettext("safety", "Free, day and night")),
    "samaritans": (lazy_pgettext("safety", "Call Samaritans"), lazy_pgettext("safety", "Day and night, at any age")),
    "papyrus": (lazy_pgettext("safety", "Text Papyrus"), lazy_pgettext("safety", "Day and night, if you are under 35")),
}


@cache
def national_lines() -> dict[str, Line]:
    """Every checked national number, by its key."""
    facts = yaml.safe_load(FILE.read_text())
    return {fact["key"]: _line(fact) for fact in facts if fact["checked"] and fact["key"] in _WORDS}


def _line(fact: dict[str, object]) -> Line:
    label, note = _WORDS[str(fact["key"])]
    number = str(fact["number"])
    digits = number.replace(" ", "")
    body = f"?body={quote(str(fact['words']))}" if "words" in fact else ""
    url = f"sms:{digits}{body}" if fact["way"] == "text" else f"tel:{digits}"
    checked_on = fact["checked_on"]
    assert isinstance(checked_on, date)
    return Line(str(fact["key"]), label, note, number, url, checked_on)
