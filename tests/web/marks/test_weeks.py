"""The weeks of a child: days and sessions for everybody, what a register counts for staff alone."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Mark, PartTime, PartTimeReason, Relationship, WayBack
from tests import cast
from tests.factories.marks import TODAY, marked, session_of
from tests.factories.plans import change_placement
from tests.factories.timetable import MONDAY, THURSDAY
from tests.factories.ways import way_of
from tests.support.portal import SignedInAs
from tests.web.home.test_statements import counted

MAYA = f"/marks/{cast.pupil('maya')}"
WEEK = timedelta(weeks=1)


def one_week() -> None:
    """Maya came on Monday, came for a part on Tuesday; on Tuesday before nine we did not come."""
    marked(session_of(weekday=MONDAY), Mark.CAME, TODAY - timedelta(days=1))
    marked(session_of(), Mark.PART)
    marked(session_of(starts="8:00", ends="9:00"), Mark.WE_DID_NOT_COME)


def part_time(**facts: Any) -> None:
    """A part-time timetable of Maya's that runs."""
    row = PartTime(
        setting_id=cast.setting(),
        pupil_id=cast.pupil("maya"),
        way_id=way_of("maya"),
        reason=PartTimeReason.STEP_BACK_IN,
        **{"starts_on": cast.SINCE, "ends_on": date(2026, 12, 18), **facts},
        created_by_id=cast.person("okoro"),
        started_at=datetime(2026, 9, 1, tzinfo=UTC),
    )
    with db.work(SYSTEM, reason="a test") as session:
        session.add(row)


def test_leila_reads_days_and_sessions_and_no_share(signed_in_as: SignedInAs) -> None:
    one_week()
    words = signed_in_as("leila").reads(MAYA).one("main").text
    assert "Maya came on 2 days." in words
    assert "That is 2 sessions out of 2 that we held." in words
    assert "We did not come 1 time. That is ours. It does not count against Maya." in words
    for fact in ("11 hours", "2 hours", "1 hour 30 minutes"):
        assert fact in words
    assert "%" not in words


def test_maya_reads_it_in_easy_words(signed_in_as: SignedInAs) -> None:
    one_week()
    words = signed_in_as("maya").reads(MAYA).one("main").text
    for sentence in ("You came on 2 days.", "That was us. It was not you.", "You have come 2 times."):
        assert sentence in words
    assert "%" not in words
    assert " out of " not in words


@pytest.mark.parametrize("slug", ["leila", "maya"])
def test_what_a_register_counts_is_for_staff_alone(signed_in_as: SignedInAs, slug: str) -> None:
    one_week()
    part_time()
    words = signed_in_as(slug).reads(MAYA).text
    for secret in ("register", "C2", "half day", "absence"):
        assert secret not in words
    assert "Agreed part-time timetable (C2)" in signed_in_as("okoro").reads(MAYA).text


def test_staff_read_both_and_neither_changes_the_other(signed_in_as: SignedInAs) -> None:
    one_week()
    okoro = signed_in_as("okoro")
    before = okoro.reads(MAYA).one("main").text
    part_time()
    after = okoro.reads(MAYA).one("main").text
    for words in (before, after):
        assert "Maya has come to 2 sessions out of 2 that we held." in words
    assert "With fewer than 20 half days, only counts are shown" in before
    assert "there for 2% of them" in after


def test_before_the_first_session_it_is_said_in_words(signed_in_as: SignedInAs) -> None:
    for slug in ("leila", "maya", "okoro"):
        words = signed_in_as(slug).reads(MAYA).one("main").text
        assert "There are no sessions yet." in words
        assert "0%" not in words
    assert "No sessions yet." in signed_in_as("okoro").reads(MAYA).text


def test_the_day_on_which_full_time_should_start_is_there(signed_in_as: SignedInAs) -> None:
    assert "There is no day for full time yet. We set it together." in signed_in_as("leila").reads(MAYA).text
    way_id = way_of("maya")
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(WayBack, way_id).goal_on = date(2027, 1, 11)
    for slug in ("leila", "maya", "okoro"):
        assert "11 January 2027" in signed_in_as(slug).reads(MAYA).one("main").text


def test_whoever_was_not_given_attendance_sees_nothing_of_it(signed_in_as: SignedInAs) -> None:
    for slug, status in (("dan", 404), ("tomasz", 404), ("priya", 404), ("lewis", 404), ("quinn", 404)):
        assert signed_in_as(slug).get(MAYA).status_code == status
    for slug in ("hughes", "amara", "joanna"):
        assert signed_in_as(slug).get(MAYA).status_code == 403
    assert signed_in_as("grace").get(f"/marks/{cast.pupil('tyler')}").status_code == 404
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(Relationship).values(sees_attendance=False))
    assert signed_in_as("leila").get(MAYA).status_code == 404


def test_without_the_plan_its_day_is_not_spoken_of(signed_in_as: SignedInAs) -> None:
    way_id = way_of("maya")
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(Relationship).values(sees_plan=False))
        session.get_one(WayBack, way_id).goal_on = date(2027, 1, 11)
    words = signed_in_as("leila").reads(MAYA).text
    assert "2027" not in words
    assert "full time" not in words


def test_a_session_that_nobody_marked_is_said_and_staff_can_mark_it(signed_in_as: SignedInAs) -> None:
    session_of(weekday=MONDAY)
    assert "We have not written down 1 session yet." in signed_in_as("leila").reads(MAYA).text
    page = signed_in_as("okoro").reads(MAYA)
    assert "Mark Monday 23 November" in page.text
    assert "/marks/today?on=2026-11-23" in [link.attrs["href"] for link in page.all("a") if "on=" in link.attrs["href"]]


def test_a_session_to_come_is_not_missing(signed_in_as: SignedInAs) -> None:
    session_of(weekday=THURSDAY, from_on=TODAY)
    assert "not written down" not in signed_in_as("leila").reads(MAYA).text


def test_older_weeks_stand_on_the_next_page(signed_in_as: SignedInAs) -> None:
    lesson, leila = session_of(), signed_in_as("leila")
    marked(lesson, Mark.CAME, TODAY - 6 * WEEK)
    assert "12 October" not in leila.reads(MAYA).text
    older = leila.reads(f"{MAYA}?page=2").one("main").text
    assert "12 October to 16 October" in older
    assert "Maya came on 1 day." in older
    for page in ("0", "-3", "99", "x"):
        assert leila.get(f"{MAYA}?page={page}").status_code == 200


def test_a_placement_to_come_has_a_page_too(signed_in_as: SignedInAs) -> None:
    change_placement("maya", starts_on=date(2026, 12, 7))
    assert "There are no sessions yet." in signed_in_as("leila").reads(MAYA).text
    assert signed_in_as("okoro").get(MAYA).status_code == 200


@pytest.mark.parametrize("path", [MAYA, "/marks/today"])
def test_a_page_asks_as_often_for_much_as_for_little(signed_in_as: SignedInAs, path: str) -> None:
    okoro = signed_in_as("okoro")
    one_week()
    part_time()
    okoro.reads(path)
    with counted() as few:
        okoro.reads(path)
    lesson = session_of(starts="7:00", ends="8:00")
    for number in range(10):
        marked(lesson, Mark.CAME, TODAY - number * WEEK)
        session_of("jakub", starts=f"{8 + number}:00", ends=f"{8 + number}:30")
    with counted() as many:
        okoro.reads(path)
    assert len(many) == len(few)
