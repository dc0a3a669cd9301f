"""Who hears that somebody wrote: whoever answers, once, when they are at work; and nobody of what was taken back."""

import threading
import uuid
from datetime import date, time

import pytest
import sqlalchemy as sa

from portal.config import Settings
from portal.database import db
from portal.messaging import Sent, send
from portal.models import Concern, ConcernNotice, Contribution, HowOften, Message, OutboxItem, ReplyPromise
from portal.outbox.worker import Worker
from tests import cast
from tests.factories.messages import a_thread, is_away, messages, promises, works, writes
from tests.factories.news import sends_news
from tests.factories.reaching import hears, reached_by
from tests.support.mail import MailServer
from tests.support.narrowed import narrowed_to
from tests.support.portal import Look, MakeSettings, SignedInAs
from tests.support.time import SetTime
from tests.web.safeguarding.test_raising import BrokenError, broken_at

NIGHT = (time(20), time(7, 30))
TO_ANSWER = sa.select(OutboxItem).where(OutboxItem.letter == "to_do").order_by(OutboxItem.created_at)
WAITING = TO_ANSWER.where(OutboxItem.sent_at.is_(None), OutboxItem.cancelled_at.is_(None))


@pytest.fixture
def settings(make_settings: MakeSettings, db_url: str, mail_server: MailServer) -> Settings:
    return make_settings(db_url, mail=mail_server.url)


def sweep(settings: Settings, mail_server: MailServer) -> list[str]:
    """To whom something goes now."""
    before = len(mail_server.mails)
    Worker(settings).sweep(threading.Event())
    return [str(mail["To"]) for mail in mail_server.mails[before:]]


def test_sam_hears_once_and_when_he_is_at_work_that_families_wrote(
    signed_in_as: SignedInAs, look: Look, settings: Settings, mail_server: MailServer, the_time_is: SetTime
) -> None:
    works("okoro", range(4))
    reached_by("okoro", email="sam@example.org")
    # Who hears once a day hears of what is due all the same when it comes.
    hears("okoro", how_often=HowOften.DAILY, quiet=NIGHT)
    the_time_is("2026-11-27 17:00")  # a Friday
    path = writes(signed_in_as("leila"), "maya")
    for slug, child in (("leila", "maya"), ("tomasz", "zofia"), ("maya", "maya")):
        writes(signed_in_as(slug), child)
    assert sweep(settings, mail_server) == []
    the_time_is("2026-11-30 08:31")
    assert sweep(settings, mail_server) == ["sam@example.org"]
    assert len(look(TO_ANSWER)) == 1
    for child in ("Maya", "Zofia", "Leila", "art"):
        assert child not in mail_server.mails[0].as_string()
    # He looked: the next one is a new letter. What he has not looked at is said on his first page.
    signed_in_as("okoro").sends(path, to="/read")
    the_time_is("2026-11-30 10:00")
    writes(signed_in_as("tomasz"), "jakub")
    assert sweep(settings, mail_server) == ["sam@example.org"]
    assert signed_in_as("okoro").reads("/").text.count("Read and answer") == 4


def test_whoever_covers_hears_and_what_is_answered_meanwhile_is_not_said(
    signed_in_as: SignedInAs, look: Look, the_time_is: SetTime
) -> None:
    is_away("okoro", date(2026, 11, 24), date(2026, 11, 27), cover="lewis")
    the_time_is("2026-11-24 22:00")
    path = writes(signed_in_as("leila"), "maya")
    other = writes(signed_in_as("tomasz"), "zofia")
    assert [item.person_id for item in look(WAITING)] == [cast.person("lewis")]
    lewis = signed_in_as("lewis")
    # One letter says both: while one of them waits it goes.
    lewis.sends(f"{path}/write", words="Yes.")
    assert len(look(WAITING)) == 1
    lewis.sends(f"{other}/write", words="Yes.")
    assert [one.kept_at is None for one in promises()] == [False, False]


def test_what_was_taken_back_in_the_night_is_said_to_nobody_in_the_morning(
    signed_in_as: SignedInAs, look: Look, settings: Settings, mail_server: MailServer, the_time_is: SetTime
) -> None:
    """News and a message: both can be read as taken back; neither wakes anybody for it."""
    for slug in ("leila", "tomasz"):
        reached_by(slug, email=f"{slug}@example.org")
        hears(slug, quiet=NIGHT)
    reached_by("priya", email="priya@example.org")
    hears("priya", quiet=(time(0), time(0)))
    path = writes(signed_in_as("leila"), "maya")
    the_time_is("2026-11-24 22:00")
    okoro, patel = signed_in_as("okoro"), signed_in_as("patel")
    okoro.sends(f"{path}/write", words="Yes.")
    okoro.sends(f"/messages/take-back/{messages()[-1].id}")
    news = sends_news(patel)
    assert "priya@example.org" in sweep(settings, mail_server)
    assert patel.sends(f"{news}/take-back").status_code == 302
    kept = sends_news(patel, whom="some", pupils=[cast.pupil("zofia").hex[:12]])
    the_time_is("2026-11-25 07:31")
    told = sweep(settings, mail_server)
    assert "leila@example.org" not in told
    assert told.count("tomasz@example.org") == 1
    assert "We took this news back." in signed_in_as("leila").reads(news).text
    assert "A new gate" in signed_in_as("tomasz").reads(kept).text


def test_words_of_danger_their_alarm_and_the_promise_of_a_reply_are_one_act_wherever_it_breaks(look: Look) -> None:
    """Reliability.md check 56: all of it is kept, or nothing."""
    thread, broke = a_thread("leila", "maya"), 0
    kept = [sa.select(one) for one in (Message, Contribution, Concern, ConcernNotice, ReplyPromise, OutboxItem)]
    for number in range(1, 80):
        sent = Sent(uuid.uuid5(thread, f"tap {number}"), "She says she wants to die.")
        try:
            with narrowed_to("leila") as session, broken_at(number) as asked:
                send(thread, sent, by=session.info["viewer"])
                db.keep()
        except BrokenError:
            broke += 1
            assert [len(look(one)) for one in kept] == [0] * 6, asked[-1]
        else:
            break
    assert broke >= 10
    # Two who keep children safe are told at once, and Sam that somebody wrote.
    assert [len(look(one)) for one in kept] == [1, 1, 1, 2, 1, 3]
