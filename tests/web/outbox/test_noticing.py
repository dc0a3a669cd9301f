"""Notices go as each person chose: by which way, at once or once a day, never in quiet hours. Alarms ask nobody."""

import threading
from collections.abc import Callable
from datetime import time

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import outbox
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import Channel, DeliveryTrouble, HowOften, OutboxItem, Person
from portal.outbox.letters import LETTERS, TEXTS
from portal.outbox.worker import Worker
from tests import cast
from tests.factories.reaching import hears, reached_by, trouble_of
from tests.support.mail import MailServer
from tests.support.portal import Look, MakeSettings
from tests.support.texts import TextServer
from tests.support.time import SetTime

Tells = Callable[..., bool]
ITEMS = sa.select(OutboxItem).where(OutboxItem.cancelled_at.is_(None)).order_by(OutboxItem.created_at)
TROUBLES = sa.select(DeliveryTrouble)
NIGHT = (time(20), time(7, 30))
PHONE, EMAIL = "07700 900302", "leila@example.org"


@pytest.fixture
def settings(make_settings: MakeSettings, db_url: str, mail_server: MailServer, text_server: TextServer) -> Settings:
    return make_settings(db_url, mail=mail_server.url, sms=text_server.url)


@pytest.fixture
def tells(app: Flask) -> Tells:
    """Tells Leila, who has an address and a mobile, that there is something new; or something else."""
    reached_by("leila", email=EMAIL, phone=PHONE)

    def tell(event_key: str = "one", letter: str = "something_new") -> bool:
        with db.work(SYSTEM, reason="a test") as session:
            return outbox.notify(session.get_one(Person, cast.person("leila")), event_key=event_key, letter=letter)

    return tell


@pytest.fixture
def sweep(app: Flask, settings: Settings) -> Callable[[], int]:
    return lambda: Worker(settings).sweep(threading.Event())


def went(mail_server: MailServer, text_server: TextServer) -> tuple[int, int]:
    return len(mail_server.mails), len(text_server.texts)


@pytest.mark.parametrize(
    ("channel", "expected"), [(Channel.EMAIL, (1, 0)), (Channel.SMS, (0, 1)), (None, (0, 0))], ids=str
)
def test_it_goes_by_the_way_they_chose(
    tells: Tells,
    sweep: Callable[[], int],
    mail_server: MailServer,
    text_server: TextServer,
    channel: Channel | None,
    expected: tuple[int, int],
) -> None:
    hears("leila", channel)
    assert tells() is (channel is not None)
    sweep()
    assert went(mail_server, text_server) == expected


def test_whoever_chose_nothing_hears_by_mail_and_sleeps_at_night(
    tells: Tells, sweep: Callable[[], int], mail_server: MailServer, text_server: TextServer, the_time_is: SetTime
) -> None:
    the_time_is("2026-11-24 23:10")
    tells()
    sweep()
    assert went(mail_server, text_server) == (0, 0)
    the_time_is("2026-11-25 07:01")
    sweep()
    assert went(mail_server, text_server) == (1, 0)


def test_in_quiet_hours_nothing_goes_and_nothing_is_lost(
    tells: Tells, sweep: Callable[[], int], mail_server: MailServer, text_server: TextServer, the_time_is: SetTime
) -> None:
    hears("leila", Channel.SMS, quiet=NIGHT)
    for moment in ("2026-11-24 20:00", "2026-11-25 00:30", "2026-11-25 07:29"):
        the_time_is(moment)
        tells(moment, "to_do")
        sweep()
        assert went(mail_server, text_server) == (0, 0)
    the_time_is("2026-11-25 07:30")
    sweep()
    assert went(mail_server, text_server) == (0, 3)


def test_what_is_late_because_post_was_down_waits_for_the_morning_too(
    tells: Tells, sweep: Callable[[], int], mail_server: MailServer, text_server: TextServer, the_time_is: SetTime
) -> None:
    hears("leila", Channel.EMAIL, quiet=NIGHT)
    mail_server.mood = "451 later"
    the_time_is("2026-11-24 19:58")
    tells()
    sweep()
    mail_server.mood = "250 taken"
    for moment in ("2026-11-24 20:05", "2026-11-24 23:59", "2026-11-25 07:00"):
        the_time_is(moment)
        sweep()
        assert went(mail_server, text_server) == (0, 0), moment
    the_time_is("2026-11-25 07:31")
    sweep()
    assert len(mail_server.mails) == 1


def test_hours_that_were_chosen_later_hold_for_what_waits(
    tells: Tells, sweep: Callable[[], int], mail_server: MailServer, text_server: TextServer
) -> None:
    tells()
    hears("leila", Channel.EMAIL, quiet=(time(9), time(12)))
    sweep()
    assert went(mail_server, text_server) == (0, 0)


def test_once_a_day_is_one_letter_however_much_comes(
    tells: Tells,
    sweep: Callable[[], int],
    look: Look,
    mail_server: MailServer,
    text_server: TextServer,
    the_time_is: SetTime,
) -> None:
    hears("leila", Channel.SMS, HowOften.DAILY, quiet=NIGHT)
    for number in range(20):
        tells(f"event {number}", ("something_new", "message")[number % 2])
    sweep()
    assert went(mail_server, text_server) == (0, 0)
    # What is due waits for no letter of the day: a reply that was promised, a colleague who is asked to answer.
    tells("reply cover 1", "to_do")
    sweep()
    assert went(mail_server, text_server) == (0, 1)
    the_time_is("2026-11-24 16:00")
    sweep()
    assert went(mail_server, text_server) == (0, 2)
    # The same event once more, after the letter of the day: it was told.
    tells("event 3", "something_new")
    the_time_is("2026-11-25 16:01")
    sweep()
    assert went(mail_server, text_server) == (0, 2)
    assert sorted(item.letter for item in look(ITEMS)) == ["once_a_day", "to_do"]


def test_two_hundred_messages_in_a_minute_are_one_notice(tells: Tells, look: Look) -> None:
    hears("leila", Channel.EMAIL)
    for number in range(200):
        tells(f"message {number}")
    assert len(look(ITEMS)) == 1


def test_the_same_event_is_told_once(tells: Tells, look: Look) -> None:
    for _again in range(3):
        tells("one", "to_do")
    assert len(look(ITEMS)) == 1


def test_an_alarm_obeys_no_choice_no_quiet_hours_and_no_digest(
    app: Flask, sweep: Callable[[], int], mail_server: MailServer, text_server: TextServer, the_time_is: SetTime
) -> None:
    hears("byrne", None, HowOften.DAILY, quiet=(time(0), time(23, 59)))
    reached_by("byrne", email="byrne@example.org", phone="07700 900301")
    trouble_of("byrne", Channel.EMAIL)
    the_time_is("2026-11-24 03:00")
    with db.work(SYSTEM, reason="a test") as session:
        who = session.get_one(Person, cast.person("byrne"))
        outbox.post("concern", who, event_key="concern 1", channel=Channel.EMAIL)
        outbox.post("concern", who, event_key="concern 1", channel=Channel.SMS)
        outbox.post("sign_in", who, event_key="link 1", secret={"code": "123456", "link": "https://localhost/in"})
    sweep()
    assert went(mail_server, text_server) == (2, 1)


def test_no_letter_that_is_not_ordinary_goes_as_a_notice(tells: Tells) -> None:
    for letter in ("concern", "sign_in", "new_sign_in", "secret_changed", "address_changed", "nothing"):
        with pytest.raises(ValueError, match="ordinary"):
            tells(letter, letter)


@pytest.mark.parametrize(
    ("channel", "mood"),
    [(Channel.EMAIL, "550 no"), (Channel.EMAIL, "551 moved"), (Channel.SMS, "400"), (Channel.SMS, "410")],
    ids=str,
)
def test_a_dead_address_or_number_is_a_task_and_the_other_way_takes_over_at_once(
    tells: Tells,
    sweep: Callable[[], int],
    look: Look,
    mail_server: MailServer,
    text_server: TextServer,
    channel: Channel,
    mood: str,
) -> None:
    hears("leila", channel)
    (mail_server if channel is Channel.EMAIL else text_server).mood = mood
    tells("one", "to_do")
    sweep()
    sweep()
    assert went(mail_server, text_server) == ((0, 1) if channel is Channel.EMAIL else (1, 0))
    [trouble] = look(TROUBLES)
    assert (trouble.person_id, trouble.channel, trouble.done_at) == (cast.person("leila"), channel, None)
    failed, gone = look(ITEMS)
    assert failed.failed_at
    assert failed.gave_way_at
    assert gone.sent_at
    # From then on the other way is the first; and it stays one task.
    tells("two", "to_do")
    sweep()
    assert look(ITEMS)[-1].channel is not channel
    assert len(look(TROUBLES)) == 1


@pytest.mark.parametrize("mood", ["451 later", "550 5.7.1 not from you", "554 spam", "drops"])
def test_what_says_nothing_about_the_address_is_no_task(
    tells: Tells, sweep: Callable[[], int], look: Look, mail_server: MailServer, mood: str
) -> None:
    mail_server.mood = mood
    tells()
    sweep()
    assert look(TROUBLES) == []


@pytest.mark.parametrize("mood", ["401", "403", "404", "429", "500", "503", "drops"])
def test_a_gateway_in_trouble_makes_no_task(
    tells: Tells, sweep: Callable[[], int], look: Look, text_server: TextServer, mood: str
) -> None:
    hears("leila", Channel.SMS)
    text_server.mood = mood
    tells()
    sweep()
    assert look(TROUBLES) == []


def test_what_was_answered_with_no_for_a_whole_day_is_a_task(
    tells: Tells, sweep: Callable[[], int], look: Look, mail_server: MailServer, the_time_is: SetTime
) -> None:
    reached_by("leila", email=EMAIL)
    mail_server.mood = "451 later"
    tells("one", "to_do")
    sweep()
    assert look(TROUBLES) == []
    the_time_is("2026-11-25 10:01")
    sweep()
    assert look(ITEMS)[0].failed_at
    assert [row.channel for row in look(TROUBLES)] == [Channel.EMAIL]


def test_an_alarm_is_tried_on_where_an_address_was_refused(
    app: Flask,
    sweep: Callable[[], int],
    look: Look,
    mail_server: MailServer,
    text_server: TextServer,
    the_time_is: SetTime,
) -> None:
    reached_by("byrne", email="byrne@example.org", phone="07700 900301")
    mail_server.mood = "550 no"
    with db.work(SYSTEM, reason="a test") as session:
        who = session.get_one(Person, cast.person("byrne"))
        outbox.post("concern", who, event_key="concern 1", instead=Channel.SMS)
    sweep()
    sweep()
    assert went(mail_server, text_server) == (0, 1)
    mail_server.mood = "250 taken"
    the_time_is("2026-11-24 10:01")
    sweep()
    assert went(mail_server, text_server) == (1, 1)
    assert len(look(TROUBLES)) == 1


def test_no_personal_word_is_in_anything_that_goes(
    tells: Tells, sweep: Callable[[], int], look: Look, mail_server: MailServer, text_server: TextServer
) -> None:
    """Marks in every text of the person: none comes out by any way, in any letter there is, in any language."""
    for language in ("en", "pl", "ar"):
        with db.work(SYSTEM, reason="a test plants marks") as session:
            leila = session.get_one(Person, cast.person("leila"))
            leila.first_name = leila.last_name = leila.job = "Canary"
            leila.language = language
            for letter, needs in sorted(LETTERS.items()):
                for channel in Channel if letter in TEXTS else [Channel.EMAIL]:
                    key, secret = f"{language} {letter}", dict.fromkeys(needs, "https://localhost/in#246810")
                    old = leila.email if letter == "address_changed" else None
                    assert outbox.post(letter, leila, event_key=key, channel=channel, secret=secret, former=old)
    sweep()
    corpus = [f"{mail.items()} {mail.get_payload(decode=True).decode()}" for mail in mail_server.mails]
    corpus += [" ".join(str(value) for value in text.values()) for text in text_server.texts]
    assert len(corpus) == 3 * (len(LETTERS) + len(TEXTS))
    personal = {"canary", "maya", "مايا", "leila ", "dan ", "orchard", "sam ", "northfield", "psp", "safe", "not well"}
    assert [(word, one) for one in corpus for word in personal if word in one.lower()] == []
