"""What the tests of the outbox share: letters that wait, on the real clock, because the worker is another process."""

import threading
from collections.abc import Callable
from datetime import timedelta
from email.message import Message
from typing import Any

import pytest
from flask import Flask

from portal import clock
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import Person
from portal.outbox import post
from portal.outbox.worker import Worker
from tests.cast import person
from tests.support.mail import MailServer
from tests.support.portal import MakeSettings

Posts = Callable[..., bool]
Sweeps = Callable[[], list[Message]]


@pytest.fixture
def settings(make_settings: MakeSettings, db_url: str, mail_server: MailServer) -> Settings:
    """Mails go to the mail server of the test."""
    return make_settings(db_url, mail=mail_server.url)


@pytest.fixture
def real_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock as it is: a worker in another process knows no other."""
    monkeypatch.setattr(clock, "offset", timedelta)


@pytest.fixture
def posts(app: Flask) -> Posts:
    """Posts the way in to somebody of the cast, as an event of its own unless `event_key` says otherwise."""

    def post_to(slug: str, *, event_key: str = "asked", code: str = "123456", useless_at: Any = None) -> bool:
        secret = {"link": "https://localhost/in#a-secret", "code": code}
        with db.work(SYSTEM, reason="a test posts a letter") as session:
            to = session.get_one(Person, person(slug))
            return post("sign_in", to, event_key=event_key, secret=secret, useless_at=useless_at)

    return post_to


@pytest.fixture
def worker_sweeps(app: Flask, settings: Settings, mail_server: MailServer) -> Sweeps:
    """Lets a worker in this process sweep once, on the clock of the test; gives the mails that came of it."""

    def sweep() -> list[Message]:
        before = len(mail_server.mails)
        Worker(settings).sweep(threading.Event())
        return mail_server.mails[before:]

    return sweep
