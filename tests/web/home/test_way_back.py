"""What the way back brings to Today: for whom, and for nobody else."""

from datetime import date

from portal.database import SYSTEM, db
from portal.models import PartTime, StepState, Way, WayStep
from tests import cast
from tests.factories.part_times import started
from tests.factories.plans import put_review, speaks_english
from tests.factories.ways import way_of
from tests.support.portal import SignedInAs


def words(signed_in_as: SignedInAs, who: str) -> str:
    return signed_in_as(who).reads("/").one("main").text


def test_the_family_reads_that_a_review_is_late(signed_in_as: SignedInAs) -> None:
    speaks_english("leila", "tomasz")
    put_review("maya", date(2026, 11, 20))
    for who in ("leila", "maya"):
        assert "A review is late" in words(signed_in_as, who)
    for who in ("dan", "tomasz", "zofia", "priya"):
        assert "A review is late" not in words(signed_in_as, who)


def test_an_end_that_comes_near_is_said_to_the_family_and_the_coordinator(signed_in_as: SignedInAs) -> None:
    speaks_english("leila")
    started("maya", ends_on=date(2026, 11, 27))
    assert "The part-time plan of Maya ends on Friday 27 November." in words(signed_in_as, "leila")
    assert "Short days end on Friday 27 November." in words(signed_in_as, "maya")
    assert "The part-time plan ends on Friday 27 November." in words(signed_in_as, "patel")
    for who in ("dan", "priya", "quinn", "lewis"):
        assert "27 November" not in words(signed_in_as, who)


def test_a_child_with_nowhere_to_go_is_seen_by_everybody_around_them(signed_in_as: SignedInAs) -> None:
    speaks_english("leila")
    number = started("maya", starts_on=date(2026, 11, 9), ends_on=date(2026, 11, 20))
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(PartTime, number).full_time_offer = ""
    assert "Where does Maya go now?" in words(signed_in_as, "leila")
    assert "Where do you go now?" in words(signed_in_as, "maya")
    for who in ("okoro", "patel"):
        assert "nothing is said for the day after" in words(signed_in_as, who)
    for who in ("dan", "tomasz", "lewis", "quinn"):
        assert "go now?" not in words(signed_in_as, who)


def test_a_young_person_is_asked_before_a_step(signed_in_as: SignedInAs) -> None:
    facts = {"setting_id": cast.setting(), "pupil_id": cast.pupil("maya"), "way_id": way_of("maya")}
    days = {"starts_on": date(2026, 11, 26), "ends_on": date(2026, 12, 4)}
    with db.work(SYSTEM, reason="a test") as session:
        session.add(
            WayStep(position=0, title="Hello at the gate", way=Way.SCHOOL, state=StepState.COMING, **days, **facts)
        )
    assert "Are you ready for the next step?" in words(signed_in_as, "maya")
    assert "Are you ready" not in words(signed_in_as, "rohan")
