"""Words said since a return are somebody's to answer; days missed make a review; what nobody noted is asked for."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Ask, AskKind, HowItGoes, PlanReview, ReviewWhy, SectionKind, Voice
from tests import cast
from tests.factories.asks import decided
from tests.factories.plans import change_placement
from tests.factories.returns import TODAY, asked_today, placement_ended, question_of, returned, said
from tests.factories.ways import agreed
from tests.support.portal import Look, SignedInAs

ROHAN = cast.pupil("rohan")


@pytest.fixture(autouse=True)
def back(app: object) -> None:
    """Rohan is back for three weeks, and everybody is asked today."""
    returned("rohan", TODAY - timedelta(weeks=3))
    change_placement("rohan", link_teacher_id=cast.person("hughes"))
    asked_today()


def says(signed_in_as: SignedInAs, slug: str, words: str, days: str = "") -> None:
    row, browser = question_of(slug, "rohan"), signed_in_as(slug)
    browser.sends(f"/after/{row}", going="mixed")
    assert browser.sends(f"/after/{row}/more", words=words, days=days).status_code == 302


@pytest.mark.parametrize("slug", ["rohan", "priya", "hughes"])
def test_words_wait_on_hanas_today_and_are_answered(signed_in_as: SignedInAs, look: Look, slug: str) -> None:
    says(signed_in_as, slug, "Lunch is loud.")
    [ask] = look(sa.select(Ask))
    assert (ask.kind, ask.for_id, ask.about_words) == (AskKind.SAID, cast.person("lewis"), "Since the return")
    hana = signed_in_as("lewis")
    assert f"/asks/{ask.id}/answer" in [link.attrs["href"] for link in hana.reads("/").one("main").all("a")]
    assert "Lunch is loud." in hana.reads(f"/asks/{ask.id}/answer").text
    for other in ("arjun", "okoro", "leila", "dan"):
        assert signed_in_as(other).get(f"/asks/{ask.id}").status_code in (403, 404)


def test_rohan_hears_what_becomes_of_his_words(signed_in_as: SignedInAs, look: Look) -> None:
    says(signed_in_as, "rohan", "Lunch is loud.")
    assert "Lunch is loud." in signed_in_as("rohan").reads(f"/asks/{look(sa.select(Ask.id))[0]}").text


def test_the_school_reads_on_its_list_what_was_said_to_its_words(signed_in_as: SignedInAs) -> None:
    agreed("rohan", SectionKind.ARRIVAL, "At the office.", is_for_school=True)
    says(signed_in_as, "hughes", "He likes maths.")
    assert "We have it. The answer will stand here." in signed_in_as("hughes").reads("/after/").text
    with db.work(SYSTEM, reason="a test") as session:
        for row in session.scalars(sa.select(Ask)):
            for name, value in decided(by="lewis", reason="So good to hear.").items():
                setattr(row, name, value)
    assert "So good to hear." in signed_in_as("hughes").reads("/after/").text


def test_what_the_team_writes_down_is_nobodys_question(signed_in_as: SignedInAs, look: Look) -> None:
    says(signed_in_as, "lewis", "He ran to the gate.")
    assert look(sa.select(Ask)) == []


def test_after_the_placement_one_who_keeps_children_safe_answers(signed_in_as: SignedInAs, look: Look) -> None:
    placement_ended("rohan", TODAY - timedelta(days=1))
    says(signed_in_as, "priya", "He sleeps again.")
    assert look(sa.select(Ask.for_id)) == [cast.person("byrne")]


def test_days_missed_make_a_review_within_five_school_days_and_feelings_alone_make_none(
    signed_in_as: SignedInAs, look: Look
) -> None:
    said("rohan", "rohan", 1, HowItGoes.HARD, Voice.YOUNG)
    signed_in_as("rohan").sends(f"/after/{question_of('rohan', 'rohan')}", going="hard")
    assert look(sa.select(PlanReview)) == []
    says(signed_in_as, "hughes", "", days="3")
    [review] = look(sa.select(PlanReview))
    assert (review.why, review.on) == (ReviewWhy.SETBACK, date(2026, 12, 1))
    assert review.arranged_by_id == cast.person("lewis")


@pytest.mark.parametrize(("weeks", "asks"), [(11, False), (12, True), (30, True)])
def test_what_nobody_has_noted_is_asked_of_hana_and_later_of_the_coordinator(
    signed_in_as: SignedInAs, weeks: int, asks: bool
) -> None:
    returned("rohan", TODAY - timedelta(weeks=weeks))
    hana, path = signed_in_as("lewis"), f"/after/of/{ROHAN}/weeks/{26 if weeks >= 26 else 12}"

    def is_asked(slug: str) -> bool:
        links = signed_in_as(slug).reads("/").one("main").all("a", where=lambda a: a.attrs["href"] == path)
        return bool(links)

    assert (is_asked("lewis"), is_asked("patel"), is_asked("byrne")) == (asks, False, False)
    if asks:
        placement_ended("rohan", TODAY - timedelta(days=1))
        # Who was asked goes on; the coordinator has it as well, should nobody do it.
        assert (is_asked("lewis"), is_asked("patel")) == (True, True)
        change_placement("rohan", ended_on=None)
        assert hana.sends(path, on_roll="yes", not_excluded="unknown", possible="", attended="").status_code == 302
        assert not is_asked("lewis")
