"""What the answers call for is told to a named person, in a sentence, once; nobody at home reads it."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import HowItGoes, Person, ReturnWarning, Voice, WarningRule
from tests import cast
from tests.factories.returns import TODAY, asked_today, placement_ended, question_of, returned, said
from tests.support.portal import Look, SignedInAs

WEEK = timedelta(weeks=1)
ROHAN = f"/after/of/{cast.pupil('rohan')}"
HARD, GOOD = HowItGoes.HARD, HowItGoes.GOOD


@pytest.fixture(autouse=True)
def back(app: object) -> None:
    """Rohan is back in school for three weeks, and everybody is asked today."""
    returned("rohan", TODAY - 3 * WEEK)
    asked_today()


def taps(signed_in_as: SignedInAs, slug: str, going: str) -> None:
    row = question_of(slug, "rohan")
    assert signed_in_as(slug).sends(f"/after/{row}", going=going).status_code == 302


def test_hard_two_times_in_a_row_is_told_to_hana_with_the_reason(signed_in_as: SignedInAs, look: Look) -> None:
    said("rohan", "rohan", 1, HARD, Voice.YOUNG)
    taps(signed_in_as, "rohan", "hard")
    [warning] = look(sa.select(ReturnWarning))
    assert (warning.rule, warning.for_id, warning.on) == (WarningRule.HARD_TWICE, cast.person("lewis"), TODAY)
    lewis = signed_in_as("lewis")
    assert "Rohan said “hard” two times in a row." in lewis.reads("/after/").text
    path = f"/after/warnings/{warning.id}"
    assert lewis.sends(path, what="").status_code == 422
    assert lewis.sends(path, what="I rang Priya. We meet on Friday.").status_code == 302
    assert "two times in a row" not in lewis.reads("/after/").text
    assert "We meet on Friday." in signed_in_as("byrne").reads(ROHAN).text


def test_the_same_thing_is_told_once_however_often_somebody_looks(signed_in_as: SignedInAs, look: Look) -> None:
    said("priya", "rohan", 1, HARD, Voice.HOME)
    taps(signed_in_as, "priya", "hard")
    for _ in range(3):
        asked_today()
    assert len(look(sa.select(ReturnWarning))) == 1


def test_no_answer_two_times_is_noticed_by_the_worker(look: Look) -> None:
    said("arjun", "rohan", 1, None, Voice.HOME)
    assert look(sa.select(ReturnWarning)) == []
    asked_today(TODAY + WEEK)
    assert WarningRule.NO_ANSWER_TWICE in look(sa.select(ReturnWarning.rule))


def test_days_missed_and_voices_that_differ_are_said_with_their_facts(signed_in_as: SignedInAs) -> None:
    said("priya", "rohan", 1, GOOD, Voice.HOME, days_missed=2)
    taps(signed_in_as, "priya", "good")
    signed_in_as("priya").sends(f"/after/{question_of('priya', 'rohan')}/more", days="1", words="")
    taps(signed_in_as, "rohan", "hard")
    page = signed_in_as("lewis").reads(ROHAN).text
    assert "Rohan missed 3 days in a month. Priya said so." in page
    assert "Rohan said “hard”, and an adult said “good”: Priya, Rohan." in page


def test_when_hana_has_left_the_coordinator_is_told(signed_in_as: SignedInAs, look: Look) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, cast.person("lewis")).left_on = date(2026, 11, 20)
    said("rohan", "rohan", 1, HARD, Voice.YOUNG)
    taps(signed_in_as, "rohan", "hard")
    assert look(sa.select(ReturnWarning.for_id)) == [cast.person("patel")]
    assert "two times in a row" in signed_in_as("patel").reads("/after/").text


def test_hana_is_told_also_when_the_placement_has_ended(signed_in_as: SignedInAs, look: Look) -> None:
    placement_ended("rohan", TODAY - timedelta(days=1))
    said("rohan", "rohan", 1, HARD, Voice.YOUNG)
    taps(signed_in_as, "rohan", "hard")
    lewis = signed_in_as("lewis")
    assert "Rohan said “hard” two times in a row." in lewis.reads("/after/").text
    [warning] = look(sa.select(ReturnWarning))
    assert lewis.sends(f"/after/warnings/{warning.id}", what="I rang.").status_code == 302


def test_nobody_at_home_reads_what_was_noticed(signed_in_as: SignedInAs, look: Look) -> None:
    said("rohan", "rohan", 1, HARD, Voice.YOUNG)
    taps(signed_in_as, "rohan", "hard")
    [warning] = look(sa.select(ReturnWarning))
    for slug in ("rohan", "priya", "arjun"):
        assert signed_in_as(slug).get(f"/after/warnings/{warning.id}").status_code == 403
        for path in ("/after/", ROHAN):
            assert "two times" not in signed_in_as(slug).reads(path).text
    for slug in ("okoro", "quinn"):
        assert signed_in_as(slug).get(f"/after/warnings/{warning.id}").status_code == 404
