"""Ways to tamper with the record, and each is seen (reliability.md check 62)."""

import threading
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask
from sqlalchemy.exc import DBAPIError

from portal import audit
from portal.audit import Event
from portal.cli.record import audit as command
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import AuditEntry
from tests.cast import person, pupil, setting
from tests.support.tampering import TABLES, as_the_owner, without_the_lock

Tamper = Callable[[sa.Connection], object]


@pytest.fixture(autouse=True)
def twelve_lines(app: Flask) -> None:
    """A record that somebody could want to change."""
    _add(12)


def _add(count: int) -> None:
    for _number in range(count):
        with db.work(setting(), reason="a test"):
            audit.record(
                Event.PEOPLE_PERSON_SHOWN,
                by=None,
                setting_id=setting(),
                person_id=person("okoro"),
                pupils=[pupil("maya"), pupil("zofia")],
                person=str(person("leila")),
            )


def _verify(anchors: Path | None = None) -> list[str]:
    with db.own_look(SYSTEM) as session:
        return audit.verify(session, anchors)


def _anchor(file: Path) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        audit.write_anchor(session, file)


def _run(statement: str) -> Tamper:
    return lambda connection: connection.execute(sa.text(statement))


def _swap(connection: sa.Connection) -> None:
    for old, new in ((4, 1004), (5, 4), (1004, 5)):
        connection.execute(sa.text(f"update audit_entry set number = {new} where number = {old}"))


def _replay(connection: sa.Connection) -> None:
    """An old line once more at the end, as it was, but for its number."""
    columns = "setting_id, at, event, by_id, roles, sign_in_id, pupils, facts, request_number, previous, seal"
    again = f"select :id, 13, {columns} from audit_entry where number = 7"
    new_id = uuid.uuid4() if connection.dialect.name == "postgresql" else uuid.uuid4().hex
    connection.execute(sa.text(f"insert into audit_entry (id, number, {columns}) {again}"), {"id": new_id})


def _make_up(connection: sa.Connection) -> None:
    """A line that never was, at the end, tied to the last one as well as a thief without the key can."""
    columns = "setting_id, at, event, by_id, roles, sign_in_id, pupils, facts, request_number"
    made_up = f"select :id, 13, {columns}, seal, :seal from audit_entry where number = 12"
    new_id = uuid.uuid4() if connection.dialect.name == "postgresql" else uuid.uuid4().hex
    statement = sa.text(f"insert into audit_entry (id, number, {columns}, previous, seal) {made_up}")
    connection.execute(statement, {"id": new_id, "seal": "a" * 64})


def _cut(which: str) -> Tamper:
    def cut(connection: sa.Connection) -> None:
        lines = f"select id from audit_entry where number {which}"
        connection.execute(sa.text(f"delete from audit_pupil where entry_id in ({lines})"))
        connection.execute(sa.text(f"delete from audit_entry where number {which}"))

    return cut


WAYS: dict[str, Tamper] = {
    "a line is changed": _run("update audit_entry set facts = '{}' where number = 6"),
    "whose line it is is changed": _run("update audit_entry set by_id = null where number = 6"),
    "when it was is changed": _run("update audit_entry set at = '2026-01-01 10:00:00.000000' where number = 6"),
    "a line in the middle is deleted": _cut("= 6"),
    "two lines change places": _swap,
    "the newest lines are cut off": _cut("> 9"),
    "an old line is put in again": _replay,
    "a line is made up": _make_up,
    "a pupil is taken off a line's list": _run(
        "delete from audit_pupil where entry_id = (select id from audit_entry where number = 6)"
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_whoever_tampers_is_seen(tmp_path: Path, way: str) -> None:
    anchors = tmp_path / "elsewhere" / "anchors.txt"
    _anchor(anchors)
    assert _verify(anchors) == []
    with without_the_lock() as connection:
        WAYS[way](connection)
    assert _verify(anchors), f"Nobody noticed that {way}"


def test_a_record_that_begins_anew_after_a_cut_is_seen(tmp_path: Path) -> None:
    anchors = tmp_path / "anchors.txt"
    _anchor(anchors)
    with without_the_lock() as connection:
        _cut("> 9")(connection)
    _add(9)
    assert _verify() == []
    assert _verify(anchors) == ["Orchard Row: line 12: another line stood here when the record was anchored."]


def test_a_whole_setting_that_is_gone_is_seen(tmp_path: Path) -> None:
    anchors = tmp_path / "anchors.txt"
    _anchor(anchors)
    gone = uuid.uuid4()
    anchors.write_text(anchors.read_text() + f"2026-11-24T10:00:00+00:00 {gone} 3 {'a' * 64}\n")
    assert _verify(anchors) == [
        f"A setting that is gone ({gone}): the record went to line 3 when it was anchored, and now ends at line 0."
    ]


def test_a_record_sealed_with_another_key_is_not_ours() -> None:
    audit.chain.use_key("another key, long enough to be one of ours")
    assert len(_verify()) == 12


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("act", ["update {} set setting_id = setting_id", "delete from {}"])
def test_the_portals_own_role_can_only_add(table: str, act: str) -> None:
    refused = pytest.raises(DBAPIError, match=r"only added to|permission denied")
    with refused, db.work(SYSTEM, reason="a test") as session:
        session.connection().execute(sa.text(act.format(table)))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("act", ["update {} set setting_id = setting_id", "delete from {}"])
def test_whoever_owns_it_has_to_take_the_lock_off_first(table: str, act: str) -> None:
    with pytest.raises(DBAPIError, match="only added to"), as_the_owner() as connection:
        connection.execute(sa.text(act.format(table)))


def test_eight_writers_leave_one_whole_chain(app: Flask) -> None:
    gate = threading.Barrier(8)

    def write() -> None:
        gate.wait()
        _add(10)

    threads = [threading.Thread(target=write) for _writer in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.own_look(SYSTEM) as session:
        numbers = list(session.scalars(sa.select(AuditEntry.number).order_by(AuditEntry.number)))
    assert numbers == list(range(1, 93))
    assert _verify() == []


def test_the_command_says_whole_wrong_or_not_anchored(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.cli.record.Settings", lambda: settings)
    run = CliRunner().invoke
    first = run(command, ["verify"])
    assert (first.exit_code, "Nothing is anchored" in first.output) == (2, True)
    assert run(command, ["anchor"]).exit_code == 0
    whole = run(command, ["verify"])
    assert (whole.exit_code, whole.output) == (0, "The record is whole.\n")
    with without_the_lock() as connection:
        WAYS["a line is changed"](connection)
    wrong = run(command, ["verify"])
    assert wrong.exit_code == 1
    assert "line 6: it was changed after it was written" in wrong.output
