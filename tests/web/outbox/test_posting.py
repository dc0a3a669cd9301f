"""A letter is written down with what caused it, once, sealed, and nothing is sent while somebody waits."""

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import outbox, seals
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import OutboxItem, Person
from portal.visibility import NotTheirRowError
from tests.cast import person, setting
from tests.support.mail import MailServer
from tests.support.portal import Look
from tests.web.outbox.conftest import Posts

ITEMS = sa.select(OutboxItem)


def test_a_letter_waits_sealed(posts: Posts, look: Look, settings: Settings) -> None:
    assert posts("leila", code="908172")
    (item,) = look(ITEMS)
    assert (item.language, item.setting_id, item.sent_at) == ("ar", setting(), None)
    assert "908172" not in item.sealed
    assert "908172" in seals.unseal(item.sealed)
    if settings.database_url.startswith("sqlite"):
        db.stop()
        files = Path(settings.database_url.removeprefix("sqlite:///")).parent.glob("t_*")
        assert not any(b"908172" in file.read_bytes() for file in files)


def test_the_same_event_is_one_letter(posts: Posts, look: Look) -> None:
    assert posts("leila")
    assert posts("leila")
    assert posts("tomasz")
    assert len(look(ITEMS)) == 2


def test_the_same_event_from_eight_requests_at_once_is_one_letter(posts: Posts, look: Look) -> None:
    troubles: list[BaseException] = []

    def at_once() -> None:
        try:
            posts("leila")
        except BaseException as error:
            troubles.append(error)

    threads = [threading.Thread(target=at_once) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not troubles
    assert len(look(ITEMS)) == 1


def test_what_was_undone_sends_nothing(app: Flask, look: Look) -> None:
    def post_and_fall() -> None:
        with db.work(SYSTEM, reason="a test") as session:
            outbox.post("new_sign_in", session.get_one(Person, person("leila")), event_key="undone")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        post_and_fall()
    assert look(ITEMS) == []


def test_nobody_without_an_address_is_written_to(posts: Posts, look: Look) -> None:
    assert not posts("maya")
    assert look(ITEMS) == []


@pytest.mark.parametrize(
    "address",
    [
        "leila@example.org\nbcc: all@example.org",
        "leila@example.org\r",
        "a b@example.org",
        "leila",
        "@",
        "a@b@c",
        "\x00@x.org",
    ],
)
def test_an_address_that_could_bend_a_header_is_not_written_to(app: Flask, look: Look, address: str) -> None:
    leila = Person(id=person("leila"), setting_id=setting(), email=address, language="ar")
    with db.work(SYSTEM, reason="a test"):
        assert not outbox.post("new_sign_in", leila, event_key="bent")
    assert look(ITEMS) == []


@pytest.mark.parametrize(
    ("letter", "secret"), [("no_such", {}), ("sign_in", {}), ("new_sign_in", {"code": "1"}), ("address_changed", {})]
)
def test_a_letter_that_would_not_draw_is_refused_at_once(app: Flask, letter: str, secret: dict[str, str]) -> None:
    with db.work(SYSTEM, reason="a test") as session, pytest.raises(ValueError, match="letter"):
        outbox.post(letter, session.get_one(Person, person("leila")), event_key="odd", secret=secret)


def test_nobody_posts_to_another_setting(app: Flask) -> None:
    quinn = Person(id=person("quinn"), setting_id=setting("millbrook"), email="quinn@example.org", language="en")
    with db.work(setting(), reason="a test"), pytest.raises(NotTheirRowError):
        outbox.post("new_sign_in", quinn, event_key="across")


def test_posting_sends_nothing(posts: Posts, mail_server: MailServer) -> None:
    mail_server.mood = "hangs"
    posts("leila")
    assert mail_server.connections == 0
