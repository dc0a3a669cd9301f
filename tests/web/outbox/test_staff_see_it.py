"""Staff read on every page of theirs that mails and texts do not go, and ring instead; nobody else does."""

import pytest
from flask import Flask

from portal import clock
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import Channel, OutboxItem
from portal.outbox import heartbeat, queue
from portal.outbox.worker import Worker
from tests.support.mail import MailServer
from tests.support.portal import SignedInAs
from tests.support.time import SetTime
from tests.web.outbox.conftest import Posts, Sweeps

BANNER = "Mail and texts are not going out just now. Ring instead."


def beats(settings: Settings) -> str:
    """The worker says that it is there; what trouble it saw."""
    Worker(settings)._beat()
    return heartbeat.trouble(settings.data_folder)


def test_staff_read_within_two_minutes_that_post_does_not_go(
    posts: Posts,
    settings: Settings,
    signed_in_as: SignedInAs,
    mail_server: MailServer,
    worker_sweeps: Sweeps,
    the_time_is: SetTime,
) -> None:
    mail_server.mood = "451 later"
    posts("leila")
    assert beats(settings) == ""
    the_time_is("2026-11-24 10:01:45")  # and the next beat is 15 seconds away at most
    worker_sweeps()
    assert beats(settings) == heartbeat.STUCK
    staff, carer, child = (signed_in_as(slug) for slug in ("okoro", "leila", "maya"))
    for path in ("/", "/people/"):
        assert BANNER in staff.reads(path).text
    assert BANNER not in carer.reads("/").text
    assert BANNER not in child.reads("/").text
    mail_server.mood = "250 taken"
    the_time_is("2026-11-24 10:05")
    worker_sweeps()
    assert beats(settings) == ""
    assert BANNER not in staff.reads("/").text


def test_one_bad_address_is_no_trouble_of_everybody(
    posts: Posts, settings: Settings, mail_server: MailServer, worker_sweeps: Sweeps, the_time_is: SetTime
) -> None:
    mail_server.mood = "550 no"
    posts("leila")
    worker_sweeps()
    the_time_is("2026-11-24 10:00:20")
    mail_server.mood = "250 taken"
    posts("tomasz")
    worker_sweeps()
    the_time_is("2026-11-24 10:03")
    assert beats(settings) == ""


def test_a_way_that_is_not_there_is_no_trouble_of_every_day(app: Flask, posts: Posts, the_time_is: SetTime) -> None:
    posts("leila")
    the_time_is("2026-11-24 10:03")
    with db.own_look(SYSTEM) as session:
        assert queue.is_stuck(session, (Channel.EMAIL,))
        assert not queue.is_stuck(session, (Channel.SMS,))


def test_a_silent_worker_is_said_on_the_page_and_one_that_was_never_there_only_by_ready(
    signed_in_as: SignedInAs, settings: Settings
) -> None:
    staff = signed_in_as("okoro")
    assert BANNER not in staff.reads("/").text
    gone = clock.now() - clock.offset() - heartbeat.MISSED_AFTER
    (settings.data_folder / "worker-seen").write_text(f"{gone.isoformat()}\n")
    assert BANNER in staff.reads("/").text


@pytest.mark.parametrize("column", ["sent_at", "cancelled_at", "failed_at"])
def test_what_waits_no_more_is_no_trouble(app: Flask, posts: Posts, the_time_is: SetTime, column: str) -> None:
    posts("leila")
    with db.work(SYSTEM, reason="a test") as session:
        for item in session.query(OutboxItem):
            setattr(item, column, clock.now())
    the_time_is("2026-11-24 10:03")
    with db.own_look(SYSTEM) as session:
        assert not queue.is_stuck(session, (Channel.EMAIL,))
