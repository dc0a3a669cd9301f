"""The worker says that it is there: a file in the data folder, read by /ready."""

from datetime import datetime, timedelta
from pathlib import Path

from portal import clock

MISSED_AFTER = timedelta(minutes=2)


def beat(folder: Path) -> None:
    """Write down that the worker is there now."""
    half = folder / ".worker-seen"
    half.write_text(_really_now().isoformat())
    half.replace(folder / "worker-seen")


def is_there(folder: Path) -> bool:
    """Was a worker there in the last two minutes?"""
    try:
        seen = datetime.fromisoformat((folder / "worker-seen").read_text())
    except (OSError, ValueError):
        return False
    return _really_now() - seen < MISSED_AFTER


def _really_now() -> datetime:
    # A demo whose clock is moved by a day has not lost its worker.
    return clock.now() - clock.offset()
