"""A safeguarding lead may change a list, and is told what is wrong with it before anybody relies on it."""

from pathlib import Path

import pytest

from portal.signs import ListError
from portal.signs.reading import FOLDER, read_list, read_lists
from portal.signs.words import words_of


def written(folder: Path, words: str) -> Path:
    path = folder / "en.txt"
    path.write_text(words, encoding="utf-8")
    return path


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_every_language_has_what_must_be_heard_at_once(language: str) -> None:
    about = {phrase.about for phrase in read_lists()[language] if phrase.level.name == "NOW"}
    least = {"wants to die", "hurts themself", "threats", "hurt by somebody", "runs away"}  # domain.md §7.2
    assert least <= about


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("[soon] wants to die", "a heading is"),
        ("(want | wish to die", "does not close"),
        ("want) to die", "never opened"),
        ("{kin} hits me", "{kin}"),
        ("i*", "two letters"),
        ("& hits me", "both sides"),
        ("...", "every text"),
        ("(die)?", "every text"),
        ("wa*nt", "a star stands"),
    ],
)
def test_a_line_that_cannot_be_read_stops_the_start_and_says_where(tmp_path: Path, line: str, why: str) -> None:
    path = written(tmp_path, f"[now] wants to die\nwant to die\n{line}\n")
    with pytest.raises(ListError) as told:
        read_list(path)
    assert f"{path}, line 3: " in str(told.value)
    assert why in str(told.value)


def test_a_phrase_that_stands_under_no_heading_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="line 1: a phrase stands under a heading"):
        read_list(written(tmp_path, "want to die\n"))


@pytest.mark.parametrize("words", ["", "# nothing yet\n", "[now] wants to die\n"])
def test_an_empty_list_stops_the_start(tmp_path: Path, words: str) -> None:
    with pytest.raises(ListError, match="holds no phrase"):
        read_list(written(tmp_path, words))


def test_a_folder_without_lists_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="no list"):
        read_lists(tmp_path)


def test_a_list_in_other_letters_than_utf8_stops_the_start(tmp_path: Path) -> None:
    path = tmp_path / "pl.txt"
    path.write_bytes("[now] wants to die\nchcę umrzeć\n".encode("iso-8859-2"))
    with pytest.raises(ListError, match="UTF-8"):
        read_list(path)


def test_each_list_explains_itself_at_its_head() -> None:
    for path in FOLDER.glob("*.txt"):
        head = path.read_text(encoding="utf-8").split("\n\n")[0]
        assert all(sign in head for sign in ("[now]", "...", "&", "*", "{", "?")), path.name


def test_one_word_has_one_shape() -> None:
    assert words_of("Don’t DON'T dont") == ["dont"] * 3
    assert words_of("أَنا إنا آنا ـانا") == ["انا"] * 4
    assert words_of("zażółć ZAZOLC") == ["zazolc"] * 2
