"""Reading the whole record again: does each line follow the one before, and is it what was written?

A long record is read a piece at a time, so that whoever reads it at night holds up nothing for longer than a moment.
"""

import json
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.audit.chain import FIRST, Anchors, read_anchors, seal_of
from portal.models import AuditEntry, AuditPupil, Setting

PIECE = 1000


def verify(session: Session, anchors: Path | None) -> list[str]:
    """Read the whole record again. Returns a sentence for each thing that is wrong; none when it is whole."""
    reading = Reading(anchors)
    while reading.goes_on(session):
        pass
    names = {row.id: row.name for row in session.execute(sa.select(Setting.id, Setting.name))}
    return [
        # A setting that is anchored and gone has lost its whole record.
        f"{names.get(setting_id, f'A setting that is gone ({setting_id})')}: {fault}"
        for setting_id, faults in reading.faults.items()
        for fault in faults
    ]


@dataclass
class _Place:
    """How far one setting's record has been read."""

    setting_id: uuid.UUID
    number: int = 0
    previous: str = FIRST
    has_begun: bool = False


@dataclass
class Reading:
    """One reading of every setting's record, from the first line to the last, a piece at a time.

    `faults` holds a sentence for each thing that is wrong, by setting; once `enough` stand, no more of it is read.
    """

    anchors: Path | None
    enough: int | None = None
    faults: dict[uuid.UUID, list[str]] = field(default_factory=dict)
    _kept: Anchors = field(default_factory=dict)
    _rest: list[_Place] | None = None

    def goes_on(self, session: Session) -> bool:
        """Read the next piece. False when there was nothing left to read."""
        if self._rest is None:
            self._kept = read_anchors(self.anchors)
            settings = set(session.scalars(sa.select(Setting.id))) | set(self._kept)
            self._rest = [_Place(setting_id) for setting_id in sorted(settings, reverse=True)]
        if not self._rest:
            return False
        place = self._rest[-1]
        lines = sa.select(AuditEntry).where(AuditEntry.setting_id == place.setting_id).order_by(AuditEntry.number)
        if place.has_begun:  # the first piece begins with whatever stands first, also before line 1
            lines = lines.where(AuditEntry.number > place.number)
        some = list(session.scalars(lines.limit(PIECE)))
        found = self._read(session, place, some) if some else self._end(session, place)
        if found:
            self.faults.setdefault(place.setting_id, []).extend(found)
        if not some or (self.enough is not None and len(self.faults.get(place.setting_id, [])) >= self.enough):
            self._rest.pop()
        return True

    def _read(self, session: Session, place: _Place, some: list[AuditEntry]) -> list[str]:
        faults, kept = [], self._kept.get(place.setting_id, {})
        pupils = _pupils_of(session, [entry.id for entry in some])
        for entry in some:
            faults += _faults(entry, place, kept)
            faults += _pupil_faults(entry, pupils.get(entry.id, []))
            place.number, place.previous, place.has_begun = entry.number, entry.seal, True
            session.expunge(entry)
        return faults

    def _end(self, session: Session, place: _Place) -> list[str]:
        faults, kept = [], self._kept.get(place.setting_id, {})
        if cut := [count for count in kept if count > place.number]:
            end = f"now ends at line {place.number}"
            faults.append(f"the record went to line {max(cut)} when it was anchored, and {end}.")
        alone = sa.select(AuditPupil.id).outerjoin(AuditEntry, AuditEntry.id == AuditPupil.entry_id)
        of_it = alone.where(AuditPupil.setting_id == place.setting_id, AuditEntry.id.is_(None))
        if session.scalars(of_it.limit(1)).first():
            faults.append("pupils are named for lines that are not there.")
        return faults


def _faults(entry: AuditEntry, place: _Place, kept: dict[int, str]) -> list[str]:
    where, faults = f"line {entry.number}", []
    if entry.number != place.number + 1:
        faults.append(f"{where}: lines are missing or out of order before it (line {place.number + 1} was expected).")
    if entry.previous != place.previous:
        faults.append(f"{where}: it does not follow the line before it.")
    if entry.seal != seal_of(entry):
        faults.append(f"{where}: it was changed after it was written.")
    if kept.get(entry.number, entry.seal) != entry.seal:
        faults.append(f"{where}: another line stood here when the record was anchored.")
    return faults


def _pupils_of(session: Session, ids: list[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    found: dict[uuid.UUID, list[str]] = {}
    rows = sa.select(AuditPupil.entry_id, AuditPupil.about_id).where(AuditPupil.entry_id.in_(ids))
    for entry_id, about_id in session.execute(rows):
        found.setdefault(entry_id, []).append(str(about_id))
    return found


def _pupil_faults(entry: AuditEntry, named: list[str]) -> list[str]:
    """The table beside the lines, which answers who has looked at a pupil, must say what the sealed lines say."""
    if sorted(named) == sorted(json.loads(entry.pupils)):
        return []
    return [f"line {entry.number}: it is about other pupils than its list says."]
