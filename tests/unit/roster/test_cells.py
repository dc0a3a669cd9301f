"""A cell is read as a spreadsheet means it, or refused with a sentence."""

from datetime import date, time

import pytest

from portal.access.policy import Role
from portal.models import ParentalResponsibility, Way
from portal.roster import cells
from portal.roster.cells import Reader
from portal.roster.cleaning import CellError, clean
from portal.roster.relationships import RELATIONSHIPS

NOVEMBER = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (cells.day, "2026-11-03", NOVEMBER),
        (cells.day, "03/11/2026", NOVEMBER),
        (cells.day, "3/11/2026", NOVEMBER),
        (cells.day, "3.11.2026", NOVEMBER),
        (cells.day, "2026-11-03 00:00:00", NOVEMBER),
        (cells.day, "2026-11-03T00:00:00.000", NOVEMBER),
        (cells.clock_time, "9:30", time(9, 30)),
        (cells.clock_time, "09:30:00", time(9, 30)),
        (cells.clock_time, "9.30", time(9, 30)),
        (cells.clock_time, "1:30 PM", time(13, 30)),
        (cells.clock_time, "12:15 am", time(0, 15)),
        (cells.yes_or_no, "TRUE", True),
        (cells.yes_or_no, "n", False),
        (cells.weekday, "Tue", 1),
        (cells.weekday, "SUNDAY", 6),
        (cells.one_of(Way), "Out and about", Way.OUT_AND_ABOUT),
        (cells.words_of(Role), "key_worker, safeguarding-lead", (Role.KEY_WORKER, Role.SAFEGUARDING_LEAD)),
        (cells.email, "Leila@Family.Example", "leila@family.example"),
        (cells.phone, "+44 (0)1632 960-100", "+44 (0)1632 960-100"),
        (cells.language, "AR", "ar"),
        (cells.text(20), "Łukasz ليلى 👩‍👧‍👦", "Łukasz ليلى 👩‍👧‍👦"),
        (cells.identifier, "P/12.a-3_x", "P/12.a-3_x"),
        (RELATIONSHIPS.by_name["parentalresponsibility"].read, "LA", ParentalResponsibility.COUNCIL),
    ],
)
def test_what_a_spreadsheet_means_is_understood(read: Reader, cell: str, value: object) -> None:
    assert read(cell) == value


@pytest.mark.parametrize(
    ("read", "cell", "hint"),
    [
        (cells.day, "11/23/2026", "the day first"),
        (cells.day, "31/02/2026", "no such day"),
        (cells.day, "03/11/26", "four digits"),
        (cells.day, "0026-11-03", "2000 and 2099"),
        (cells.day, "46329", "Format the column as a date"),
        (cells.day, "٢٠٢٦-١١-٠٣", "2026-11-03"),
        (cells.day, "next Tuesday", "2026-11-03"),
        (cells.clock_time, "25:00", "no such time"),
        (cells.clock_time, "0.395833", "9:30"),
        (cells.clock_time, "13:00 pm", "9:30"),
        (cells.yes_or_no, "maybe", "yes or no"),
        (cells.weekday, "Dienstag", "in English"),
        (cells.one_of(Way), "zoom", "home visit, online"),
        (cells.words_of(Role), "key_worker teacher", "safeguarding lead"),
        (cells.whole_number(1, 3), "4", "from 1 to 3"),
        (cells.whole_number(1, 3), "2.0", "whole number"),
        (cells.whole_number(1, 3), "9" * 5000, "whole number"),
        (cells.email, "leila@family", "name@example.org"),
        (cells.email, "leila@family.example; dan@family.example", "one e-mail"),
        (cells.phone, "4.47911E+11", "cut this number short"),
        (cells.phone, "ask Leila", "digits"),
        (cells.text(100), "x" * 1_000_000, "1,000,000 characters; 100 is the most"),
        (cells.public_text(100), "Flat 2, SN1 1AA", "postcode"),
        (cells.identifier, "P 12", "without spaces"),
        (cells.secure_address, "http://lessons.example/x", "https://"),
        (cells.secure_address, "javascript:alert(1)", "https://"),
        (cells.picture("things"), "dragon", "butterfly"),
        (cells.language, "Polish", "pl for Polish"),
    ],
)
def test_what_cannot_be_read_says_how_to_mend_it(read: Reader, cell: str, hint: str) -> None:
    with pytest.raises(CellError, match="(?i).*" + hint.replace("(", r"\(")) as caught:
        read(cell)
    assert str(caught.value).endswith((".", ". "))


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("  Leila \u00a0 Haddad ", "Leila Haddad"),
        ("two\nlines", "two lines"),
        ('="0012"', "0012"),
        ("\ufeffLe\u200bila", "Leila"),
        ("Zoe\u0308", "Zoë"),
        ("سلام\u200cعلیکم", "سلام\u200cعلیکم"),
    ],
)
def test_what_nobody_sees_is_left_out(cell: str, words: str) -> None:
    assert clean(cell) == words


@pytest.mark.parametrize("cell", ["a\u202eb", "\u2066x\u2069", "a\x07b", "a\x9fb"])
def test_characters_that_turn_or_hide_words_are_refused(cell: str) -> None:
    with pytest.raises(CellError, match="Delete the cell and type it again"):
        clean(cell)
