"""From a translator's line in the catalogue to the page: what a person has checked needs no English beside it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal.config import Settings
from portal.web import words
from tests.support.client import Browser
from tests.support.examples import drawn_once
from tests.support.html import Node
from tests.support.portal import MakeSettings
from tools import phrases

CHECKED, NOT_YET = "Are you in danger now?", "Call 999"
ENTRY = f'msgctxt "safety"\nmsgid "{CHECKED}"\n'
LINE = "# checked-by: Ewa Nowak, 2026-11-20\n"


@pytest.fixture
def line() -> str:
    """What stands above the phrase in the Polish catalogue."""
    return LINE


@pytest.fixture
def catalogues(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The real Polish words in a folder of their own, with the line written as a translator writes it, and compiled."""
    folder = tmp_path / "translations"
    real = phrases.po_file("pl")
    monkeypatch.setattr(phrases, "WORDS", folder)
    monkeypatch.setattr(words, "FOLDER", folder)
    phrases.po_file("pl").parent.mkdir(parents=True)
    shutil.copyfile(real, phrases.po_file("pl"))
    text = real.read_text(encoding="utf-8")
    assert text.count(ENTRY) == 1
    phrases.po_file("pl").write_text(text.replace(ENTRY, line + ENTRY), encoding="utf-8")
    phrases.compile_catalogues()
    words.checked_phrases.cache_clear()
    yield folder
    words.checked_phrases.cache_clear()


@pytest.fixture
def settings(catalogues: Path, make_settings: MakeSettings, db_url: str) -> Settings:
    """The portal is made when its words are there."""
    return make_settings(db_url)


@pytest.fixture
def reader(own_app: Flask) -> Browser:
    """Somebody who reads Polish."""
    browser: Browser = own_app.test_client()  # type: ignore[assignment]
    browser.sends("/sign-in", to="/language", language="pl")
    return browser


def english_beside(page: Node) -> set[str]:
    """The English that stands beside translated words."""
    return {span.text for span in page.all("span") if span.attrs.get("class") == "original"}


@drawn_once
def test_words_that_somebody_put_their_name_to_stand_alone(reader: Browser) -> None:
    page = reader.reads("/help")
    assert "Czy grozi ci teraz niebezpieczeństwo?" in page.text
    assert CHECKED not in english_beside(page)
    assert NOT_YET in english_beside(page)


@drawn_once
def test_the_language_page_counts_them(reader: Browser) -> None:
    reader.sends("/language", to="/language", language="en")
    every = list(phrases.phrases(phrases.read(phrases.po_file("pl"))))
    safety = sum(message.context == "safety" for message in every)
    text = reader.reads("/language").text
    assert f"A person has checked 1 of {len(every)} sentences. About safety: 1 of {safety}." in " ".join(text.split())


@drawn_once
@pytest.mark.parametrize("line", ["", "# checked-by: somebody\n", "# checked-by: , 2026-11-20\n", "# Ewa Nowak\n"])
def test_a_line_without_a_name_and_a_day_checks_nothing(reader: Browser) -> None:
    assert CHECKED in english_beside(reader.reads("/help"))
    reader.sends("/language", to="/language", language="en")
    assert reader.reads("/language").text.count("No person has checked these words yet.") == 2


def test_the_name_stays_when_new_phrases_are_merged(catalogues: Path) -> None:
    catalogue = phrases.read(phrases.po_file("pl"), "pl")
    fresh = phrases.read(phrases.TEMPLATE)
    fresh.add("A phrase that came later.")
    catalogue.update(fresh, no_fuzzy_matching=True)
    phrases.write(phrases.po_file("pl"), catalogue)
    again = phrases.read(phrases.po_file("pl"), "pl")
    assert phrases.checked(again)["checked"] == [CHECKED]
