"""However somebody wrote a number down, the provider gets the one that it takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.outbox.numbers import e164


@pytest.mark.parametrize(
    "typed",
    [
        "07700 900301",
        "07700-900-301",
        "(07700) 900 301",
        "+44 7700 900301",
        "+44 (0)7700 900301",
        "+4407700900301",
        "0044 7700 900 301",
        "447700900301",
        " 07700\u00a0900301\u200e ",
    ],
)
def test_every_way_to_write_a_uk_number_is_the_same_number(typed: str) -> None:
    assert e164(typed) == "+447700900301"


def test_a_number_that_says_its_country_keeps_it() -> None:
    assert e164("+48 601 234 567") == e164("0048 601 234 567") == "+48601234567"
    assert e164("01632 960199") == "+441632960199"


@pytest.mark.parametrize(
    "typed", [None, "", "0", "999", "ring me", "07700 90030", "07700 9003012", "0770O 900301", "٠٧٧٠٠٩٠٠٣٠١"]
)
def test_what_is_no_number_is_none(typed: str | None) -> None:
    assert e164(typed) == ""


@given(st.text(max_size=30))
def test_whatever_is_typed_nothing_but_a_number_comes_out(typed: str) -> None:
    found = e164(typed)
    assert found == "" or (found[0] == "+" and found[1:].isascii() and found[1:].isdecimal() and len(found) <= 16)
    assert e164(found) == found
