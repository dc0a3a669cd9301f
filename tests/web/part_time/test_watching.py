"""It ends, and never renews; a no stops it; a child with nowhere to go is seen at once; staff are told once each."""

from datetime import date, time

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import (
    AgreeAnswer,
    Agreement,
    DayKind,
    OutboxItem,
    PartTime,
    TermDate,
    TimetableSession,
    Way,
    WayTelling,
)
from portal.returning.gaps import gaps_on, near_ends_on
from portal.returning.part_time_ending import stop_unless_agreed
from portal.returning.telling import watch_part_time
from tests import cast
from tests.factories.part_times import FIRST, LAST, NEXT, answer_to, started, take_back, written
from tests.support.portal import Look
from tests.support.time import SetTime

AFTER = "2026-12-12 09:00"
LETTERS = sa.select(OutboxItem).where(OutboxItem.letter == "to_do")


def watch() -> int:
    with db.work(SYSTEM, reason="a test watches") as session:
        told = watch_part_time()
        session.flush()
    return told


def gaps(on: date) -> list[date | None]:
    with db.work(SYSTEM, reason="a test looks"):
        return [gap.next_day for gap in gaps_on(on)]


def without_sessions() -> None:
    with db.work(SYSTEM, reason="a test") as session:
        theirs = sa.update(TimetableSession).where(TimetableSession.pupil_id == cast.pupil("maya"))
        session.execute(theirs.values(from_on=date(2026, 9, 1), until_on=LAST))


def with_a_monday() -> None:
    facts = {"weekday": 0, "starts": time(9), "ends": time(15), "subject": "Lessons", "way": Way.OUR_PLACE}
    of = {"setting_id": cast.setting(), "pupil_id": cast.pupil("maya"), "staff_id": cast.person("okoro")}
    with db.work(SYSTEM, reason="a test") as session:
        session.add(TimetableSession(from_on=NEXT, **of, **facts))


def without_offer() -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(PartTime).values(full_time_offer=""))


def told_whom(look: Look) -> set[object]:
    return {item.person_id for item in look(LETTERS)}


@pytest.mark.usefixtures("app")
def test_at_its_end_it_ends_and_nothing_begins_anew(look: Look, the_time_is: SetTime) -> None:
    started()
    the_time_is(AFTER)
    watch()
    (one,) = look(sa.select(PartTime))
    assert (one.ended_why, one.ends_on, one.full_time_on) == ("end_date", LAST, NEXT)
    the_time_is("2027-01-12 09:00")
    watch()
    (one,) = look(sa.select(PartTime))
    assert (one.starts_on, one.ends_on) == (FIRST, LAST)


@pytest.mark.usefixtures("app")
def test_with_a_session_or_an_offer_on_the_day_after_there_is_no_gap(the_time_is: SetTime) -> None:
    started()
    the_time_is(AFTER)
    assert gaps(date(2026, 12, 12)) == []
    without_sessions()
    assert gaps(date(2026, 12, 12)) == []
    without_offer()
    assert gaps(date(2026, 12, 12)) == [NEXT]
    with_a_monday()
    assert gaps(date(2026, 12, 12)) == []


@pytest.mark.usefixtures("app")
def test_nothing_due_anywhere_is_a_gap_on_the_very_next_day(look: Look, the_time_is: SetTime) -> None:
    started()
    without_sessions()
    without_offer()
    assert gaps(LAST) == []
    the_time_is(AFTER)
    assert gaps(date(2026, 12, 12)) == [NEXT]
    assert watch() == 1
    assert told_whom(look) == {cast.person("patel"), cast.person("okoro")}
    assert watch() == 0
    assert len(look(LETTERS)) == 2


@pytest.mark.usefixtures("app")
def test_a_calendar_without_a_next_day_is_a_gap(the_time_is: SetTime) -> None:
    started()
    the_time_is(AFTER)
    with db.work(SYSTEM, reason="a test") as session:
        days = {"from_on": date(2026, 12, 12), "until_on": date(2028, 12, 31)}
        session.add(TermDate(setting_id=cast.setting(), kind=DayKind.CLOSED, reason="", **days))
    assert gaps(date(2026, 12, 12)) == [None]


@pytest.mark.usefixtures("app")
def test_a_gap_is_closed_by_a_new_one_that_was_agreed(the_time_is: SetTime) -> None:
    started()
    without_sessions()
    without_offer()
    the_time_is("2026-12-14 09:00")
    assert gaps(NEXT) == [NEXT]
    started(reason_words="A new operation.", starts_on=NEXT, ends_on=date(2026, 12, 18))
    assert gaps(NEXT) == []


@pytest.mark.usefixtures("app")
def test_one_that_never_started_is_no_gap(the_time_is: SetTime) -> None:
    written()
    without_sessions()
    the_time_is("2026-12-14 09:00")
    assert gaps(NEXT) == []


@pytest.mark.usefixtures("app")
def test_the_coordinator_is_told_ten_and_five_school_days_before_the_end(look: Look, the_time_is: SetTime) -> None:
    started()
    for day, many in (("26", 0), ("27", 1), ("30", 1)):
        the_time_is(f"2026-11-{day} 09:00")
        watch()
        assert len(look(LETTERS)) == many
    for day, many in (("03", 1), ("04", 2), ("07", 2), ("11", 2)):
        the_time_is(f"2026-12-{day} 09:00")
        watch()
        assert len(look(LETTERS)) == many
    assert told_whom(look) == {cast.person("patel")}
    with db.work(SYSTEM, reason="a test looks"):
        (near,) = near_ends_on(date(2026, 12, 4))
    assert (near.school_days_left, near.full_time_on) == (5, NEXT)


@pytest.mark.usefixtures("app")
def test_a_no_while_it_runs_stops_it(look: Look) -> None:
    number = started("rohan", "priya")
    answer_to(number, "arjun", "rohan", AgreeAnswer.NO)
    with db.work(SYSTEM, reason="a test answers"):
        assert stop_unless_agreed(number)
    (one,) = look(sa.select(PartTime))
    assert (one.ended_why, one.full_time_on) == ("withdrawn", date(2026, 11, 25))


@pytest.mark.usefixtures("app")
def test_an_agreement_that_is_taken_back_stops_it_and_staff_are_told_once(look: Look) -> None:
    number = written()
    agreement = answer_to(number, "leila", "maya")
    with db.work(SYSTEM, reason="a test") as session:
        one = session.get_one(PartTime, number)
        one.started_at, one.started_by_id = one.created_at, cast.person("patel")
    assert watch() == 0
    take_back(agreement)
    assert watch() == 1
    assert look(sa.select(PartTime.ended_why)) == ["withdrawn"]
    assert told_whom(look) == {cast.person("patel"), cast.person("okoro")}
    assert watch() == 0


@pytest.mark.usefixtures("app")
def test_an_agreement_whose_adult_lost_access_is_something_to_see_to(look: Look) -> None:
    started()
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(Agreement).values(ended_at=sa.func.current_timestamp()))
    assert watch() == 1
    assert look(sa.select(PartTime.ended_why)) == [None]
    assert look(sa.select(WayTelling.what)) == ["part_time_not_agreed"]


@pytest.mark.usefixtures("app")
def test_the_letter_and_what_is_kept_of_it_name_nobody(look: Look, the_time_is: SetTime) -> None:
    started()
    without_sessions()
    without_offer()
    the_time_is(AFTER)
    watch()
    for item in look(LETTERS):
        assert item.sealed == ""
        assert "maya" not in item.event_key.casefold()
