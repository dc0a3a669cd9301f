"""Sheets to print: one page about a child is one A4 page whatever was written, and no sheet needs a script."""

import re

import pytest

from tests.support.paper import A4, printed
from tests.support.rarely import variants
from tests.support.visitor import Arrives, Visitor

CARDS = ("likes", "matters", "helps", "not_helps", "early_signs", "talk")
CLIPPED = """() => [...document.querySelectorAll('.one__box, .letter .room')]
    .filter(box => box.scrollHeight > box.clientHeight + 1).map(box => box.textContent.trim().slice(0, 40))"""
WORDS = {
    "few": ["I draw."] * 6,
    "long words": ["Donaudampfschifffahrtsgesellschaftskapitän " * 40] * 6,
    "one word without an end": ["W" * 2000] * 6,
    "many lines": ["I wait.\n" * 100] * 6,
    "whole pages": ["It is better when somebody tells me first what comes next. " * 60] * 6,
    "arabic": ["يكون الأمر أفضل عندما يخبرني أحد أولاً بما سيأتي بعد ذلك. " * 40] * 6,
    "polish": ["Najlepiej jest, gdy ktoś najpierw powie mi, co będzie dalej. " * 40] * 6,
}


def sheets(who: Visitor) -> list[str]:
    """The sheets to which the page of the plan leads."""
    who.goes_to("/way/")
    return [path for path in who.links() if re.search(r"/(print|profile|words)$", path)]


@pytest.mark.parametrize("words", WORDS)
def test_one_page_about_tyler_is_one_page(arrives: Arrives, words: str) -> None:
    language = {"arabic": "ar", "polish": "pl"}.get(words, "en")
    tyler = arrives("tyler", scripts=False, language=language)
    profile = next(path for path in sheets(tyler) if path.endswith("/profile"))
    pupil = profile.split("/")[2]
    for card, said in zip(CARDS, WORDS[words], strict=True):
        tyler.goes_to(f"/plan/{pupil}/about/{card}")
        tyler.page.locator("main textarea").fill(said.strip())
        tyler.page.locator("main form button.btn--main").click()
        tyler.page.wait_for_load_state()
    tyler.goes_to(profile)
    assert printed(tyler) == (1, {(210, 297)})
    tyler.page.emulate_media(media="print")
    tyler.page.set_viewport_size(A4)  # type: ignore[arg-type]
    assert tyler.page.evaluate(CLIPPED) == []


@pytest.mark.parametrize("look", [("largest", "dark"), ("largest", "calm")])
def test_whoever_reads_large_and_dark_prints_the_same_page(arrives: Arrives, look: tuple[str, str]) -> None:
    maya, plain = arrives("maya"), []
    for path in sheets(maya):
        maya.goes_to(path)
        plain.append((path, printed(maya)))
    maya.goes_to("/looks")
    for field, value in zip(("text", "scheme"), look, strict=True):
        maya.page.locator(f'input[name="{field}"][value="{value}"]').check(force=True)
    maya.presses("Show it like this")
    for path, paper in plain:
        maya.goes_to(path)
        html = maya.page.locator("html")
        assert (html.get_attribute("data-text"), html.get_attribute("data-scheme")) == look
        assert printed(maya) == paper, path
        maya.can_use_this_page()


@pytest.mark.parametrize(
    ("who", "language"),
    variants(
        [("maya", "en"), ("leila", "pl"), ("maya", "ar")],
        [("leila", "en"), ("maya", "pl"), ("leila", "ar")],
    ),
)
def test_each_sheet_of_maya_is_there_without_a_script(arrives: Arrives, who: str, language: str) -> None:
    visitor = arrives(who, scripts=False, language=language)
    found = sheets(visitor)
    assert len(found) == 3
    for path in found:
        visitor.goes_to(path)
        pages, sizes = printed(visitor)
        assert pages == 1 if path.endswith("/profile") else 1 <= pages <= 6
        assert sizes == {(210, 297)}
        visitor.can_use_this_page()
