"""A concern climbs until a person has it: over a moved clock, past nights and leave, and past whom it is about."""

import threading
import uuid

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import Cause, Concern, ConcernNotice, Level, OutboxItem, TimetableSession, WhoIsTold
from portal.safeguarding import climb, find_empty_rungs
from portal.safeguarding.moving import name_about, open_it, take
from tests.cast import person
from tests.factories.concerns import climbed, is_away, raised, stands_on, told, watches
from tests.factories.timetable import keep
from tests.factories.timetable import session as session_of
from tests.support.narrowed import narrowed_to
from tests.support.portal import Look
from tests.support.time import SetTime

pytestmark = pytest.mark.usefixtures("app")


def has_a_session() -> None:
    """Maya's Tuesday from 9:30 to 10:30."""
    with db.work(SYSTEM, reason="a test") as session:
        keep(session, session_of("maya", starts="9:30", ends="10:30", staff_id=person("ben")))


def is_opened(concern_id: uuid.UUID, slug: str, *, takes: bool = False) -> None:
    """Somebody opens it, signed in, and may press "I have this"."""
    with narrowed_to(slug) as session:
        concern = session.get_one(Concern, concern_id)
        (take if takes else open_it)(concern, by=session.info["viewer"])
        db.keep()


def test_now_climbs_after_five_and_ten_minutes_and_then_everybody_is_told_again(the_time_is: SetTime) -> None:
    concern_id = raised()
    assert climbed() == 0
    the_time_is("2026-11-24 10:04:50")
    assert climbed() == 0
    the_time_is("2026-11-24 10:05:20")
    assert climbed() == 1
    assert told(concern_id, 1) == {"rees"}
    assert climbed() == 0
    the_time_is("2026-11-24 10:10:20")
    assert climbed() == 2
    assert told(concern_id, 2) == {"okoro", "khan"}
    everybody = told(concern_id, 0) | {"rees", "okoro"}
    assert {"byrne", "khan"} <= everybody
    for round_, at in enumerate(("10:20:20", "10:30:20", "10:40:20"), start=1):
        the_time_is(f"2026-11-24 {at}")
        assert climbed() == len(everybody)
        assert told(concern_id, 2, round_) == everybody
        assert climbed() == 0


def test_a_worker_that_was_away_tells_the_newest_round_once_and_not_a_hundred_times(the_time_is: SetTime) -> None:
    first = told(raised(), 0)
    the_time_is("2026-11-25 10:05")
    assert climbed() == 3 + len(first | {"rees", "okoro"})  # the head, the two of the last rung, and the newest round
    assert [climbed() for _ in range(3)] == [0, 0, 0]


def test_opening_it_is_not_having_it(the_time_is: SetTime) -> None:
    concern_id = raised()
    is_opened(concern_id, "byrne")
    the_time_is("2026-11-24 10:05:20")
    assert climbed() == 1


def test_i_have_this_stops_the_climbing(the_time_is: SetTime) -> None:
    concern_id = raised()
    is_opened(concern_id, "khan", takes=True)
    the_time_is("2026-11-24 12:00")
    assert climbed() == 0


def test_a_letter_that_was_sent_stops_nothing(the_time_is: SetTime) -> None:
    raised()
    with db.work(SYSTEM, reason="the mail server took it") as session:
        session.execute(sa.update(OutboxItem).values(sent_at=sa.func.current_timestamp()))
    the_time_is("2026-11-24 10:05:20")
    assert climbed() == 1


def test_nobody_is_told_twice_by_two_workers_at_once(the_time_is: SetTime, look: Look) -> None:
    for _ in range(3):
        raised()
    the_time_is("2026-11-24 10:05:20")
    counts, troubles = list[int](), list[BaseException]()
    ready = threading.Barrier(4)

    def at_once() -> None:
        try:
            ready.wait(30)
            with db.work(SYSTEM, reason="one of two workers") as session:
                counts.append(climb(session))
        except BaseException as error:
            troubles.append(error)

    threads = [threading.Thread(target=at_once) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not troubles
    assert sum(counts) + climbed() == 3
    assert len(look(sa.select(ConcernNotice).where(ConcernNotice.rung == 1))) == 3


def test_outside_the_watched_hours_the_first_rung_is_told_and_the_next_waits_for_the_morning(
    the_time_is: SetTime,
) -> None:
    watches()
    the_time_is("2026-11-27 22:00")  # a Friday night
    concern_id = raised()
    assert told(concern_id, 0) == {"byrne", "khan"}
    for moment in ("2026-11-28 03:00", "2026-11-29 12:00", "2026-11-30 08:34"):
        the_time_is(moment)
        assert climbed() == 0
    the_time_is("2026-11-30 08:35:20")
    assert climbed() == 1
    assert told(concern_id, 1) == {"rees"}


def test_today_waits_for_the_end_of_the_session_and_then_climbs(the_time_is: SetTime, app: Flask) -> None:
    has_a_session()
    concern_id = raised(level=Level.TODAY, cause=Cause.NOT_SURE)
    the_time_is("2026-11-24 10:29:30")
    assert climbed() == 0
    the_time_is("2026-11-24 10:31:20")
    assert climbed() == 1
    assert told(concern_id, 1) == {"khan"}


def test_somebody_on_leave_does_not_hold_it_up(the_time_is: SetTime) -> None:
    is_away("rees", "2026-11-24")
    concern_id = raised()
    the_time_is("2026-11-24 10:05:20")
    climbed()
    assert told(concern_id, 1) == {"okoro", "khan"}


def test_whom_it_is_about_stands_on_no_rung(the_time_is: SetTime, look: Look) -> None:
    raised(about=frozenset({person(slug) for slug in ("rees", "okoro", "khan")}))
    for moment in ("10:05:20", "10:10:20", "10:20:20"):
        the_time_is(f"2026-11-24 {moment}")
        climbed()
    people = {notice.person_id for notice in look(sa.select(ConcernNotice))}
    assert not people & {person(slug) for slug in ("rees", "okoro", "khan")}
    assert {notice.rung for notice in look(sa.select(ConcernNotice))} == {0, 1, 2}


def test_naming_whoever_has_it_lets_it_climb_again(the_time_is: SetTime) -> None:
    concern_id = raised()
    is_opened(concern_id, "khan", takes=True)
    with narrowed_to("byrne") as session:
        name_about(session.get_one(Concern, concern_id), person("khan"), by=session.info["viewer"])
        db.keep()
    the_time_is("2026-11-24 10:05:20")
    assert climbed() == 1
    assert told(concern_id, 1) == {"rees"}


def test_one_concern_that_cannot_climb_keeps_no_other_from_it(
    the_time_is: SetTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, whole = raised("maya"), raised("zofia")
    from portal.safeguarding import climbing

    tell = climbing.tell

    def tell_but_one(concern: Concern, *rest: object, **more: object) -> int:
        count = tell(concern, *rest, **more)  # type: ignore[arg-type]
        if concern.id == broken:
            raise ZeroDivisionError
        return count

    monkeypatch.setattr(climbing, "tell", tell_but_one)
    the_time_is("2026-11-24 10:05:20")
    failed: list[uuid.UUID] = []
    with db.work(SYSTEM, reason="a test climbs") as session:
        assert climb(session, failed=lambda one, _error: failed.append(one)) == 1
    assert failed == [broken]
    assert told(broken, 1) == set()
    assert told(whole, 1) == {"rees"}


def test_an_empty_rung_is_found_before_a_child_needs_it() -> None:
    def empty() -> set[tuple[str, int]]:
        with db.own_look(SYSTEM) as session:
            return {(rung.level.value, rung.after_minutes) for rung in find_empty_rungs(session)}

    assert empty() == set()
    is_away("rees", "2026-11-24")
    assert empty() == {("now", 5), ("today", 10)}
    stands_on(Level.NOW, 0, WhoIsTold.PERSON, "anna")  # who holds no role and can open nothing
    assert empty() == {("now", 0), ("today", 10)}


def test_the_timetable_of_the_child_is_read_whoever_raises_it(app: Flask, look: Look) -> None:
    has_a_session()
    raised()
    (concern,) = look(sa.select(Concern))
    assert look(sa.select(TimetableSession))
    assert concern.session_ends_at is not None
