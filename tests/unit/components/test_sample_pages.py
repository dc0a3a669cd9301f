"""Every layout and every error page keeps the house rules, for every audience and in both directions."""

import pytest
from flask import Flask

from tests.house_rules import page_rules
from tools.parts import TEMPLATES, Frame, draw
from tools.parts_pages import PAGES, draw_page

ERRORS = sorted(path.stem for path in (TEMPLATES / "errors").glob("[0-9]*.html"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_of_components_keeps_the_house_rules(drawing: Flask, name: str) -> None:
    page_rules.check(draw_page(drawing, name), where=name)


@pytest.mark.parametrize("code", ERRORS)
@pytest.mark.parametrize("audience", ["family", "young", "staff"])
@pytest.mark.parametrize("signed_in", [True, False])
def test_an_error_page_needs_only_a_frame_and_a_number(
    drawing: Flask, code: str, audience: str, signed_in: bool
) -> None:
    frame = Frame(audience=audience, signed_in=signed_in)
    text = draw(drawing, f'{{% extends "errors/{code}.html" %}}', frame=frame, number="a72af373")
    page_rules.check(text, where=code)
    assert "a72af373" in text


def test_words_that_could_not_be_saved_are_still_there_and_go_again_with_one_press(drawing: Flask) -> None:
    text = draw_page(drawing, "error-400")
    assert 'action="/send"' in text
    assert "We will be late on Monday." in text
    assert "Send it again" in text
