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
from portal.database import insert_past_the_net
from portal.models import AuditEntry, Setting

FIRST = "0" * 64
# A setting's seals, by the number of their line.
Anchors = dict[uuid.UUID, dict[int, str]]
_key = b""


def use_key(key: str) -> None:
    """The key of the seals, from outside the database."""
    global _key
    _key = key.encode()


def seal_of(entry: AuditEntry) -> str:
    """The seal of a line: it covers everything that stands in it, and the seal before."""
    content = json.dumps(
        [
            str(entry.id),
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
    """Add lines to the end of one setting's record: numbered, tied to the last one, sealed.

    Every page waits for this, and a line that only ever comes to be needs no unit of work.
    """
    lock(session, entries[0].setting_id)
    last = session.execute(_newest(entries[0].setting_id)).first()
    number, previous = (last.number, last.seal) if last else (0, FIRST)
    for entry in entries:
        number += 1
        entry.number, entry.previous = number, previous
        previous = entry.seal = seal_of(entry)
    names = [column.key for column in sa.inspect(AuditEntry).column_attrs]
    rows = [{name: getattr(entry, name) for name in names} for entry in entries]
    insert_past_the_net(session, AuditEntry, rows)


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


def is_anchored(session: Session, anchors: Path | None) -> bool:
    """False while lines stand in the record and none is anchored: then nobody would notice its end being cut off."""
    return bool(read_anchors(anchors)) or session.scalar(sa.select(AuditEntry.id).limit(1)) is None


def read_anchors(anchors: Path | None) -> Anchors:
    """Each setting's seals by number, as the file has them. A line that cannot be read anchors nothing."""
    kept: Anchors = {}
    if anchors is not None and anchors.exists():
        for line in anchors.read_text().splitlines():
            _at, whose, number, seal = line.split()
            kept.setdefault(uuid.UUID(whose), {})[int(number)] = seal
    return kept


def _newest(setting_id: uuid.UUID) -> sa.Select[int, str]:
    return (
        sa.select(AuditEntry.number, AuditEntry.seal)
        .where(AuditEntry.setting_id == setting_id)
        .order_by(AuditEntry.number.desc())
        .limit(1)
    )
