"""The record is read again each night, and what was found stands in the data folder: for /ready and staff's pages."""

import uuid
from collections.abc import Collection
from datetime import datetime, time, timedelta
from pathlib import Path

from portal import clock

# In London: nobody waits for the machine then, and every page of the day before stands in the record.
NIGHTLY_AT = time(2)
LATE_AFTER = timedelta(hours=50)
# A person has to see to these; the portal itself serves, and taking it away would help no child.
NOT_WHOLE = "the record is not whole, see: portal audit verify"
NOT_READ = "nobody has read the record again for two nights"
_FILE = "record-read"


def is_due(folder: Path) -> bool:
    """Is tonight's reading still to be done? Also when there was never one."""
    read_at, _wrong = _found(folder)
    return read_at is None or read_at < _last_night()


def note(folder: Path, wrong: Collection[uuid.UUID]) -> None:
    """Write down that the record was read to its end, and whose is not whole: the ids of settings."""
    half = folder / f".{_FILE}"
    half.write_text("\n".join([clock.now().isoformat(), *sorted(map(str, wrong))]))
    half.replace(folder / _FILE)


def trouble(folder: Path) -> str:
    """What is wrong, without a word of whose record it is; empty for nothing."""
    read_at, wrong = _found(folder)
    if wrong:
        return NOT_WHOLE
    return NOT_READ if read_at is None or clock.now() - read_at > LATE_AFTER else ""


def is_whole(folder: Path, setting_id: uuid.UUID) -> bool:
    """False when this setting's record was not whole when it was last read."""
    return setting_id not in _found(folder)[1]


def _last_night() -> datetime:
    now = clock.london(clock.now())
    night = datetime.combine(now.date(), NIGHTLY_AT, clock.LONDON)
    return night if night <= now else datetime.combine(now.date() - timedelta(days=1), NIGHTLY_AT, clock.LONDON)


def _found(folder: Path) -> tuple[datetime | None, frozenset[uuid.UUID]]:
    try:
        read_at, *wrong = (folder / _FILE).read_text().splitlines()
        return datetime.fromisoformat(read_at), frozenset(map(uuid.UUID, wrong))
    except (OSError, ValueError):
        return None, frozenset()
