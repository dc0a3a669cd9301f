"""What does not go by mail goes by text as well, once, and waits for no other letter."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import clock, outbox
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import Channel, OutboxItem, Person
from portal.outbox import queue
from portal.outbox.second_way import give_way
from portal.outbox.worker import Worker
from tests.cast import person
from tests.support.mail import MailServer
from tests.support.portal import Look, MakeSettings
from tests.support.texts import TextServer
from tests.support.time import SetTime
from tests.web.outbox.conftest import Posts

MAILS = sa.select(OutboxItem).where(OutboxItem.channel == Channel.EMAIL)
TEXTS = sa.select(OutboxItem).where(OutboxItem.channel == Channel.SMS)
Alarms = Callable[..., bool]


@pytest.fixture
def settings(make_settings: MakeSettings, db_url: str, mail_server: MailServer, text_server: TextServer) -> Settings:
    return make_settings(db_url, mail=mail_server.url, sms=text_server.url)


@pytest.fixture
def alarms(app: Flask) -> Alarms:
    """Posts the letter of a concern to Ms Byrne, who has a mobile, by mail and, if need be, by text."""

    def post(slug: str = "byrne", *, phone: str | None = "07700 900301", instead: Channel | None = Channel.SMS) -> bool:
        with db.work(SYSTEM, reason="a test posts a letter") as session:
            who = session.get_one(Person, person(slug))
            who.phone = phone
            session.flush()
            return outbox.post("concern", who, event_key="concern 1", instead=instead)

    return post


def sweep(settings: Settings) -> None:
    Worker(settings).sweep(threading.Event())


def test_three_failures_by_mail_are_one_text_within_five_minutes(
    alarms: Alarms,
    settings: Settings,
    mail_server: MailServer,
    text_server: TextServer,
    look: Look,
    the_time_is: SetTime,
) -> None:
    mail_server.mood = "451 later"
    alarms()
    for moment in ("10:00:05", "10:00:50", "10:03:40"):
        the_time_is(f"2026-11-24 {moment}")
        sweep(settings)
    sweep(settings)
    assert [text["to"] for text in text_server.texts] == ["+447700900301"]
    (mail,), (text,) = look(MAILS), look(TEXTS)
    assert mail.gave_way_at
    assert mail.sent_at is None
    assert (text.event_key, text.letter, text.person_id) == (mail.event_key, mail.letter, mail.person_id)
    assert text.sent_at - mail.created_at < timedelta(minutes=5)
    mail_server.mood = "250 taken"
    the_time_is("2026-11-24 10:10")
    sweep(settings)
    assert (len(mail_server.mails), len(text_server.texts)) == (1, 1), "The mail is tried on, and the text goes once."


def test_a_mail_that_nobody_tried_for_five_minutes_goes_by_text(
    alarms: Alarms, look: Look, the_time_is: SetTime
) -> None:
    def gave_way() -> int:
        with db.work(SYSTEM, reason="a test") as session:
            return give_way(session, tuple(Channel))

    alarms()
    the_time_is("2026-11-24 10:04:50")
    assert gave_way() == 0
    the_time_is("2026-11-24 10:05:10")
    assert gave_way() == 1
    assert gave_way() == 0
    assert len(look(TEXTS)) == 1


def test_two_workers_give_way_once(alarms: Alarms, look: Look, the_time_is: SetTime) -> None:
    alarms()
    the_time_is("2026-11-24 10:06")
    counts: list[int] = []

    def at_once() -> None:
        with db.work(SYSTEM, reason="one of two workers") as session:
            counts.append(give_way(session, tuple(Channel)))

    threads = [threading.Thread(target=at_once) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 0, 0, 0, 0, 1]
    assert len(look(TEXTS)) == 1


def test_what_was_undone_has_not_given_way(alarms: Alarms, look: Look, the_time_is: SetTime) -> None:
    alarms()
    the_time_is("2026-11-24 10:06")

    def give_way_and_fall() -> None:
        with db.work(SYSTEM, reason="a test") as session:
            give_way(session, tuple(Channel))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        give_way_and_fall()
    assert look(TEXTS) == []
    assert look(MAILS)[0].gave_way_at is None


def test_a_text_gives_way_to_a_mail_at_once_where_no_text_can_go(
    app: Flask, settings: Settings, mail_server: MailServer, look: Look, posts: Posts, the_time_is: SetTime
) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        who = session.get_one(Person, person("byrne"))
        who.phone = "07700 900301"
        outbox.post("concern", who, event_key="concern 1", channel=Channel.SMS, instead=Channel.EMAIL)
    posts("leila")
    no_texts = settings.model_copy(update={"sms": ""})
    sweep(no_texts)
    assert [mail["To"] for mail in mail_server.mails] == ["byrne@example.org", "leila@example.org"]
    (text,) = look(TEXTS)
    assert (text.attempts, text.sent_at, text.failed_at) == (0, None, None)
    the_time_is("2026-11-25 10:01")
    sweep(no_texts)
    assert look(TEXTS)[0].failed_at
    assert len(mail_server.mails) == 2


def test_nobody_without_a_number_is_given_a_second_way(alarms: Alarms, look: Look, the_time_is: SetTime) -> None:
    alarms(phone=None)
    (mail,) = look(MAILS)
    assert mail.instead is None


def test_a_number_that_is_gone_by_then_is_no_way_any_more(alarms: Alarms, look: Look, the_time_is: SetTime) -> None:
    alarms()
    the_time_is("2026-11-24 10:06")
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, person("byrne")).phone = None
        session.flush()
        assert give_way(session, tuple(Channel)) == 0
    (mail,) = look(MAILS)
    assert (mail.instead, mail.gave_way_at) == (None, None)
    assert look(TEXTS) == []


def test_a_concern_waits_for_no_other_letter(posts: Posts, alarms: Alarms, the_time_is: SetTime) -> None:
    for minute, slug in enumerate(("leila", "tomasz", "priya")):
        the_time_is(f"2026-11-24 10:0{minute}")
        posts(slug)
    the_time_is("2026-11-24 10:03")
    alarms()
    with db.work(SYSTEM, reason="a worker") as session:
        first, second = queue.claim(session), queue.claim(session)
    assert first
    assert second
    assert (first.letter, second.letter, second.address) == ("concern", "sign_in", "leila@example.org")


def test_a_letter_that_is_no_text_is_refused_at_once(app: Flask) -> None:
    with db.work(SYSTEM, reason="a test") as session, pytest.raises(ValueError, match="text"):
        outbox.post("new_sign_in", session.get_one(Person, person("byrne")), event_key="x", channel=Channel.SMS)


def test_a_gateway_that_says_no_leaves_the_text_waiting_under_the_same_reference(
    app: Flask, settings: Settings, text_server: TextServer, look: Look, the_time_is: SetTime
) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        who = session.get_one(Person, person("byrne"))
        who.phone = "07700 900301"
        outbox.post("concern", who, event_key="concern 1", channel=Channel.SMS)
    text_server.mood = "takes and drops"
    sweep(settings)
    assert look(TEXTS)[0].sent_at is None
    text_server.mood = "200"
    the_time_is(f"{clock.london(clock.now() + timedelta(seconds=31)):%Y-%m-%d %H:%M:%S}")
    sweep(settings)
    assert look(TEXTS)[0].sent_at
    assert len(text_server.texts) == 2
    assert len({text["reference"] for text in text_server.texts}) == 1
