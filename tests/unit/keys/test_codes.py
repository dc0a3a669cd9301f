"""A code on paper is forgiving about how it is typed, and about nothing else."""

import pytest

from portal.keys import codes, pictures


def test_a_code_has_twelve_signs_that_nobody_misreads() -> None:
    drawn = {codes.draw() for _ in range(500)}
    assert len(drawn) == 500
    assert {len(code) for code in drawn} == {12}
    assert not set("".join(drawn)) & set("ILOUilou")


@pytest.mark.parametrize(
    "typed",
    [
        "7KQ2-M01A-93TD",
        "7kq2m01a93td",
        " 7KQ2 M01A 93TD ",
        "7KQ2–M01A–93TD",
        "7kq2 mOIa 93td",
        "7kq2.mola.93td",
        "٧kq٢m٠١a٩٣td",
    ],
)
def test_a_code_is_the_same_however_it_is_typed(typed: str) -> None:
    assert codes.tidy(typed) == "7KQ2M01A93TD"


@pytest.mark.parametrize("typed", ["", "7KQ2-M01A-93T", "7KQ2-M01A-93TDX", "éééééééééééé", "\0" * 12, "7" * 1_000_000])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert codes.tidy(typed) == ""


def test_a_printed_code_reads_in_three_groups() -> None:
    assert codes.spaced("7KQ2M01A93TD") == "7KQ2-M01A-93TD"
    assert codes.tidy(codes.spaced("7KQ2M01A93TD")) == "7KQ2M01A93TD"


def test_digits_from_a_phone_may_have_spaces_and_be_of_any_script() -> None:
    assert codes.digits(" 123 456 ") == "123456"
    assert codes.digits("١٢٣٤٥٦") == "123456"


def test_a_pin_has_four_different_pictures_and_every_one_of_the_twelve_is_drawn() -> None:
    drawn = [pictures.draw_pin() for _ in range(300)]
    assert all(pictures.is_pin([picture.name for picture in pin]) for pin in drawn)
    assert {picture.name for pin in drawn for picture in pin} == set(pictures.PICTURES)
    assert len(set(drawn)) > 250


@pytest.mark.parametrize("names", [["fox"] * 4, ["fox", "kite", "owl"], ["fox", "kite", "owl", "dragon"]])
def test_what_is_no_pin(names: list[str]) -> None:
    assert not pictures.is_pin(names)


def test_the_twelve_pictures_are_shuffled_in_an_order_that_stays() -> None:
    assert pictures.shuffled(7) == pictures.shuffled(7)
    assert len({tuple(picture.name for picture in pictures.shuffled(seed)) for seed in range(50)}) == 50
    assert all(set(pictures.shuffled(seed)) == set(pictures.PICTURES.values()) for seed in range(5))
