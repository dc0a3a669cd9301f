"""Somebody who follows an old link lands on a page that says what to do, on a small phone, with and without scripts."""

import pytest

from tests.support.visitor import Arrives


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_a_visitor_with_an_old_link_is_told_what_to_do(arrives: Arrives, scripts: bool, language: str) -> None:
    visitor = arrives(scripts=scripts, language=language)
    visitor.goes_to("/an/old/link")
    visitor.console.clear()  # the browser itself notes that the answer was 404
    visitor.can_use_this_page()
