"""The worker says that it is there, and what it saw: files in the data folder, read by /ready and by staff's pages."""

from datetime import datetime, timedelta
from pathlib import Path

from portal import clock

MISSED_AFTER = timedelta(minutes=2)
# Whose signs there are: of what sends, of what climbs the ladders (portal/cli/climbing.py), and of what tells of the way
# back (portal/cli/telling.py).
EVERYBODY = WORKER, LADDER, TELLER = "worker", "ladder", "teller"
STUCK = "letters wait and none goes"
# A person has to see to it; the portal itself serves, and taking it away would help no child.
EMPTY_RUNG = "nobody could be told on a rung of a ladder"


def beat(folder: Path, whose: str = WORKER, *, trouble: str = "") -> None:
    """Write down that it is there now, and what trouble it sees."""
    half = folder / f".{whose}-seen"
    half.write_text(f"{_really_now().isoformat()}\n{trouble}")
    half.replace(folder / f"{whose}-seen")


def is_there(folder: Path, whose: str = WORKER) -> bool:
    """Was it there in the last two minutes?"""
    return _is_fresh(_read(folder, whose)[0])


def trouble(folder: Path, whose: str = WORKER) -> str:
    """What trouble it saw when it was last there; empty for none."""
    return _read(folder, whose)[1]


def post_goes(folder: Path) -> bool:
    """False when letters wait and none goes, or when the worker that was there has gone silent."""
    seen, what = _read(folder, WORKER)
    return seen is None or (_is_fresh(seen) and not what)


def _read(folder: Path, whose: str) -> tuple[datetime | None, str]:
    try:
        seen, _, what = (folder / f"{whose}-seen").read_text().partition("\n")
        return datetime.fromisoformat(seen), what
    except (OSError, ValueError):
        return None, ""


def _is_fresh(seen: datetime | None) -> bool:
    return seen is not None and _really_now() - seen < MISSED_AFTER


def _really_now() -> datetime:
    # A demo whose clock is moved by a day has not lost its worker.
    return clock.now() - clock.offset()
