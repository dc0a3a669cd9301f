"""The setting reads numbers of a month that is over: no name, none under five, and none that could be worked out."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from portal import clock
from portal.models import HowItWas, WhyNotYet
from tests.factories.groups import a_group, belongs
from tests.factories.meetings import a_barrier, a_face, a_meeting, a_post, comes
from tests.support.crowd import counted
from tests.support.portal import SignedInAs

NUMBERS = "/groups/run/numbers"
# Everybody of the cast who is there to be counted; who they are matters to no number.
PEOPLE = ("leila", "priya", "tomasz", "arjun", "grace", "dan", "okoro", "lewis")


@pytest.fixture
def october(app: object) -> list[datetime]:
    """Two Thursdays of the month before this one."""
    first = clock.today().replace(day=1) - timedelta(days=20)
    return [datetime(first.year, first.month, first.day, 18, tzinfo=UTC) + timedelta(days=week) for week in (0, 7)]


def numbers_of(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"<dd>.*?</dd>", text) for number in re.findall(r"\b\d+\b", number)]


def test_it_counts_what_was_and_shows_no_name(signed_in_as: SignedInAs, october: list[datetime]) -> None:
    tea = a_group(name="Tea and talk")
    first, second = (a_meeting(tea, when, came=9) for when in october)
    a_meeting(tea, october[0], cancelled_at=clock.now())
    for slug in PEOPLE:
        belongs(slug, tea, name=f"Hidden {slug}")
        comes(slug, first, tea)
        a_face(slug, first, tea, HowItWas.GOOD)
    for slug in PEOPLE[:6]:
        a_barrier(tea, WhyNotYet.WORK, slug, said_at=october[0])
        a_post(slug, tea, due_at=october[0], read_at=None)
    text = signed_in_as("rees").reads(NUMBERS).text
    for told in ("Meetings held 2", "all meetings together 18", "People with a place 8", "I work then: 6", "Good: 8"):
        assert told in text, told
    assert "In time: not shown Late: 6" in text
    # All eight came once: who came back is nobody, which is under five; then who came once is not shown either.
    assert "had a place before not shown" in text
    for slug in PEOPLE:
        comes(slug, second, tea)
    text = signed_in_as("rees").reads(NUMBERS).text
    assert "People with a place 8" in text
    assert not re.search("Hidden|Leila|Priya|Tomasz|Grace", text)


def test_nothing_under_five_is_shown(signed_in_as: SignedInAs, october: list[datetime]) -> None:
    for name, many in (("Tea", 4), ("Dads", 6)):
        group = a_group(name=name)
        meeting = a_meeting(group, october[0], came=many)
        for slug in PEOPLE[:many]:
            comes(slug, meeting, group)
            a_barrier(group, WhyNotYet.TRAVEL, said_at=october[1])
            a_face(slug, meeting, group, HowItWas.OK)
    page = signed_in_as("rees").get(NUMBERS).text
    held = "Meetings held</dt><dd>"
    shown = numbers_of(page.replace(f"{held}1<", f"{held}<").replace(f"{held}2<", f"{held}<"))
    assert shown
    assert min(shown) >= 5
    # The sum under the columns would give away the four of the first group.
    assert 10 not in shown


def test_this_month_is_not_counted_yet_and_another_can_be_chosen(
    signed_in_as: SignedInAs, october: list[datetime]
) -> None:
    tea = a_group()
    for when in (*october, clock.now() - timedelta(hours=5)):
        a_meeting(tea, when)
    rees = signed_in_as("rees")
    assert "Meetings held 2" in rees.reads(NUMBERS).text
    assert "Meetings held 0" in rees.reads(f"{NUMBERS}?month=2026-09").text
    assert "Meetings held 2" in rees.reads(f"{NUMBERS}?month={clock.today():%Y-%m}").text
    assert "Meetings held 2" in rees.reads(f"{NUMBERS}?month=x").text


def test_those_who_plan_see_the_numbers_and_nobody_else(signed_in_as: SignedInAs, october: list[datetime]) -> None:
    tea = a_group()
    a_meeting(tea, october[0])
    for slug in ("byrne", "khan", "rees", "patel"):
        assert signed_in_as(slug).get(NUMBERS).status_code == 200, slug
    for slug in ("joanna", "leila", "grace", "maya", "okoro", "amara", "hughes"):
        assert signed_in_as(slug).get(NUMBERS).status_code == 403, slug
    # Another setting counts its own.
    assert "Meetings held" not in signed_in_as("quinn").reads(NUMBERS).text


def test_it_asks_the_same_for_one_group_and_for_ten(signed_in_as: SignedInAs, october: list[datetime]) -> None:
    rees, numbers = signed_in_as("rees"), []
    for more in (1, 9):
        for _one in range(more):
            group = a_group()
            comes("leila", a_meeting(group, october[0]), group)
        with counted() as said:
            assert rees.get(NUMBERS).status_code == 200
        numbers.append(len(said))
    assert numbers[0] == numbers[1]
