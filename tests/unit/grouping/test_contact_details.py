"""What a post should not hold is caught before it is sent, and ordinary numbers are let be."""

import time

import pytest

from portal.grouping.contact_details import Known, What, find_details
from tools.group_contacts import figures, read

KNOWN = Known(("Maya", "Hope", "Will"), ("Northfield School",))


def test_on_the_half_held_out_nearly_all_is_caught_and_nearly_nothing_for_nothing() -> None:
    found = figures()
    assert found["caught"].share >= 0.95
    assert found["harmless"].share <= 0.05


def test_the_corpus_is_as_large_as_it_says_and_both_halves_are_real() -> None:
    corpus = read()
    assert len(corpus["caught"]) >= 60
    assert len(corpus["harmless"]) >= 200
    assert min(figure.of for held_out in (True, False) for figure in figures(held_out=held_out).values()) >= 30


def test_what_was_caught_is_named_in_the_writers_own_words() -> None:
    found = find_details("Maya was at Northfield. Ring me on 07700 900123!", KNOWN)
    assert [(one.what, one.words) for one in found] == [
        (What.NAME, "Maya"),
        (What.SCHOOL, "Northfield"),
        (What.PHONE, "07700 900123"),
    ]


@pytest.mark.parametrize("words", ["Hope is all I have. Will it end?", "We hope. I will.", ""])
def test_names_that_are_words_too_are_let_be(words: str) -> None:
    assert find_details(words, KNOWN) == ()


@pytest.mark.parametrize(
    "part",
    ["A ", "Aa Bb ", "07 ", "oh ", "a@a.", "my insta ", "St A", "12 a b ", "i'm a ", ". ", "x dot ", "@", "صفر "],
)
def test_four_thousand_signs_of_anything_are_looked_through_at_once(part: str) -> None:
    began = time.perf_counter()
    find_details((part * 4_000)[:4_000], KNOWN)
    assert time.perf_counter() - began < 1
