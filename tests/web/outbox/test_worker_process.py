"""`portal worker` as a process of its own, against a real mail server: nothing is lost, and nothing waits for it."""

import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal import outbox
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import Channel, ConcernNotice, OutboxItem, Person
from portal.outbox import heartbeat
from tests.cast import person
from tests.factories.concerns import raised
from tests.support.examples import started_once
from tests.support.mail import MailServer, StartWorker, until
from tests.support.portal import Look
from tests.support.texts import TextServer
from tests.web.outbox.conftest import Posts

pytestmark = pytest.mark.usefixtures("real_time")
SENT = sa.select(OutboxItem.id).where(OutboxItem.sent_at.is_not(None))


def move_the_workers_clock(settings: Settings, by: timedelta) -> None:
    (settings.data_folder / "clock").write_text(str(int(by.total_seconds())))


def test_each_letter_arrives_once(
    posts: Posts, settings: Settings, mail_server: MailServer, start_worker: StartWorker, look: Look
) -> None:
    start_worker(settings)
    until(lambda: heartbeat.is_there(settings.data_folder))
    for number in range(20):
        posts("leila", event_key=f"letter {number}")
    until(lambda: len(look(SENT)) == 20)
    assert len(mail_server.ids) == len(set(mail_server.ids)) == 20


def test_two_workers_share_the_letters(
    posts: Posts, settings: Settings, mail_server: MailServer, start_worker: StartWorker, look: Look
) -> None:
    for number in range(30):
        posts("leila", event_key=f"letter {number}")
    for _ in range(2):
        start_worker(settings)
    until(lambda: len(look(SENT)) == 30)
    assert len(mail_server.ids) == len(set(mail_server.ids)) == 30


def test_a_mail_server_in_every_bad_mood_loses_nothing(
    posts: Posts, settings: Settings, mail_server: MailServer, start_worker: StartWorker, look: Look
) -> None:
    mail_server.mood = "451 later"
    posts("leila")
    start_worker(settings)
    moved = timedelta()
    for tries, (then, wait) in enumerate([("550 no", 30), ("drops", 120), ("250 taken", 300)], start=1):
        tried = sa.select(OutboxItem.id).where(OutboxItem.attempts == tries, OutboxItem.leased_until.is_(None))
        until(lambda tried=tried: look(tried))
        assert mail_server.ids == []
        mail_server.mood = then
        moved += timedelta(seconds=wait + 1)
        move_the_workers_clock(settings, moved)
    until(lambda: look(SENT))
    assert len(mail_server.ids) == 1


def test_posting_takes_as_long_when_the_mail_server_hangs(
    posts: Posts, settings: Settings, mail_server: MailServer, start_worker: StartWorker
) -> None:
    def takes(event_key: str) -> float:
        before = time.perf_counter()
        posts("leila", event_key=event_key)
        return time.perf_counter() - before

    mail_server.mood = "hangs"
    posts("tomasz")
    start_worker(settings)
    assert mail_server.somebody_asked.wait(60)
    assert min(takes(f"while it hangs {number}") for number in range(5)) < 0.5


def test_a_worker_killed_while_it_sends_loses_nothing_and_repeats_under_the_same_number(
    posts: Posts, settings: Settings, mail_server: MailServer, start_worker: StartWorker, look: Look
) -> None:
    mail_server.mood = "takes and drops"
    posts("leila")
    first = start_worker(settings)
    assert mail_server.somebody_asked.wait(60)
    first.kill()
    first.wait(10)
    mail_server.mood = "250 taken"
    # Killed before or after it noticed the dropped line: the lease or the first wait runs out in any case.
    move_the_workers_clock(settings, timedelta(seconds=61))
    start_worker(settings)
    until(lambda: look(SENT))
    assert len(mail_server.ids) == 2
    assert len(set(mail_server.ids)) == 1


@started_once
def test_a_worker_that_is_told_to_stop_finishes_the_letter_in_its_hand(
    posts: Posts, settings: Settings, mail_server: MailServer, start_worker: StartWorker, look: Look
) -> None:
    mail_server.mood = "dawdles"
    for number in range(3):
        posts("leila", event_key=f"letter {number}")
    worker = start_worker(settings)
    assert mail_server.somebody_asked.wait(60)
    worker.send_signal(signal.SIGTERM)
    said, _ = worker.communicate(timeout=60)
    assert worker.returncode == 0, said
    assert len(look(SENT)) == len(mail_server.ids) == 1


def test_once_sends_what_is_due_and_ends(
    posts: Posts, settings: Settings, mail_server: MailServer, start_worker: StartWorker
) -> None:
    posts("leila")
    said, _ = start_worker(settings, "--once").communicate(timeout=60)
    assert said.endswith("1 sent.\n")


@started_once
def test_the_workers_log_names_nobody(
    posts: Posts, settings: Settings, mail_server: MailServer, start_worker: StartWorker
) -> None:
    posts("leila", code="908172")
    said, _ = start_worker(settings, "--once").communicate(timeout=60)
    mail_server.mood = "550 leila@example.org is not known here"
    posts("leila", event_key="again", code="908173")
    more, _ = start_worker(settings, "--once").communicate(timeout=60)
    said += more
    assert "sent: " in said
    assert "not sent: " in said
    assert not [word for word in ("leila", "example.org", "90817", "Haddad", "link#") if word in said]


@started_once
def test_the_record_is_anchored(settings: Settings, start_worker: StartWorker, visitor: object) -> None:
    start_worker(settings)
    assert until(Path(settings.anchors).exists)


@started_once
def test_a_worker_without_its_database_waits_for_it(settings: Settings, start_worker: StartWorker, look: Look) -> None:
    away = settings.model_copy(update={"database_url": f"sqlite:///{settings.data_folder}/not/there.db"})
    worker = start_worker(away)
    until(lambda: heartbeat.is_there(settings.data_folder))
    assert worker.poll() is None


@started_once
def test_a_mail_server_that_hangs_holds_up_no_text(
    settings: Settings, mail_server: MailServer, text_server: TextServer, start_worker: StartWorker, posts: Posts
) -> None:
    mail_server.mood = "hangs"
    posts("leila")
    start_worker(settings.model_copy(update={"sms": text_server.url}))
    assert mail_server.somebody_asked.wait(60)
    with db.work(SYSTEM, reason="a test") as session:
        who = session.get_one(Person, person("byrne"))
        who.phone = "07700 900301"
        outbox.post("concern", who, event_key="concern", channel=Channel.SMS)
    until(lambda: text_server.texts, within=10)


@started_once
def test_the_workers_log_holds_no_number(
    settings: Settings, text_server: TextServer, start_worker: StartWorker, app: object
) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        who = session.get_one(Person, person("byrne"))
        who.phone = "07700 900301"
        outbox.post("concern", who, event_key="concern", channel=Channel.SMS)
    text_server.mood = "403"
    said, _ = start_worker(settings.model_copy(update={"sms": text_server.url}), "--once").communicate(timeout=60)
    assert "not sent: " in said
    assert "NotTakenError 403" in said
    assert not [word for word in ("7700", "900301", "portal needs", "byrne", "Byrne", "pass") if word in said]


def test_two_workers_climb_and_tell_nobody_twice(settings: Settings, start_worker: StartWorker, look: Look) -> None:
    raised()
    for _ in range(2):
        start_worker(settings)
    until(lambda: heartbeat.is_there(settings.data_folder, heartbeat.LADDER))
    move_the_workers_clock(settings, timedelta(minutes=5, seconds=10))
    rung = sa.select(ConcernNotice).where(ConcernNotice.rung == 1)
    until(lambda: look(rung), within=30)
    until(lambda: len(look(SENT)) == 3)
    assert [notice.person_id for notice in look(rung)] == [person("rees")]


@started_once
def test_a_mail_server_that_hangs_holds_up_no_rung(
    settings: Settings, mail_server: MailServer, start_worker: StartWorker, look: Look
) -> None:
    mail_server.mood = "hangs"
    raised()
    start_worker(settings)
    assert mail_server.somebody_asked.wait(60)
    move_the_workers_clock(settings, timedelta(minutes=5, seconds=10))
    until(lambda: look(sa.select(ConcernNotice).where(ConcernNotice.rung == 1)), within=12)
