"""Now and next."""

from datetime import UTC, date, datetime

from portal.clock import LONDON
from portal.timetable.now import now_and_next
from portal.timetable.plan import Occurrence, occurrences
from tests.factories.timetable import change, session, with_people

TODAY = date(2026, 11, 24)


def the_day() -> list[Occurrence]:
    rows = [
        session(starts="9:30", ends="10:30", subject="Art"),
        session(starts="10:45", ends="11:15", subject="Reading"),
        session(starts="11:15", ends="12:00", subject="Maths"),
    ]
    with_people(*rows)
    return occurrences(rows, [change(rows[1], TODAY, is_cancelled=True)], [], TODAY, TODAY)


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 11, 24, hour, minute, tzinfo=LONDON)


def named(*found: Occurrence | None) -> list[str]:
    return [one.plan.subject for one in found if one]


def test_before_the_day_begins_there_is_a_next() -> None:
    day = now_and_next(the_day(), at(9, 0))
    assert (day.now, named(day.next), named(*day.later)) == (None, ["Art"], ["Maths"])


def test_a_session_is_now_from_its_first_minute_to_its_last() -> None:
    assert named(now_and_next(the_day(), at(9, 30)).now) == ["Art"]
    assert named(now_and_next(the_day(), at(10, 29)).now) == ["Art"]
    assert now_and_next(the_day(), at(10, 30)).now is None


def test_a_cancelled_session_is_neither_now_nor_next() -> None:
    assert named(now_and_next(the_day(), at(10, 50)).next) == ["Maths"]
    assert now_and_next(the_day(), at(10, 50)).now is None


def test_at_the_end_of_the_day_nothing_is_left() -> None:
    day = now_and_next(the_day(), at(12, 0))
    assert (day.now, day.next, day.later) == (None, None, ())
    assert named(*day.done) == ["Art", "Maths"]


def test_of_two_at_once_the_later_one_is_now() -> None:
    rows = [session(starts="9:00", ends="12:00", subject="Art"), session(starts="10:00", ends="11:00", subject="Tea")]
    with_people(*rows)
    day = now_and_next(occurrences(rows, [], [], TODAY, TODAY), at(10, 30))
    assert named(day.now) == ["Tea"]


def test_a_moment_in_another_zone_is_the_same_moment() -> None:
    summer = date(2026, 9, 8)
    one = session(starts="10:00", ends="11:00")
    with_people(one)
    found = occurrences([one], [], [], summer, summer)
    assert now_and_next(found, datetime(2026, 9, 8, 9, 30, tzinfo=UTC)).now
    assert not now_and_next(found, datetime(2026, 9, 8, 10, 30, tzinfo=UTC)).now
