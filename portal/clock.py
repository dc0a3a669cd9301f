"""The one clock. Nothing else in the portal asks what time it is, so that the demo and the tests can move it."""

from datetime import UTC, date, datetime, timedelta
from math import ceil
from pathlib import Path
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_offset_file: Path | None = None
# What stood in the file, and the file it stood in: a page asks for the time many times, and the file is a new one
# (`replace`) each time somebody moves the clock.
_read: tuple[tuple[int, int] | None, timedelta] = (None, timedelta())


def follow(offset_file: Path | None) -> None:
    """Move this clock by the seconds that stand in a file (the demo's clock); None is the real time."""
    global _offset_file, _read
    _offset_file, _read = offset_file, (None, timedelta())


def offset() -> timedelta:
    """How far the demo has moved the clock; nothing outside the demo."""
    return _kept()


def is_moved() -> bool:
    """Is this a demo whose clock is not the real time?"""
    return bool(_kept())


def move(by: timedelta) -> None:
    """Put the demo's clock forward or back from where it is. It runs on from there, for web and worker alike."""
    _keep(_kept() + by)


def go_real() -> None:
    """Let the demo's clock go as every other clock does."""
    _keep(timedelta())


def _kept() -> timedelta:
    global _read
    if _offset_file is None:
        return timedelta()
    try:
        there = _offset_file.stat()
        which = there.st_ino, there.st_mtime_ns
        if _read[0] != which:
            _read = which, timedelta(seconds=int(_offset_file.read_text()))
        return _read[1]
    except (OSError, ValueError):
        return timedelta()


def _keep(by: timedelta) -> None:
    if _offset_file is None:
        raise RuntimeError("Only the demo's clock is moved.")
    half = _offset_file.with_name("clock.new")
    # Up to the next second: whoever chose 9:40 does not read 9:39.
    half.write_text(str(ceil(by.total_seconds())))
    half.replace(_offset_file)


def now() -> datetime:
    """Now, as an aware UTC time."""
    return datetime.now(UTC) + offset()


def london(moment: datetime) -> datetime:
    """The same moment on a clock in London."""
    return moment.astimezone(LONDON)


def today() -> date:
    """The date in London."""
    return london(now()).date()
