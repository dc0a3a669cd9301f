"""Reviews of the plan on Today: families hear of one before it, staff of one whose day passed."""

from datetime import date

import pytest
import sqlalchemy as sa

from portal.models import AuditPupil
from tests import cast
from tests.factories.plans import put_review, speaks_english
from tests.support.portal import Look, SignedInAs

NEXT_WEEK, FRIDAY = date(2026, 12, 3), date(2026, 11, 20)
COMING = "Thursday 3 December, 2:00. At our place"


def words(signed_in_as: SignedInAs, who: str) -> str:
    return signed_in_as(who).reads("/").one("main").text


def test_the_family_and_nobody_else_is_told_before_a_review(signed_in_as: SignedInAs) -> None:
    speaks_english("leila", "tomasz")
    review = put_review("maya", NEXT_WEEK)
    for who, label in (("leila", "The next review"), ("maya", "We look at your plan")):
        page = signed_in_as(who).reads("/").one("main")
        [link] = page.all("a", where=lambda a: a.attrs["href"] == f"/plan/reviews/{review}")
        assert link.text == f"{label}{COMING}"
    for who in ("dan", "tomasz", "priya", "zofia", "okoro", "amara", "quinn"):
        assert "3 December" not in words(signed_in_as, who)


@pytest.mark.parametrize(
    ("on", "is_said"),
    [
        (date(2026, 11, 23), False),
        (date(2026, 11, 24), True),
        (date(2026, 12, 8), True),
        (date(2026, 12, 9), False),
    ],
)
def test_it_is_said_from_two_weeks_before_to_the_day(signed_in_as: SignedInAs, on: date, is_said: bool) -> None:
    put_review("maya", on)
    assert ("We look at your plan" in words(signed_in_as, "maya")) is is_said


def test_with_two_children_it_is_said_whose(signed_in_as: SignedInAs) -> None:
    speaks_english("tomasz")
    put_review("jakub", NEXT_WEEK)
    assert f"Jakub, {COMING}" in words(signed_in_as, "tomasz")


def test_a_late_review_waits_on_the_key_workers_page_until_it_is_held(signed_in_as: SignedInAs) -> None:
    review = put_review("maya", FRIDAY)
    put_review("rohan", FRIDAY, by="lewis", held_on=FRIDAY)
    put_review("zofia", date(2026, 11, 24))
    for who in ("okoro", "byrne"):
        late = signed_in_as(who).reads("/").one("section", where=lambda s: s.attrs.get("aria-labelledby") == "late")
        assert "Maya The day was Friday 20 November." in late.text
        assert [link.attrs["href"] for link in late.all("a")] == [f"/plan/reviews/{review}"]
    for who in ("lewis", "quinn", "amara", "hughes", "leila"):
        assert "Reviews that are late" not in words(signed_in_as, who)


def test_the_record_names_whose_review_was_shown(signed_in_as: SignedInAs, look: Look) -> None:
    put_review("maya", FRIDAY)
    put_review("tyler", NEXT_WEEK, by="lewis")
    signed_in_as("okoro").reads("/")
    signed_in_as("tyler").reads("/")
    assert {cast.pupil("maya"), cast.pupil("tyler")} <= set(look(sa.select(AuditPupil.about_id)))


def test_the_social_worker_hears_of_a_review_before_it_and_that_one_is_late(signed_in_as: SignedInAs) -> None:
    review = put_review("tyler", NEXT_WEEK, by="lewis")
    put_review("maya", NEXT_WEEK)
    links = signed_in_as("amara").reads("/").one("main").all("a", where=lambda a: "/reviews/" in a.attrs["href"])
    assert [link.attrs["href"] for link in links] == [f"/plan/reviews/{review}"]
    put_review("tyler", FRIDAY, by="okoro")
    page = words(signed_in_as, "amara")
    assert "A review is late" in page
    assert "Ask Hana." in page
