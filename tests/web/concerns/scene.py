"""Concerns of the cast, raised as a page raises them; and what happens around them."""

import uuid
from collections.abc import Callable, Iterable
from datetime import time

from portal import clock
from portal.database import SYSTEM, db
from portal.models import Cause, Level, MonitoredTime, OutboxItem
from portal.safeguarding import Alarm, raise_concern
from tests import cast
from tests.support.client import Browser
from tests.support.narrowed import narrowed_to

Raise = Callable[..., uuid.UUID]


def concern(
    who: str = "maya",
    *,
    about: Iterable[str] = (),
    level: Level = Level.NOW,
    cause: Cause = Cause.SAID_NO,
    words: str = "",
) -> uuid.UUID:
    """A concern that somebody raised about Maya, or about the young person themself."""
    whose = who if who in cast.PUPILS else "maya"
    with narrowed_to(who) as session:
        alarm = Alarm(
            cast.pupil(whose),
            level,
            cause,
            uuid.uuid4(),
            words=words,
            about=frozenset(cast.person(slug) for slug in about),
        )
        found = raise_concern(alarm, by=session.info["viewer"])
        db.keep()
    return found


def press_help(browser: Browser) -> str:
    """Press the button of the page of help; where it leads."""
    return str(browser.sends("/help", to="/help/now").headers["Location"])


def everything_has_gone() -> None:
    """The outbox has given every letter to somebody's provider."""
    with db.work(SYSTEM, reason="a test") as session:
        for row in session.query(OutboxItem):
            row.sent_at = clock.now()


def somebody_watches(starts: time = time(8, 30), ends: time = time(16)) -> None:
    """Monitored hours from Monday to Friday."""
    with db.work(SYSTEM, reason="a test") as session:
        session.add_all(
            MonitoredTime(setting_id=cast.setting(), weekday=weekday, starts=starts, ends=ends) for weekday in range(5)
        )
