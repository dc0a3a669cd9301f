"""Staff say that a child has returned, and note after 12, 26 and 52 weeks what is known: three parts, each its own."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from portal.models import Destination, ReturnOutcome, WayBack, YesNoUnknown
from tests import cast
from tests.factories.returns import TODAY, returned
from tests.factories.ways import way_of
from tests.support.portal import Look, SignedInAs

MAYA = f"/after/of/{cast.pupil('maya')}"
DAY = {"on-day": "23", "on-month": "11", "on-year": "2026", "destination": "own_school"}


def test_sam_says_that_maya_is_back_and_where(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    assert "Nobody has said yet" in okoro.reads(MAYA).text
    assert okoro.sends(f"{MAYA}/returned", **DAY).headers["Location"] == MAYA
    [way] = look(sa.select(WayBack).where(WayBack.id == way_of("maya")))
    assert (way.returned_on, way.destination, way.version) == (date(2026, 11, 23), Destination.OWN_SCHOOL, 2)
    page = okoro.reads(MAYA).text
    assert "23 November 2026" in page
    assert "Back in their own school" in page
    assert "Maya" in okoro.reads("/after/").text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"on-day": "31", "on-month": "8"}, "This day is before the plan began."),
        ({"on-day": "25"}, "This day is still to come."),
        ({"on-day": "31"}, "Type a real date"),
        ({"on-day": "", "on-month": "", "on-year": ""}, "Say which day"),
        ({"destination": "moon"}, "Choose where"),
        ({"destination": "college"}, "Choose where"),
    ],
)
def test_a_day_or_a_place_that_cannot_be_is_said_and_nothing_is_kept(
    signed_in_as: SignedInAs, look: Look, changes: dict[str, str], sentence: str
) -> None:
    answer = signed_in_as("okoro").sends(f"{MAYA}/returned", **{**DAY, **changes})
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert look(sa.select(WayBack.returned_on).where(WayBack.id == way_of("maya"))) == [None]


def test_two_who_say_it_at_once_do_not_overwrite_each_other(signed_in_as: SignedInAs, look: Look) -> None:
    okoro, byrne = signed_in_as("okoro"), signed_in_as("byrne")
    opened = {**byrne.form(f"{MAYA}/returned").hidden_values(), **DAY, "on-day": "16"}
    assert okoro.sends(f"{MAYA}/returned", **DAY).status_code == 302
    answer = byrne.post(f"{MAYA}/returned", data=opened)
    assert (answer.status_code, "Somebody else has saved" in answer.text) == (409, True)
    assert look(sa.select(WayBack.returned_on).where(WayBack.id == way_of("maya"))) == [date(2026, 11, 23)]


def test_nothing_is_noted_before_twelve_weeks_are_over(signed_in_as: SignedInAs, look: Look) -> None:
    returned("maya", TODAY - timedelta(weeks=11))
    okoro = signed_in_as("okoro")
    assert "After 12 weeks" not in okoro.reads(MAYA).text
    assert okoro.get(f"{MAYA}/weeks/12").status_code == 302
    assert look(sa.select(ReturnOutcome)) == []


def test_unknown_is_said_as_unknown_until_somebody_knows(signed_in_as: SignedInAs, look: Look) -> None:
    returned("maya", TODAY - timedelta(weeks=27))
    okoro = signed_in_as("okoro")
    page = okoro.reads(MAYA)
    for weeks in (12, 26):
        part = page.one(
            "section", where=lambda node, weeks=weeks: node.attrs.get("aria-labelledby") == f"weeks-{weeks}"
        )
        assert part.text.count("Not known") == 3
        assert "It needs 85 in 100." in part.text
    assert "After 52 weeks" not in page.text
    known = {"on_roll": "yes", "not_excluded": "unknown", "possible": "60", "attended": "51"}
    assert okoro.sends(f"{MAYA}/weeks/12", **known).headers["Location"] == MAYA
    [row] = look(sa.select(ReturnOutcome))
    assert (row.on_roll, row.not_excluded) == (YesNoUnknown.YES, YesNoUnknown.UNKNOWN)
    part = okoro.reads(MAYA).one("section", where=lambda node: node.attrs.get("aria-labelledby") == "weeks-12").text
    assert "There on 51 of 60 half days. It needs 85 in 100." in part
    assert part.count("Not known") == 1
    assert okoro.sends(f"{MAYA}/weeks/12", **{**known, "possible": "", "attended": ""}).status_code == 302
    [row] = look(sa.select(ReturnOutcome))
    assert (row.sessions_possible, row.sessions_attended, row.version) == (None, None, 2)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"attended": "61"}, "This is more than were possible"),
        ({"possible": ""}, "Type both numbers, or leave both empty"),
        ({"attended": "most"}, "Type a number, like 0 or 3."),
    ],
)
def test_numbers_that_cannot_be_are_asked_again(
    signed_in_as: SignedInAs, look: Look, changes: dict[str, str], sentence: str
) -> None:
    returned("maya", TODAY - timedelta(weeks=13))
    known = {"on_roll": "yes", "not_excluded": "yes", "possible": "60", "attended": "51", **changes}
    answer = signed_in_as("okoro").sends(f"{MAYA}/weeks/12", **known)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert look(sa.select(ReturnOutcome)) == []


def test_it_is_for_the_pupils_own_staff_alone(signed_in_as: SignedInAs) -> None:
    returned("maya", TODAY - timedelta(weeks=13))
    for path in (f"{MAYA}/returned", f"{MAYA}/weeks/12"):
        for slug in ("leila", "maya", "hughes", "amara"):
            assert signed_in_as(slug).get(path).status_code == 403
        for slug in ("lewis", "quinn"):
            assert signed_in_as(slug).get(path).status_code == 404
    assert "After 12 weeks" not in signed_in_as("leila").reads(MAYA).text
