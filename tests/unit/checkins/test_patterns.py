"""What is usual for one young person: said only after three times running, from their own words, and never early."""

import pytest

from portal.blueprints.checkins.patterns import Different, different_now

USUAL = ["good", "ok", "good", "ok"]


def test_three_times_below_what_they_usually_say_is_worth_a_sentence() -> None:
    assert different_now(["really_hard"] * 3 + USUAL) == Different(("good", "ok"), ("really_hard",))


@pytest.mark.parametrize(
    "said",
    [
        [],
        ["really_hard"] * 5,
        ["really_hard"] * 3 + ["good", "good"],
        ["really_hard", "really_hard", "good", *USUAL],
        ["ok", "ok", "ok", *["not_so_good"] * 4],
        ["great"] * 3 + USUAL,
        ["really_hard", "really_hard", "ok", "good", "ok", "good"],
        ["skip", "dont_know", "", "really_hard", "really_hard", *USUAL],
    ],
    ids=["nothing", "too few", "five", "one good one", "better", "great", "as often before", "skips count for nothing"],
)
def test_otherwise_nothing_is_said(said: list[str]) -> None:
    assert different_now(said) is None


def test_skips_between_do_not_break_the_row() -> None:
    said = ["really_hard", "skip", "not_so_good", "really_hard", *USUAL]
    assert different_now(said) == Different(("good", "ok"), ("not_so_good", "really_hard"))
