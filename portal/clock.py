"""The one clock. Nothing else in the portal asks what time it is, so that the demo and the tests can move it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_offset_file: Path | None = None


def follow(offset_file: Path | None) -> None:
    """Move this clock by the seconds that stand in a file (the demo's clock); None is the real time."""
    global _offset_file
    _offset_file = offset_file


def offset() -> timedelta:
    """How far the demo has moved the clock; nothing outside the demo."""
    if _offset_file is None:
        return timedelta()
    try:
        return timedelta(seconds=int(_offset_file.read_text()))
    except (OSError, ValueError):
        return timedelta()


def now() -> datetime:
    """Now, as an aware UTC time."""
    return datetime.now(UTC) + offset()


def london(moment: datetime) -> datetime:
    """The same moment on a clock in London."""
    return moment.astimezone(LONDON)


def today() -> date:
    """The date in London."""
    return london(now()).date()
