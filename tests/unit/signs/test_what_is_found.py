"""Somebody who says that they are not safe is heard, in whatever language and however it is typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.signs import Level, find_signs, highest
from tools.signs import LANGUAGES, figures

SAID = (
    "i want to die",
    "im going to kill myself",
    "my dad hits me",
    "chce umrzec",
    "tata mnie bije",
    "بدي موت",
    "بابا ضربني",
)
# What the lists reached on 22 November 2026, less a little: of “now” at least, of “nothing” at most (docs/signs.md).
FLOORS = {"en": (0.72, 0.19), "pl": (0.67, 0.18), "ar": (0.59, 0.27)}


def level_of(said: str) -> Level | None:
    return highest(find_signs(said))


@pytest.mark.parametrize("said", SAID)
def test_who_says_it_plainly_is_heard_now(said: str) -> None:
    assert level_of(said) is Level.NOW


@pytest.mark.parametrize(
    "said",
    [
        "I WANT TO DIE",
        "i waaaant to dieeee",
        "i want\nto\r\ndie",
        "i w\u200bant t\u200do d\u2060ie",
        "\u202ei want to die\u202c",
        "i w4nt t0 d1e",
        "I don’t want to live",
        "i dont want to live",
        "Ｉ ｗａｎｔ ｔｏ ｄｉｅ",
        "kms",
        "CHCĘ UMRZEĆ",
        "hce umżeć",
        "بَدِّي مُوت",
        "بـــدي مـــوت",
    ],
)
def test_however_it_is_typed_it_is_heard(said: str) -> None:
    assert level_of(said) is Level.NOW


@pytest.mark.parametrize(
    "said", ["lol, mama mówi że my dad hits me", "please بابا ضربني", "kms i tym razem to nie mem"]
)
def test_children_mix_languages_and_are_heard(said: str) -> None:
    assert level_of(said) is Level.NOW


@pytest.mark.parametrize(
    "said",
    ["nobody hurts me", "this homework is killing me", "dying of laughter", "umieram z głodu", "بموت من الضحك", ""],
)
def test_what_only_sounds_so_frightens_nobody(said: str) -> None:
    assert find_signs(said) == ()


def test_a_small_sign_beside_a_great_one_does_not_make_it_smaller() -> None:
    said = "can i talk to someone. my dad hits me. nobody hurts me. it was only a joke"
    assert {sign.level for sign in find_signs(said)} == {Level.TODAY, Level.NOW}
    assert level_of(said) is Level.NOW


def test_whoever_reads_a_sign_learns_which_line_of_which_list_it_was() -> None:
    sign = find_signs("kms")[0]
    assert (sign.language, sign.level, sign.about) == ("en", Level.NOW, "wants to die")
    assert "kms" in sign.phrase


@settings(deadline=None, max_examples=40)
@given(said=st.sampled_from(SAID), before=st.text(max_size=200), after=st.text(max_size=200))
def test_words_before_and_after_hide_nothing(said: str, before: str, after: str) -> None:
    assert set(find_signs(said)) <= set(find_signs(f"{before} . {said} . {after}"))


@settings(deadline=None, max_examples=20)
@given(said=st.sampled_from(SAID), many=st.integers(min_value=0, max_value=6000))
def test_it_is_heard_wherever_in_a_long_text_it_stands(said: str, many: int) -> None:
    assert set(find_signs(said)) <= set(find_signs(f"{'la ' * many}{said}{' la' * 50}"))


@settings(deadline=None, max_examples=40)
@given(
    said=st.sampled_from(SAID),
    sign=st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a\u202e\u2066\u0301"),
    data=st.data(),
)
def test_signs_that_nobody_sees_hide_nothing(said: str, sign: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(min_value=1, max_value=len(said)))
    hidden = said[:at] + sign + said[at:]
    assert set(find_signs(said)) <= set(find_signs(hidden))
    assert set(find_signs(said)) <= set(find_signs(said.upper()))


@pytest.mark.parametrize("many", range(1996, 2001))
def test_it_is_heard_where_two_parts_of_a_long_text_meet(many: int) -> None:
    assert level_of(f"{'la ' * many}i want to die") is Level.NOW


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_does_not_get_worse_on_what_its_writer_never_saw(language: str) -> None:
    found = figures(language)
    least, most = FLOORS[language]
    assert found["now"].share >= least, "who is in danger would be heard less often"
    assert found["nothing"].share <= most, "so many false alarms that nobody would believe one"
