"""Where in the words a phrase stands: what is shown to whoever reads the concern, as it was written."""

import pytest

from portal.signs import find_places, find_signs


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("I had lunch. I want to die.", ["want to die."]),
        ("ÍM   SCARED\tto go home!! And then we ate.", ["SCARED\tto go home!!"]),
        ("Chcę umrzeć, mamo", ["Chcę umrzeć,"]),
        ("أريد أن أموت", ["أريد أن أموت"]),
        ("We went to the park.", []),
        ("", []),
    ],
)
def test_it_is_the_words_as_they_were_written(words: str, found: list[str]) -> None:
    assert [words[begins:ends] for begins, ends in find_places(words)] == found


def test_in_a_long_text_it_is_found_where_it_stands() -> None:
    words = "lunch " * 3_000 + "I want to die. " + "lunch " * 3_000
    [(begins, ends)] = find_places(words)
    assert words[begins:ends] == "want to die."


def test_whatever_is_found_stands_somewhere() -> None:
    for words in ("nobody is in at home", "he hits me", "i cut myself"):
        assert bool(find_signs(words)) == bool(find_places(words))
