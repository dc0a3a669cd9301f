"""The chain: each line of a setting's record is sealed together with the one before it, and the newest is anchored.

A chain alone does not notice its newest lines being cut off (reliability.md §0.7): the anchor, a count and a seal kept
somewhere else, does.
"""

import hashlib
import hmac
import json
import uuid
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.models import AuditEntry, Setting

FIRST = "0" * 64
_key = b""


def use_key(key: str) -> None:
    """The key of the seals, from outside the database."""
    global _key
    _key = key.encode()


def seal_of(entry: AuditEntry) -> str:
    """The seal of a line: it covers everything that stands in it, and the seal before."""
    content = json.dumps(
        [
            str(entry.setting_id),
            entry.number,
            entry.at.isoformat(),
            entry.event,
            str(entry.by_id or ""),
            entry.roles,
            str(entry.sign_in_id or ""),
            entry.pupils,
            entry.facts,
            entry.request_number,
            entry.previous,
        ],
        ensure_ascii=False,
    )
    return hmac.new(_key, content.encode(), hashlib.sha256).hexdigest()


def lock(session: Session, setting_id: uuid.UUID) -> None:
    """One writer at a time for a setting's record. SQLite's write lock is held already."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(setting_id.int & 0x7FFF_FFFF_FFFF_FFFF)))


def append(session: Session, entries: list[AuditEntry]) -> None:
    """Add lines to the end of one setting's record: numbered, tied to the last one, sealed."""
    lock(session, entries[0].setting_id)
    last = session.execute(_newest(entries[0].setting_id)).first()
    number, previous = (last.number, last.seal) if last else (0, FIRST)
    for entry in entries:
        number += 1
        entry.number, entry.previous = number, previous
        previous = entry.seal = seal_of(entry)
        session.add(entry)


def write_anchor(session: Session, file: Path) -> int:
    """Append each setting's count and last seal to a file that lives elsewhere. Returns how many settings."""
    lines = []
    for setting_id in session.scalars(sa.select(Setting.id).order_by(Setting.id)):
        last = session.execute(_newest(setting_id)).first()
        if last:
            lines.append(f"{clock.now().isoformat()} {setting_id} {last.number} {last.seal}\n")
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as anchors:
        anchors.writelines(lines)
    return len(lines)


def verify(session: Session, anchors: Path | None) -> list[str]:
    """Read the whole record again. Returns a sentence for each thing that is wrong; none when it is whole."""
    wrong: list[str] = []
    for setting_id in session.scalars(sa.select(Setting.id).order_by(Setting.id)):
        seals = [FIRST]
        rows = session.scalars(
            sa.select(AuditEntry).where(AuditEntry.setting_id == setting_id).order_by(AuditEntry.number)
        ).yield_per(1000)
        for entry in rows:
            wrong += _faults(entry, len(seals), seals[-1])
            seals.append(entry.seal)
            session.expunge(entry)
        wrong += _missing(setting_id, seals, anchors)
    return wrong


def _faults(entry: AuditEntry, number: int, previous: str) -> list[str]:
    where = f"Setting {entry.setting_id}, line {entry.number}"
    faults = []
    if entry.number != number:
        faults.append(f"{where}: lines are missing or out of order before it (line {number} was expected).")
    if entry.previous != previous:
        faults.append(f"{where}: it does not follow the line before it.")
    if entry.seal != seal_of(entry):
        faults.append(f"{where}: it was changed after it was written.")
    return faults


def _missing(setting_id: uuid.UUID, seals: list[str], anchors: Path | None) -> list[str]:
    if anchors is None or not anchors.exists():
        return []
    faults = []
    for line in anchors.read_text().splitlines():
        _at, whose, count, seal = line.split()
        if whose == str(setting_id) and (int(count) >= len(seals) or seals[int(count)] != seal):
            faults.append(
                f"Setting {setting_id}: the record had {count} lines when it was anchored; they are not there now."
            )
    return faults[-1:]


def _newest(setting_id: uuid.UUID) -> sa.Select[int, str]:
    return (
        sa.select(AuditEntry.number, AuditEntry.seal)
        .where(AuditEntry.setting_id == setting_id)
        .order_by(AuditEntry.number.desc())
        .limit(1)
    )
