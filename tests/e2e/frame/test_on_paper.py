"""On paper: a week, a day and a card are one sheet each, with pictures and without anything to press."""

import re

import pytest

from tests.e2e.frame.conftest import Opens


@pytest.mark.parametrize("name", ["today", "board", "week", "week-ar", "paper"])
def test_it_is_one_sheet(opens: Opens, name: str) -> None:
    pdf = opens(name).pdf(prefer_css_page_size=True)
    assert re.findall(rb"/Type /Pages\s*/Count (\d+)|/Count (\d+)", pdf)[0] in [(b"1", b""), (b"", b"1")]


def test_nothing_to_press_is_printed_and_faces_are(opens: Opens) -> None:
    page = opens("today")
    page.emulate_media(media="print")
    assert page.get_by_role("button").count() == 0
    assert page.get_by_role("navigation").count() == 0
    assert page.locator("img.face").first.is_visible()
