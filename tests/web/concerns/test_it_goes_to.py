"""Staff read to whom a concern goes; and "told", or "has read it", only of somebody who has read it."""

import re

import sqlalchemy as sa

from portal.models import Concern
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs
from tests.web.concerns.scene import Raise, everything_has_gone

TOLD = re.compile(r"\btold\b", re.IGNORECASE)


def words_of(browser: Browser, page: str) -> str:
    return browser.reads(page).one("main").text


def test_nobody_who_is_next_in_line_was_told(signed_in_as: SignedInAs, raised: Raise, look: Look) -> None:
    raised("maya")
    everything_has_gone()
    [concern] = look(sa.select(Concern))
    byrne = signed_in_as("byrne")
    for page in ("/", "/concerns/"):
        assert "It goes to Ruth and Amir." in words_of(byrne, page)
        assert not TOLD.search(words_of(byrne, page))
    byrne.sends(f"/concerns/{concern.id}", to=f"/concerns/{concern.id}/open")
    page = words_of(byrne, f"/concerns/{concern.id}")
    assert "Who it goes to" in page
    assert "Ruth Byrne has read it" in page
    assert "Amir Khan has read it" not in page
    # The one step that an adult writes down when it has happened.
    assert not TOLD.search(page.replace("The child was told, and what they said to it", ""))


def test_who_stands_on_the_ladder_is_nobody_who_was_told(signed_in_as: SignedInAs) -> None:
    byrne = signed_in_as("byrne")
    for page in ("/concerns/ladder", "/concerns/worried", "/concerns/absences"):
        assert not TOLD.search(words_of(byrne, page))
