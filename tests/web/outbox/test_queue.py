"""When a letter goes, goes again, is dropped, or is kept for staff to see: on a moved clock and a real mail server."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal import clock
from portal.access.ending import end_access
from portal.database import SYSTEM, db
from portal.models import OutboxItem
from portal.outbox import queue
from tests.cast import person
from tests.support.mail import MailServer
from tests.support.portal import Look
from tests.support.time import SetTime
from tests.web.outbox.conftest import Posts, Sweeps

ITEMS = sa.select(OutboxItem)


def test_a_letter_goes_once_and_its_secret_is_wiped(posts: Posts, worker_sweeps: Sweeps, look: Look) -> None:
    posts("leila")
    assert [mail["To"] for mail in worker_sweeps()] == ["leila@example.org"]
    (item,) = look(ITEMS)
    assert (item.sealed, item.attempts, item.leased_until) == ("", 1, None)
    assert item.sent_at == pytest.approx(clock.now(), abs=timedelta(seconds=10))
    assert worker_sweeps() == []


def test_the_letter_that_has_waited_longest_goes_first(
    posts: Posts, worker_sweeps: Sweeps, the_time_is: SetTime
) -> None:
    for minute, slug in enumerate(("tomasz", "leila", "priya")):
        the_time_is(f"2026-11-24 10:{minute:02d}")
        posts(slug)
    assert [mail["To"].split("@")[0] for mail in worker_sweeps()] == ["tomasz", "leila", "priya"]


def test_a_letter_that_was_not_taken_waits_longer_each_time(
    posts: Posts, worker_sweeps: Sweeps, mail_server: MailServer, look: Look, the_time_is: SetTime
) -> None:
    mail_server.mood = "451 later"
    posts("leila")
    waits = []
    for _ in range(6):
        worker_sweeps()
        (item,) = look(ITEMS)
        waits.append(round((item.due_at - clock.now()).total_seconds() / 30) * 30)
        the_time_is(f"{clock.london(item.due_at + timedelta(seconds=1)):%Y-%m-%d %H:%M:%S}")
    assert waits == [30, 120, 300, 600, 600, 600]
    assert mail_server.tries == 6


def test_a_letter_that_waits_is_not_tried_early(posts: Posts, worker_sweeps: Sweeps, mail_server: MailServer) -> None:
    mail_server.mood = "550 no"
    posts("leila")
    worker_sweeps()
    worker_sweeps()
    assert mail_server.tries == 1


def test_after_a_day_a_letter_is_kept_as_failed(
    posts: Posts, worker_sweeps: Sweeps, mail_server: MailServer, look: Look, the_time_is: SetTime
) -> None:
    mail_server.mood = "451 later"
    posts("leila")
    worker_sweeps()
    the_time_is("2026-11-25 10:01")
    worker_sweeps()
    (item,) = look(ITEMS)
    assert item.failed_at
    assert item.sealed == ""
    mail_server.mood = "250 taken"
    the_time_is("2026-11-25 12:00")
    assert worker_sweeps() == []


def test_a_code_that_has_run_out_is_never_sent_late(
    posts: Posts, worker_sweeps: Sweeps, mail_server: MailServer, look: Look, the_time_is: SetTime
) -> None:
    posts("leila", useless_at=clock.now() + timedelta(minutes=10))
    mail_server.mood = "drops"
    worker_sweeps()
    mail_server.mood = "250 taken"
    the_time_is("2026-11-24 10:11")
    assert worker_sweeps() == []
    (item,) = look(ITEMS)
    assert item.cancelled_at
    assert item.sealed == ""


def test_ending_access_stops_what_waits(posts: Posts, worker_sweeps: Sweeps, look: Look) -> None:
    posts("leila")
    posts("tomasz")
    with db.work(SYSTEM, reason="a test ends access"):
        assert end_access(person("leila"), why="a test")["outbox"] == 1
    assert [mail["To"] for mail in worker_sweeps()] == ["tomasz@example.org"]
    assert [item.sealed for item in look(ITEMS)] == ["", ""]


def test_a_letter_in_somebodys_hands_is_not_taken_twice(posts: Posts, the_time_is: SetTime) -> None:
    posts("leila")
    with db.work(SYSTEM, reason="one worker") as session:
        first = queue.claim(session)
    with db.work(SYSTEM, reason="another worker") as session:
        assert queue.claim(session) is None
    the_time_is("2026-11-24 10:01:30")
    with db.work(SYSTEM, reason="another worker, after the first one died") as session:
        second = queue.claim(session)
    assert first
    assert second
    assert (first.id, first.message_id, second.attempts) == (second.id, second.message_id, 2)
    with db.work(SYSTEM, reason="the first one was only slow") as session:
        queue.put_back(session, first)
    with db.work(SYSTEM, reason="a third worker") as session:
        assert queue.claim(session) is None


def test_a_letter_that_cannot_be_drawn_does_not_stop_the_others(
    posts: Posts, worker_sweeps: Sweeps, look: Look
) -> None:
    posts("leila")
    posts("tomasz")
    with db.work(SYSTEM, reason="a key was lost") as session:
        session.execute(sa.update(OutboxItem).where(OutboxItem.person_id == person("leila")).values(sealed="nonsense"))
    assert [mail["To"] for mail in worker_sweeps()] == ["tomasz@example.org"]
    assert len([item for item in look(ITEMS) if item.sent_at]) == 1
