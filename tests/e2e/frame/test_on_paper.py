"""On paper: a week, a day and a card are one sheet each, with pictures and without anything to press."""

import re

import pytest
from playwright.sync_api import Page

from portal.web import sheet
from tests.e2e.frame.conftest import Opens


def sheets(page: Page) -> int:
    """How many pages it is on paper."""
    return int(re.findall(rb"/Count (\d+)", page.pdf(prefer_css_page_size=True))[0])


@pytest.mark.parametrize("name", ["today", "board", "week", "week-ar", "paper"])
def test_it_is_one_sheet(opens: Opens, name: str) -> None:
    assert sheets(opens(name)) == 1


# Each colour that has a name, and everything that ink shows: each element with its colours, its sizes, its pictures.
INKED = """(named) => [
  ...named.map((name) => name + getComputedStyle(document.documentElement).getPropertyValue(name)),
  ...[...document.querySelectorAll("html, body, body *")].map((it) => {
    const style = getComputedStyle(it);
    const shown = ["color", "backgroundColor", "borderTopColor", "borderInlineStartColor", "fontSize", "filter"];
    return [it.localName, it.className, it.getBoundingClientRect().height, ...shown.map((name) => style[name])].join();
  }),
]"""
NAMED = sorted(set(re.findall(r"--[\w-]+(?=:)", (sheet.FOLDER / "tokens.css").read_text())))
COLOURS = "() => [getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
BODY_SIZE = "() => parseFloat(getComputedStyle(document.body).fontSize)"


def inked(page: Page) -> list[str]:
    page.emulate_media(media="print")
    return page.evaluate(INKED, NAMED)  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", ["today", "board", "week", "paper", "staff"])
@pytest.mark.parametrize("look", ["?scheme=dark&text=largest", "?scheme=calm&text=large", "?text=largest"])
def test_paper_is_the_same_whatever_the_screen_looks_like(opens: Opens, name: str, look: str) -> None:
    plain = inked(opens(name))
    assert inked(opens(name + look)) == plain
    assert inked(opens(name + look, color_scheme="dark")) == plain


@pytest.mark.parametrize("look", ["?scheme=dark&text=largest", "?scheme=calm&text=largest"])
def test_a_sheet_stays_one_sheet_of_black_on_white(opens: Opens, look: str) -> None:
    page = opens("paper" + look)
    assert sheets(page) == sheets(opens("paper")) == 1
    page.emulate_media(media="print")
    assert page.evaluate(COLOURS) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_on_the_screen_a_sheet_looks_as_somebody_chose(opens: Opens) -> None:
    plain, dark = opens("paper"), opens("paper?scheme=dark&text=largest")
    assert dark.evaluate(COLOURS) == opens("staff?scheme=dark").evaluate(COLOURS) != plain.evaluate(COLOURS)
    assert dark.evaluate(BODY_SIZE) == pytest.approx(1.375 * plain.evaluate(BODY_SIZE))
    assert opens("paper?scheme=calm").evaluate(COLOURS) == opens("staff?scheme=calm").evaluate(COLOURS)


def test_nothing_to_press_is_printed_and_faces_are(opens: Opens) -> None:
    page = opens("today")
    page.emulate_media(media="print")
    assert page.get_by_role("button").count() == 0
    assert page.get_by_role("navigation").count() == 0
    assert page.locator("img.face").first.is_visible()
