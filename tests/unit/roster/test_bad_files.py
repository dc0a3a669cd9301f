"""A file that is not what it should be: a sentence, never an error; good files in bad shape are read."""

import os
from pathlib import Path

import pytest

from portal.roster.folder import Roster, read_folder
from portal.roster.problems import Problem
from tests.factories.roster import small_roster, write

HEAD = "id,name,phone\n"
ELM = "elm,Elm Street,01632 960 300\n"


def read(folder: Path, content: bytes | str, name: str = "settings.csv") -> Roster:
    """A folder with one file in it."""
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_folder(folder)


def only_problem(roster: Roster) -> Problem:
    (problem,) = roster.problems
    return problem


@pytest.mark.parametrize(
    ("content", "line", "hint"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00", 0, "This is a spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", 0, "old Excel file"),
        (b"%PDF-1.7 ...", 0, "This is a PDF"),
        (HEAD.encode("utf-16"), 0, "UTF-16"),
        (b"<!DOCTYPE html><html>sign in", 0, "web page"),
        (b"", 0, "empty"),
        (b"\n \r\n", 0, "empty"),
        (b";;;\n;;;\n", 0, "empty"),
        (HEAD.encode(), 0, "nothing below"),
        (HEAD.encode() + b"elm,\x00\x00,1\n", 2, "NUL"),
        (bytes(range(1, 256)) * 20 + b"\x00", 21, "NUL"),
        (HEAD.encode() + ELM.encode() + "fir,Café,01632 960 300\n".encode("cp1252"), 3, "CSV UTF-8"),
        (HEAD.encode() + ELM.encode() + b'fir,"Fir,01632\noak,Oak,1\n', 3, "quotation mark"),
        (HEAD.encode() + b'fir,"Fir" Street,01632\n', 2, "quotation mark"),
    ],
)
def test_what_is_not_a_csv_file_gets_one_sentence(tmp_path: Path, content: bytes, line: int, hint: str) -> None:
    problem = only_problem(read(tmp_path, content))
    assert problem.file == "settings.csv"
    assert problem.line == line
    assert hint in problem.sentence


def test_a_folder_that_may_not_be_listed_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "settings.csv").write_text(HEAD + ELM)
    me, nobody = os.geteuid(), 65534
    tmp_path.chmod(0)
    os.seteuid(nobody if me == 0 else me)  # root may list everything
    try:
        problem = only_problem(read_folder(tmp_path))
    finally:
        os.seteuid(me)
        tmp_path.chmod(0o700)
    assert "This folder cannot be opened (Permission denied). Check who may read it." in problem.sentence


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nowhere", "There is no folder of this name"),
        ("settings.csv", "There is no folder of this name"),
        ("x" * 300, "cannot be opened"),
    ],
)
def test_what_is_no_folder_is_a_sentence(tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / "settings.csv").write_text(HEAD + ELM)
    assert sentence in only_problem(read_folder(tmp_path / name)).sentence


def test_a_file_of_200_mb_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "pupils.csv").open("wb") as file:
        file.truncate(200_000_000)
    assert "200 MB; 50 MB is the most" in only_problem(read_folder(tmp_path)).sentence
    (tmp_path / "pupils.csv").write_bytes(b"x" * 1_500_000)
    assert "2 MB; 1 MB is the most" in only_problem(read_folder(tmp_path, most_megabytes=1)).sentence


def test_a_wrong_file_of_50_mb_is_told_from_a_roster_soon(tmp_path: Path) -> None:
    """More than 20,000 bad cells are another file: reading on took minutes and gigabytes."""
    roster = read(tmp_path, HEAD + "elm,,\n" * 30_000)
    assert len(roster.problems) == 20_001
    assert "line 10001: 20,000 things are wrong above this line." in "\n".join(map(str, roster.problems))
    assert roster.unread == {"settings"}


def test_a_first_row_that_never_ends_is_not_taken_for_names(tmp_path: Path) -> None:
    problem = only_problem(read(tmp_path, HEAD.strip() + ",x" * 20_000 + "\n" + ELM))
    assert "The first row has 40,014 characters." in problem.sentence


def test_a_date_of_the_demo_is_told_from_a_slip(tmp_path: Path) -> None:
    problem = only_problem(read(tmp_path, "id,first_name,year_group,left_on\na,A,9,friday+1w\n", "pupils.csv"))
    assert "in the demo only" in problem.sentence


def test_a_folder_that_is_not_there_or_holds_nothing_known(tmp_path: Path) -> None:
    assert "no folder of this name" in only_problem(read_folder(tmp_path / "nowhere")).sentence
    assert "It looks for settings.csv" in only_problem(read(tmp_path, "x", "klassen.csv")).sentence


def test_a_folder_in_the_place_of_a_file_and_one_kind_twice(tmp_path: Path) -> None:
    (tmp_path / "pupils.csv").mkdir()
    assert "This is not a file" in only_problem(read_folder(tmp_path)).sentence
    (tmp_path / "pupils.csv").rmdir()
    (tmp_path / "Term Dates.csv").write_text("x")
    assert "same kind of file" in read(tmp_path, "x", "term_dates.csv").problems[0].sentence


@pytest.mark.parametrize(
    ("content", "column", "hint"),
    [
        ("id,name\n" + ELM, "phone", "no column of this name"),
        ("id,name,Phone,PHONE\n" + ELM, "phone", "Two columns have this name"),
        (HEAD + "elm,,01632 960 300\n", "name", "for example Orchard Row"),
        (HEAD + "elm,Elm,01632 960 300,and,more\n", "", "more cells than there are column names"),
        (HEAD + f"elm,{'x' * 1_000_000},01632 960 300\n", "name", "1,000,000 characters"),
        (HEAD + "elm,Elm \u202e,01632 960 300\n", "name", "U+202E"),
    ],
)
def test_what_is_wrong_inside_a_file_names_the_column(tmp_path: Path, content: str, column: str, hint: str) -> None:
    problem = read(tmp_path, content).problems[0]
    assert problem.column == column
    assert hint in problem.sentence
    assert len(str(problem)) < 400


def test_every_bad_cell_is_named_not_only_the_first(tmp_path: Path) -> None:
    rows = "".join(f"id {number},Name,call me\n" for number in range(300))
    problems = read(tmp_path, HEAD + rows).problems
    assert [(each.line, each.column) for each in problems] == [
        (number + 2, column) for number in range(300) for column in ("id", "phone")
    ]


@pytest.mark.parametrize(
    "content",
    [
        HEAD + ELM,
        "\ufeff" + HEAD + ELM,
        (HEAD + ELM).replace("\n", "\r\n"),
        (HEAD + ELM).replace("\n", "\r"),
        (HEAD + ELM).replace(",", ";"),
        (HEAD + ELM).replace(",", "\t"),
        "sep=;\r\n" + (HEAD + ELM).replace(",", ";"),
        "\n\n" + HEAD + "\n,,\n" + ELM + ",,,,\n",
        "ID, Name ,PHONE,,\n" + ELM.strip() + ",,\n",
        'id,name,phone\nelm,"Elm\nStreet",01632 960 300\n',
        "phone;Open Hours;id;name\n01632 960 300;;elm;Elm Street",
    ],
)
def test_a_file_may_come_in_every_shape_spreadsheets_give_it(tmp_path: Path, content: str) -> None:
    roster = read(tmp_path, content)
    (row,) = roster.contents["settings"].rows
    assert (roster.problems, roster.notices) == ([], [])
    assert (row.id, row.values["name"], row.values["phone"]) == ("elm", "Elm Street", "01632 960 300")


def test_a_line_number_is_that_of_the_file_also_after_cells_with_line_breaks(tmp_path: Path) -> None:
    content = "sep=;\n" + HEAD.replace(",", ";") + 'elm;"Elm\n\nStreet";01632 960 300\nfir;Fir;call me\n'
    assert only_problem(read(tmp_path, content)).line == 6


def test_an_unknown_column_is_said_once_and_left_out(tmp_path: Path) -> None:
    roster = read(
        tmp_path, "id,name,phone,openhuors,Shoe size\n" + "".join(f"{n},Elm,01632 960 300,,\n" for n in "abc")
    )
    assert roster.problems == []
    assert [notice.split("“")[1].split("”")[0] for notice in roster.notices] == ["openhuors", "Shoe size"]
    assert "Did you mean open_hours?" in roster.notices[0]


def test_names_of_files_may_be_written_as_people_do(tmp_path: Path) -> None:
    write(tmp_path, small_roster())
    (tmp_path / "term_dates.csv").rename(tmp_path / "Term Dates.CSV")
    (tmp_path / "notes.docx").write_text("x")
    roster = read_folder(tmp_path)
    assert "term_dates" in roster.contents
    assert roster.notices == ["notes.docx: not a file the portal knows; it is left out."]
