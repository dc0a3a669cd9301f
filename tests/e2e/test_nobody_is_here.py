"""Somebody who follows an old link lands on a page that says what to do, on a small phone, with and without scripts."""

import pytest

from tests.support.rarely import variants
from tests.support.visitor import Arrives


@pytest.mark.parametrize(
    ("language", "scripts"),
    variants([("en", True), ("ar", False)], [("en", False), ("ar", True), ("pl", True), ("pl", False)]),
)
def test_a_visitor_with_an_old_link_is_told_what_to_do(arrives: Arrives, scripts: bool, language: str) -> None:
    visitor = arrives(scripts=scripts, language=language)
    visitor.goes_to("/an/old/link")
    visitor.console.clear()  # the browser itself notes that the answer was 404
    visitor.can_use_this_page()
