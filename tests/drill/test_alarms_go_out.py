"""From the tap to the provider (reliability.md check 53): with the real worker, and a provider in every bad mood."""

import statistics
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import outbox
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import Channel, OutboxItem, Person
from portal.outbox import heartbeat
from portal.safeguarding import raise_concern
from tests.cast import person
from tests.factories.concerns import alarm
from tests.support.mail import MailServer, StartWorker, until
from tests.support.narrowed import narrowed_to
from tests.support.portal import Look, MakeSettings
from tests.support.texts import TextServer

TAPS, ILL_TAPS = 40, 20
Says = Callable[[str], None]


@pytest.fixture
def settings(make_settings: MakeSettings, db_url: str, mail_server: MailServer, text_server: TextServer) -> Settings:
    return make_settings(db_url, mail=mail_server.url, sms=text_server.url)


@pytest.fixture
def a_mobile(app: Flask) -> None:
    with db.work(SYSTEM, reason="a drill") as session:
        session.get_one(Person, person("byrne")).phone = "07700 900203"


def p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def taps() -> float:
    """Maya says no, and it is kept. Seconds from the tap to the commit; who it is was found out before."""
    with narrowed_to("maya") as session:
        before = time.perf_counter()
        raise_concern(alarm(), by=session.info["viewer"])
        db.keep()
        return time.perf_counter() - before


@pytest.mark.usefixtures("a_mobile")
def test_from_the_tap_to_the_provider(
    settings: Settings, start_worker: StartWorker, text_server: TextServer, mail_server: MailServer, figure: Says
) -> None:
    start_worker(settings)
    until(lambda: heartbeat.is_there(settings.data_folder))
    rows, accepted = list[float](), list[float]()
    for number in range(1, TAPS + 1):
        before = time.perf_counter()
        rows.append(taps())
        until(lambda number=number: len(text_server.texts) == number and len(mail_server.mails) == 2 * number)
        accepted.append(time.perf_counter() - before)
    kind = settings.database_url.split(":", 1)[0]
    figure(
        f"{kind}: {TAPS} taps; to the outbox row p95 {p95(rows):.3f} s, "
        f"accepted (2 mails, 1 text) p95 {p95(accepted):.2f} s"
    )
    assert p95(rows) < 2
    assert p95(accepted) < 15


MOODS = {"down": "drops", "slow": "hangs", "4xx": "451 later", "5xx": "550 no", "accepts and drops": "takes and drops"}


@pytest.mark.usefixtures("a_mobile")
@pytest.mark.parametrize("mood", MOODS)
def test_a_provider_in_a_bad_mood_for_six_hours(
    settings: Settings,
    start_worker: StartWorker,
    text_server: TextServer,
    mail_server: MailServer,
    look: Look,
    figure: Says,
    mood: str,
) -> None:
    """Requests take as long; what waits for mail goes by text in five minutes; after six hours all of it arrives."""

    def clock_is_moved_by(**by: float) -> None:
        (settings.data_folder / "clock").write_text(str(int(timedelta(**by).total_seconds())))

    worker = start_worker(settings)
    until(lambda: heartbeat.is_there(settings.data_folder))
    well = [taps() for _ in range(ILL_TAPS)]
    until(lambda: not waiting(look))
    text_server.texts.clear()
    mail_server.mood = MOODS[mood]
    with db.work(SYSTEM, reason="a drill") as session:
        outbox.post("concern", session.get_one(Person, person("byrne")), event_key=mood, instead=Channel.SMS)
    mail_server.somebody_asked.clear()
    assert mail_server.somebody_asked.wait(60)
    ill = [taps() for _ in range(ILL_TAPS)]
    clock_is_moved_by(minutes=4, seconds=55)
    until(lambda: len(text_server.texts) > ILL_TAPS, within=60)
    mail_server.mood = "250 taken"
    worker.kill()
    worker.wait(30)
    clock_is_moved_by(hours=6)
    start_worker(settings)
    until(lambda: not waiting(look), within=200)
    kind = settings.database_url.split(":", 1)[0]
    figure(
        f"{kind}, {mood}: request p95 {p95(well) * 1000:.0f} ms well, {p95(ill) * 1000:.0f} ms ill "
        f"(median {statistics.median(ill) / statistics.median(well) - 1:+.0%}); lost {len(waiting(look))}"
    )
    assert statistics.median(ill) < 1.5 * statistics.median(well)


def waiting(look: Look) -> list[OutboxItem]:
    """What has not gone."""
    return look(sa.select(OutboxItem).where(OutboxItem.sent_at.is_(None)))


def test_no_thread_of_a_request_ever_sends(
    settings: Settings, mail_server: MailServer, text_server: TextServer, a_mobile: None
) -> None:
    mail_server.mood = text_server.mood = "hangs"
    before = threading.active_count()
    taps()
    assert (mail_server.connections, text_server.tries) == (0, 0)
    assert threading.active_count() == before
