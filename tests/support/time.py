"""The time in tests: a Tuesday morning in term, unless a test says otherwise."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from portal import clock

TUESDAY = "2026-11-24 10:00"
SetTime = Callable[[str], None]


def shift_to(london: str) -> timedelta:
    """How far the real clock is from a moment in London."""
    return datetime.fromisoformat(london).replace(tzinfo=clock.LONDON).astimezone(UTC) - datetime.now(UTC)


@pytest.fixture
def the_time_is(monkeypatch: pytest.MonkeyPatch) -> SetTime:
    """Move the portal's clock to a moment in London: `the_time_is("2027-03-28 00:59")`. It runs on from there.

    What the demo adds to the clock (its own page for moving time) still counts on top.
    """
    moved_by_the_demo = clock.offset

    def set_time(london: str) -> None:
        shift = shift_to(london)
        monkeypatch.setattr(clock, "offset", lambda: shift + moved_by_the_demo())

    return set_time


@contextmanager
def stopped_at(london: str) -> Iterator[None]:
    """The portal's clock stands still for a while: nobody's sign-in grows old, however long the test takes."""
    moment = datetime.fromisoformat(london).replace(tzinfo=clock.LONDON).astimezone(UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "offset", lambda: moment - datetime.now(UTC))
        yield
