"""The one style sheet: small, for both directions, and nothing in it moves or comes from elsewhere."""

import re

import brotli  # type: ignore[import-untyped]
import pytest

from portal.web import sheet, static

# Both sides at once, or in a place where old browsers know no other word.
BOTH_SIDES = {"left:0;right:0;bottom:0", "left:0;right:0;z-index:99"}


def test_every_part_is_in_the_sheet() -> None:
    assert {path.stem for path in sheet.FOLDER.glob("*.css")} == {*sheet.PARTS, *sheet.APART}


def test_the_sheet_is_small() -> None:
    assert len(brotli.compress(sheet.sheet().encode())) <= 6_700


@pytest.mark.parametrize("part", sheet.APART)
def test_what_only_the_printer_needs_is_smaller_still(part: str) -> None:
    assert len(brotli.compress(sheet.apart(part).encode())) <= 1_500


@pytest.mark.parametrize("part", [*sheet.PARTS, *sheet.APART])
def test_a_part_fits_on_a_few_screens(part: str) -> None:
    assert len((sheet.FOLDER / f"{part}.css").read_text().splitlines()) <= 120


def every_rule() -> str:
    """All that a browser may be sent."""
    return "".join([sheet.sheet(), *map(sheet.apart, sheet.APART)])


def test_sides_are_named_by_the_direction_of_reading() -> None:
    rules = every_rule()
    for both in BOTH_SIDES:
        rules = rules.replace(both, "")
    assert (
        re.findall(
            r"[^}]*(?<![-\w])(?:margin|padding|border)-(?:left|right)[^}]*|(?<=[;{])(?:left|right):[^;}]*", rules
        )
        == []
    )


def test_nothing_moves_and_nothing_comes_from_elsewhere() -> None:
    rules = every_rule()
    assert re.findall(r"@import|url\(|@font-face|@keyframes|transition:(?!none)", rules) == []


def test_taking_out_the_air_changes_no_rule() -> None:
    tight = sheet.without_air(
        "/* why */ a > b , :lang(ar) .c { margin : 0 1px ; color: red }\n@media (min-width: 48rem) { d { e: f; } }"
    )
    assert tight == "a>b,:lang(ar) .c{margin :0 1px;color:red}@media (min-width: 48rem){d{e:f}}"


def test_an_address_changes_with_its_file_and_a_wrong_name_is_an_error() -> None:
    assert re.fullmatch(r"/static/css/portal\.css\?v=[0-9a-f]{8}", static.static_url("css/portal.css"))
    with pytest.raises(KeyError):
        static.static_url("css/no-such.css")
