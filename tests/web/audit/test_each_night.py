"""Once a night the whole record is read again, and what is wrong with it is said where people look."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import audit
from portal.audit import Event, verifying
from portal.cli.reading_again import Reader
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import OutboxItem
from portal.outbox import heartbeat
from tests.cast import person, pupil, setting
from tests.support.client import Browser
from tests.support.mail import StartWorker, until
from tests.support.portal import Look, SignedInAs
from tests.support.tampering import without_the_lock
from tests.support.time import SetTime

BANNER = "The record of who has looked is not whole."


@pytest.fixture(autouse=True)
def a_record(app: Flask) -> None:
    """Twelve lines."""
    with db.work(setting(), reason="a test"):
        for _line in range(12):
            of = {"setting_id": setting(), "person_id": person("okoro"), "pupils": [pupil("maya")]}
            audit.record(Event.PEOPLE_PERSON_SHOWN, by=None, person=str(person("leila")), **of)


@pytest.fixture(autouse=True)
def in_short_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a long record is read."""
    monkeypatch.setattr(verifying, "PIECE", 5)


@pytest.fixture
def reader(settings: Settings) -> Reader:
    """Whoever reads at night, just started."""
    return Reader(settings.data_folder, settings.anchors)


def reads(reader: Reader) -> int:
    """Let it read until there is nothing more to read tonight. Returns after how many pieces."""
    pieces = 0
    while reader.read_on():
        pieces += 1
    return pieces


def ready(visitor: Browser) -> str:
    """What /ready says of the record."""
    answer = visitor.get("/ready")
    return next(line for line in answer.text.splitlines() if line.startswith("record: "))


def change_a_line() -> None:
    """As somebody who holds the database itself."""
    with without_the_lock() as connection:
        connection.execute(sa.text("update audit_entry set facts = '{}' where number = 6"))


def test_the_record_is_read_once_a_night_and_after_a_restart_not_again(
    reader: Reader, settings: Settings, the_time_is: SetTime, visitor: Browser
) -> None:
    assert ready(visitor) == "record: nobody has read the record again for two nights"
    assert reads(reader) > 2
    assert ready(visitor) == "record: ready"
    assert reads(reader) == 0
    the_time_is("2026-11-25 01:59")
    assert reads(Reader(settings.data_folder, settings.anchors)) == 0
    the_time_is("2026-11-25 02:01")
    assert reads(Reader(settings.data_folder, settings.anchors)) > 2
    assert reads(Reader(settings.data_folder, settings.anchors)) == 0


@pytest.mark.parametrize("day", ["2027-03-28", "2026-10-25"])
def test_a_night_on_which_the_clocks_change_is_a_night(reader: Reader, the_time_is: SetTime, day: str) -> None:
    the_time_is(f"{day} 00:30")
    reads(reader)
    the_time_is(f"{day} 03:30")
    assert reads(reader) > 0
    assert reads(reader) == 0


def test_what_was_stopped_in_the_middle_is_read_from_the_beginning(
    reader: Reader, settings: Settings, visitor: Browser
) -> None:
    assert reader.read_on()
    change_a_line()
    assert reads(Reader(settings.data_folder, settings.anchors)) > 2
    assert ready(visitor) == "record: the record is not whole, see: portal audit verify"


def test_two_nights_without_a_reading_are_said(reader: Reader, the_time_is: SetTime, visitor: Browser) -> None:
    reads(reader)
    the_time_is("2026-11-26 11:59")
    assert ready(visitor) == "record: ready"
    the_time_is("2026-11-26 12:01")
    assert ready(visitor) == "record: nobody has read the record again for two nights"


def test_a_record_that_is_not_whole_is_said_where_people_look(
    reader: Reader,
    settings: Settings,
    visitor: Browser,
    signed_in_as: SignedInAs,
    look: Look,
    caplog: pytest.LogCaptureFixture,
) -> None:
    for whose in heartbeat.EVERYBODY:
        heartbeat.beat(settings.data_folder, whose)
    change_a_line()
    assert visitor.get("/ready").status_code == 200
    reads(reader)
    answer = visitor.get("/ready")
    # Somebody has to see to it; a portal that is taken away for it would help no child.
    assert (answer.status_code, "record: the record is not whole" in answer.text) == (200, True)
    assert "line 6: it was changed after it was written." in caplog.text
    assert [(item.person_id, item.letter) for item in look(sa.select(OutboxItem))] == [(person("patel"), "to_do")]
    assert BANNER in signed_in_as("patel").reads("/").text
    assert BANNER in signed_in_as("byrne").reads("/").text
    for slug in ("okoro", "leila", "maya", "quinn"):
        assert BANNER not in signed_in_as(slug).reads("/").text, slug
    for said in (answer.text, caplog.text):
        assert not [word for word in ("Orchard", "Maya", "Leila", "okoro", "Okoro") if word in said]


def test_the_same_fault_is_told_once_and_said_until_it_is_mended(
    reader: Reader, the_time_is: SetTime, visitor: Browser, look: Look, signed_in_as: SignedInAs
) -> None:
    change_a_line()
    reads(reader)
    the_time_is("2026-11-25 02:30")
    reads(reader)
    assert len(look(sa.select(OutboxItem))) == 1
    assert "not whole" in ready(visitor)
    with without_the_lock() as connection:
        facts = sa.text(
            "update audit_entry set facts = (select facts from audit_entry where number = 5) where number = 6"
        )
        connection.execute(facts)
    the_time_is("2026-11-26 02:30")
    reads(reader)
    assert ready(visitor) == "record: ready"
    assert BANNER not in signed_in_as("patel").reads("/").text


def test_cut_off_lines_are_seen_at_night(reader: Reader, settings: Settings, visitor: Browser) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        audit.write_anchor(session, Path(settings.anchors))
    with without_the_lock() as connection:
        connection.execute(
            sa.text("delete from audit_pupil where entry_id in (select id from audit_entry where number > 9)")
        )
        connection.execute(sa.text("delete from audit_entry where number > 9"))
    reads(reader)
    assert "not whole" in ready(visitor)


def test_a_line_before_the_first_is_seen(reader: Reader, visitor: Browser) -> None:
    with without_the_lock() as connection:
        connection.execute(sa.text("update audit_entry set number = 0 where number = 1"))
    reads(reader)
    assert "not whole" in ready(visitor)


def test_the_worker_reads_beside_the_sending(settings: Settings, start_worker: StartWorker, visitor: Browser) -> None:
    change_a_line()
    start_worker(settings)
    until(lambda: "not whole" in ready(visitor))
