"""New words on Today of the key worker: they stand there until that key worker has opened the page they stand on."""

from datetime import date

import pytest

from portal.models import SectionKind
from tests import cast
from tests.factories.asks import a_goal
from tests.factories.part_times import started
from tests.factories.plans import put_review, speaks_english
from tests.factories.ways import section_of
from tests.support.client import Browser
from tests.support.portal import SignedInAs

ABOUT = f"/plan/{cast.pupil('maya')}/about"


def new(browser: Browser) -> list[tuple[str, str]]:
    """Who said something, and where it is read."""
    found = (
        browser.reads("/").one("main").all("section", where=lambda node: node.attrs.get("aria-labelledby") == "words")
    )
    return [(link.one("span").text.strip(), link.attrs["href"]) for section in found for link in section.all("a")]


def test_a_note_about_me_and_words_to_a_review_are_new_until_sam_opens_them(signed_in_as: SignedInAs) -> None:
    speaks_english("leila", "maya")
    goal, review = f"/goals/{a_goal('maya')}", f"/plan/reviews/{put_review('maya', date(2026, 12, 7))}"
    leila, sam = signed_in_as("leila"), signed_in_as("okoro")
    assert new(sam) == []
    leila.sends(f"{goal}/note", words="She ate with us.")
    signed_in_as("maya").sends(f"{ABOUT}/likes", words="I draw well.")
    leila.sends(f"{review}/say", words="The mornings.")
    places = [("Leila, for Maya", goal), ("Maya", ABOUT), ("Leila, for Maya", review)]
    assert new(sam) == places
    for path in (f"{goal}/print", f"{goal}/history", f"{ABOUT}/helps", f"{review}/edit"):
        sam.get(path)  # none of these shows what was said
    signed_in_as("byrne").reads(goal)
    assert new(sam) == places
    for read in (goal, ABOUT, review):
        sam.reads(read)
        places = places[1:]
        assert new(sam) == places
    leila.sends(f"{goal}/note", words="And today.")
    assert new(sam) == [("Leila, for Maya", goal)]


def test_words_beside_a_part_of_the_plan_and_a_part_time_plan_are_new_until_sam_opens_them(
    signed_in_as: SignedInAs,
) -> None:
    speaks_english("leila")
    section = f"/way/section/{section_of('maya', SectionKind.HELPS)}"
    short = f"/part-time/{started('maya')}"
    leila, sam = signed_in_as("leila"), signed_in_as("okoro")
    leila.sends(f"{section}/say", words="Music helps.")
    leila.sends(f"{short}/say", words="Mornings are fine.")
    assert new(sam) == [("Leila, for Maya", section), ("Leila, for Maya", short)]
    for read, rest in ((section, 1), (short, 0)):
        sam.reads(read)
        assert len(new(sam)) == rest


@pytest.mark.parametrize("who", ["lewis", "rees", "byrne", "patel"])
def test_new_words_stand_on_today_of_nobody_else(signed_in_as: SignedInAs, who: str) -> None:
    speaks_english("leila")
    signed_in_as("leila").sends(f"/goals/{a_goal('maya')}/note", words="She ate with us.")
    assert new(signed_in_as(who)) == []


def test_what_sam_says_or_wrote_down_is_not_new_to_sam(signed_in_as: SignedInAs) -> None:
    sam = signed_in_as("okoro")
    sam.sends(f"/goals/{a_goal('maya')}/note", words="She ate with us.")
    assert new(sam) == []


def test_no_family_is_shown_when_it_was_read(signed_in_as: SignedInAs) -> None:
    speaks_english("leila")
    goal, leila = f"/goals/{a_goal('maya')}", signed_in_as("leila")
    leila.sends(f"{goal}/note", words="She ate with us.")
    leila.reads(goal)  # the page that thanks her
    before = leila.reads(goal).one("main").text
    signed_in_as("okoro").reads(goal)
    assert leila.reads(goal).one("main").text == before
