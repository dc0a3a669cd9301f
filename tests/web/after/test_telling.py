"""What was noticed after a return is told by a neutral letter, on each school day, until a named person has looked."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import DayKind, HowItGoes, OutboxItem, Person, ReturnWarning, TermDate, Voice
from portal.outbox.letters import render, render_text
from portal.returning.telling_after import tell_of_warnings
from tests import cast
from tests.factories.returns import TODAY, asked_today, placement_ended, question_of, returned, said
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime

HARD = HowItGoes.HARD
LETTERS = sa.select(OutboxItem).where(OutboxItem.letter == "to_do").order_by(OutboxItem.created_at)


def tell() -> int:
    with db.work(SYSTEM, reason="a test tells"):
        return tell_of_warnings()


@pytest.fixture(autouse=True)
def noticed(app: object, signed_in_as: SignedInAs) -> None:
    """Rohan has said "hard" two times in a row since he is back."""
    returned("rohan", TODAY - timedelta(weeks=3))
    asked_today()
    said("rohan", "rohan", 1, HARD, Voice.YOUNG)
    assert signed_in_as("rohan").sends(f"/after/{question_of('rohan', 'rohan')}", going="hard").status_code == 302


def told(look: Look) -> list[object]:
    return [item.person_id for item in look(LETTERS)]


def test_hana_is_told_once_a_day_by_a_letter_that_names_nobody(look: Look) -> None:
    assert [tell(), tell(), tell()] == [1, 0, 0]
    [letter] = look(LETTERS)
    assert (letter.person_id, letter.letter, letter.sealed) == (cast.person("lewis"), "to_do", "")
    words = render("to_do", "en", phone="01793 000000").text + render_text("to_do", "en").text
    for word in ("Rohan", "hard", "Hana", "Priya", "return"):
        assert word not in words


def test_it_is_told_again_on_each_school_day_and_then_to_the_coordinator_until_somebody_looks(
    signed_in_as: SignedInAs, look: Look, the_time_is: SetTime
) -> None:
    hana, nisha = cast.person("lewis"), cast.person("patel")
    tell()
    the_time_is("2026-11-25 09:00")
    tell()
    assert told(look) == [hana, hana]
    assert "two times in a row" not in signed_in_as("patel").reads("/").text
    the_time_is("2026-11-26 09:00")
    tell()
    assert sorted(map(str, told(look)[2:])) == sorted(map(str, (hana, nisha)))
    assert "Rohan said “hard” two times in a row." in signed_in_as("patel").reads("/").text
    for weekend in ("2026-11-28 09:00", "2026-11-29 09:00"):
        the_time_is(weekend)
        assert tell() == 0
    [warning] = look(sa.select(ReturnWarning))
    signed_in_as("lewis").reads(f"/after/warnings/{warning.id}")
    the_time_is("2026-11-30 09:00")
    assert tell() == 0
    assert "two times in a row" in signed_in_as("lewis").reads("/").text


def test_on_today_of_hana_it_says_why_and_to_look_is_enough(
    signed_in_as: SignedInAs, look: Look, the_time_is: SetTime
) -> None:
    tell()
    [warning] = look(sa.select(ReturnWarning))
    page = signed_in_as("lewis").reads("/").one("main")
    assert "Rohan said “hard” two times in a row." in page.text
    assert page.all("a", where=lambda a: a.attrs["href"] == f"/after/warnings/{warning.id}")
    for slug in ("okoro", "byrne", "patel", "rohan", "priya", "arjun", "quinn"):
        assert "two times in a row" not in signed_in_as(slug).reads("/").text
    signed_in_as("lewis").reads(f"/after/warnings/{warning.id}")
    the_time_is("2026-11-25 09:00")
    assert tell() == 0


def test_a_look_of_somebody_else_is_not_enough(signed_in_as: SignedInAs, look: Look, the_time_is: SetTime) -> None:
    tell()
    signed_in_as("byrne").reads(f"/after/of/{cast.pupil('rohan')}")
    the_time_is("2026-11-25 09:00")
    assert tell() == 1


def test_in_the_holidays_nobody_is_written_to_again(look: Look, the_time_is: SetTime) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        week = {"from_on": date(2026, 11, 25), "until_on": date(2026, 11, 27), "kind": DayKind.CLOSED, "reason": ""}
        session.add(TermDate(setting_id=cast.setting(), external_id="closed", **week))
    tell()
    the_time_is("2026-11-26 09:00")
    assert tell() == 0
    the_time_is("2026-11-30 09:00")
    assert tell() == 1
    assert told(look) == [cast.person("lewis")] * 2


def test_when_hana_leaves_the_coordinator_is_the_named_person(look: Look) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, cast.person("lewis")).left_on = date(2026, 11, 20)
    assert tell() == 1
    assert told(look) == [cast.person("patel")]
    assert look(sa.select(ReturnWarning.for_id)) == [cast.person("patel")]


def test_when_the_placement_has_ended_hana_opens_it_from_today(signed_in_as: SignedInAs, look: Look) -> None:
    placement_ended("rohan", TODAY - timedelta(days=1))
    assert tell() == 1
    [warning] = look(sa.select(ReturnWarning))
    lewis = signed_in_as("lewis")
    assert f"/after/warnings/{warning.id}" in [a.attrs["href"] for a in lewis.reads("/").one("main").all("a")]
    assert "two times in a row" in lewis.reads(f"/after/warnings/{warning.id}").text
