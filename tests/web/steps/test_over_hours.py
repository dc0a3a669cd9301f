"""A step that fitted when it was written, and does not since less is promised: those who write steps are told so."""

from datetime import date, time

import pytest

from portal.models import StepState
from tests.factories.plans import change_placement
from tests.factories.steps import a_step, begun
from tests.support.portal import SignedInAs
from tests.web.home.test_statements import statements
from tests.web.steps.test_step_out import MAYAS

MORNINGS = tuple((weekday, time(9, 30), time(12, 45), "English") for weekday in range(3))
SENTENCE = "“Three mornings” is 9 hours 45 minutes a week. What is promised now is 9 hours."
ON_TODAY = "“Three mornings” has more hours a week than are promised now."


@pytest.fixture
def too_long(in_english: None) -> None:
    """Maya's step of 585 minutes a week; 540 are promised since."""
    change_placement("maya", weekly_minutes=540)
    a_step("maya", "Three mornings", slots=MORNINGS)


def test_staff_read_it_above_the_steps_and_on_today(too_long: None, signed_in_as: SignedInAs) -> None:
    okoro = signed_in_as("okoro")
    page = okoro.reads(MAYAS).one("main").text
    assert SENTENCE in page
    assert "Take some sessions out, or have the promised hours of the placement changed." in page
    today = okoro.reads("/")
    assert ON_TODAY in today.one("main").text
    assert MAYAS in {link.attrs["href"] for link in today.all("a")}


@pytest.mark.parametrize("who", ["maya", "leila"])
def test_it_is_not_the_familys_to_mend(too_long: None, signed_in_as: SignedInAs, who: str) -> None:
    browser = signed_in_as(who)
    assert "promised" not in browser.reads(MAYAS).one("main").text
    assert "promised now" not in browser.reads("/").one("main").text


def test_of_another_key_workers_child_nothing_is_said(too_long: None, signed_in_as: SignedInAs) -> None:
    assert "Three mornings" not in signed_in_as("lewis").reads("/").text


@pytest.mark.parametrize("promised", [585, 600, 0])
def test_a_step_within_what_is_promised_says_nothing(promised: int, signed_in_as: SignedInAs) -> None:
    change_placement("maya", weekly_minutes=promised)
    a_step("maya", "Three mornings", slots=MORNINGS)
    okoro = signed_in_as("okoro")
    for path in (MAYAS, "/"):
        assert "promised" not in okoro.reads(path).one("main").text


def test_a_step_that_goes_on_is_named_and_one_that_is_over_is_not(signed_in_as: SignedInAs) -> None:
    change_placement("maya", weekly_minutes=540)
    begun("maya", "Three mornings", slots=MORNINGS)
    a_step("maya", "Long ago", slots=MORNINGS, starts_on=date(2026, 11, 2), state=StepState.DONE)
    okoro = signed_in_as("okoro")
    for path, words in ((MAYAS, SENTENCE), ("/", ON_TODAY)):
        page = okoro.reads(path).one("main").text
        assert words in page
        assert "“Long ago”" not in page


def test_it_asks_the_database_for_nothing_more_however_many(signed_in_as: SignedInAs) -> None:
    okoro = signed_in_as("okoro")
    change_placement("maya", weekly_minutes=540)
    counts = []
    for number in range(6):
        a_step("maya", f"Step {number}", slots=MORNINGS, starts_on=date(2026, 12, 7 + number))
        counts.append([statements(okoro, path) for path in (MAYAS, "/")])
    assert len({tuple(each) for each in counts}) == 1
