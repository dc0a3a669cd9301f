"""What may stand on paper that leaves the building, and how much of it has room on one page."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.models import SectionKind
from portal.returning.paper import goes_on_paper, may_be_carried, room_of, shortened

MOTHER, FATHER, SCHOOL = (uuid.uuid4() for _each in range(3))


def test_what_is_for_staff_only_is_never_printed() -> None:
    assert [kind for kind in SectionKind if not goes_on_paper(kind)] == [SectionKind.RISK_STAFF]


@pytest.mark.parametrize(
    ("readers", "at_home", "may"),
    [
        ([], [MOTHER], False),
        ([], [], False),
        ([MOTHER], [MOTHER], True),
        ([MOTHER], [MOTHER, FATHER], False),
        ([MOTHER, FATHER], [MOTHER, FATHER], True),
        ([SCHOOL], [MOTHER], False),
        ([SCHOOL], [], True),
    ],
)
def test_staff_carry_what_everybody_at_home_reads(
    readers: list[uuid.UUID], at_home: list[uuid.UUID], may: bool
) -> None:
    assert may_be_carried(readers, at_home, leaves_somebody_out=False) is may
    assert may_be_carried(readers, at_home, leaves_somebody_out=True) is False


@given(st.lists(st.text(alphabet="ab \nł", max_size=120), max_size=5), st.integers(min_value=0, max_value=300))
def test_no_more_than_there_is_room_for(texts: list[str], most: int) -> None:
    kept, cut = shortened(texts, most)
    assert sum(map(room_of, kept)) <= most + len("… ")
    assert cut or list(kept) == texts


def test_words_are_cut_where_a_word_ends() -> None:
    assert shortened(["We like the garden door."], 19) == (("We like the …",), True)
    assert shortened(["A calm start.", "Tea."], 40) == (("A calm start.", "Tea."), False)


def test_one_word_without_an_end_is_cut_inside() -> None:
    (kept,), cut = shortened(["a" * 2000], 50)
    assert cut
    assert kept == "a" * 49 + " …"


def test_capitals_and_wide_signs_take_twice_the_room() -> None:
    assert [room_of(words) for words in ("no", "NO", "家")] == [2, 4, 2]
