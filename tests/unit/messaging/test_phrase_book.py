"""What translation cannot touch (product.md, 12): places for names, dates and times, numbers, and emergency words."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from portal.messaging.phrase_book import BOOK, YOUNG

FOLDER = Path(__file__).parents[3] / "portal" / "translations"
PLACES = re.compile(r"%\((\w+)\)[sd]|%%")
# 999, 116 123, 2,000. A small number may be said by its name ("four pictures"), and 4 in the afternoon is 16.
NUMBERS = re.compile(r"\d[\d, ]*\d{2}|\d{3,}")
SMALL = re.compile(r"\d+")
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
# Said in signs of their own, so that whoever reads no word of the language can still press or type them.
SIGNS = ("SHOUT", "PIN", "PDF", "JPEG", "PNG", "WebP", "HEIC", "@", "https://")
# In what is sent by a tap, and in what is said where somebody is not safe, no number is said otherwise at all.
STRICT = ("phrase book", "safety")


def _facts(words: str, context: str | None) -> tuple[list[str], list[str], list[str]]:
    """The places for names, days and times; the numbers; the signs."""
    plain = PLACES.sub("|", words).translate(DIGITS)
    numbers = (SMALL if context in STRICT else NUMBERS).findall(plain)
    of = [re.sub(r"\D", "", number) for number in numbers]
    return sorted(set(PLACES.findall(words))), sorted(of), [sign for sign in SIGNS if sign in plain]


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_no_translation_changes_a_locked_fact(language: str) -> None:
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    said = [each for each in catalogue if each.id and isinstance(each.id, str) and each.string]
    changed = [
        (each.id, each.string)
        for each in said
        if _facts(each.id, each.context) != _facts(str(each.string), each.context)
    ]
    assert len(said) > 2000
    assert changed == []


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_every_sentence_of_the_phrase_book_is_said_in_every_language(language: str) -> None:
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    for entry in [*BOOK.values(), *YOUNG.values()]:
        english = entry.words[1] if isinstance(entry.words, tuple) else entry.words._args[1]
        found = catalogue.get(english, context="phrase book")
        assert found is not None, english
        assert found.string, english
