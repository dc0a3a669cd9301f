"""The worker is killed again and again while it sends (reliability.md check 52): nothing lost, few letters go twice."""

import random
import threading
from collections import Counter
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import outbox
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import OutboxItem, Person
from tests.cast import person
from tests.factories.reaching import hears
from tests.support.mail import MailServer, StartWorker, until
from tests.support.portal import Look, MakeSettings

LETTERS, KILLS = 200, 12
SENT = sa.select(OutboxItem.id).where(OutboxItem.sent_at.is_not(None))


@pytest.fixture
def settings(make_settings: MakeSettings, db_url: str, mail_server: MailServer) -> Settings:
    return make_settings(db_url, mail=mail_server.url)


def post_letters(what: str) -> None:
    """A way in asks for no choice; a notice of a message goes as she chose, and this is no quiet hour of hers."""
    hears("leila")
    with db.work(SYSTEM, reason="a drill posts letters") as session:
        leila = session.get_one(Person, person("leila"))
        for number in range(LETTERS):
            if what == "message":
                outbox.notify(leila, event_key=f"message {number}", letter=what)
            else:
                outbox.post(what, leila, event_key=f"letter {number}")


def kill_somewhere(start_worker: StartWorker, settings: Settings, mail_server: MailServer, after: float) -> None:
    """Start a worker, let it send, and kill it a moment later: before, during or after a letter."""
    mail_server.somebody_asked.clear()
    worker = start_worker(settings)
    until(lambda: mail_server.somebody_asked.is_set() or worker.poll() is not None, within=120)
    threading.Event().wait(after)
    worker.kill()
    worker.wait(30)


@pytest.mark.parametrize("what", ["new_sign_in", "message"])
def test_a_worker_killed_again_and_again_loses_nothing(
    app: Flask, settings: Settings, mail_server: MailServer, start_worker: StartWorker, look: Look, what: str
) -> None:
    post_letters(what)
    chance = random.Random(52)
    for kill in range(KILLS):
        # What the last one held in its hand is free again after its lease.
        (settings.data_folder / "clock").write_text(str(kill * 61))
        kill_somewhere(start_worker, settings, mail_server, after=chance.uniform(0, 0.15))
        assert len(look(SENT)) < LETTERS, "Every letter had gone before the last kill: post more of them."
    (settings.data_folder / "clock").write_text(str(int(timedelta(hours=1).total_seconds())))
    start_worker(settings)
    until(lambda: len(look(SENT)) == LETTERS, within=300)
    went = Counter(mail_server.ids)
    twice = sum(count - 1 for count in went.values())
    kind = settings.database_url.split(":", 1)[0]
    print(f"\n{kind}: {LETTERS} letters ({what}), {KILLS} kills: {LETTERS - len(went)} lost, {twice} sent twice")
    assert len(went) == LETTERS
    assert twice <= KILLS
