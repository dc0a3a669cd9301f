"""Climbing: the worker tells the next rung while nobody has a concern. Asked every few seconds; it never forgets."""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.models import Concern, ConcernAbout, ConcernNotice, Level, MonitoredTime, TermDate
from portal.safeguarding import finding
from portal.safeguarding.ladder import due, told_again, told_on
from portal.safeguarding.telling import tell
from portal.safeguarding.watch import watched_minutes


def climb(session: Session, *, failed: Callable[[uuid.UUID, Exception], None] | None = None) -> int:
    """Tell every rung that is due, for every concern that nobody has. Returns how many people were told.

    `session` is `db.session` of a piece of work across settings. A rung that was told is told no second time, whoever
    else climbs at the same moment. One concern that cannot climb keeps no other from it, where `failed` is told of it.
    """
    waiting = session.scalars(
        sa.select(Concern)
        .where(Concern.taken_at.is_(None))
        .order_by(Concern.raised_at)
        .with_for_update(skip_locked=True)
    ).all()
    count = 0
    for concern in waiting:
        concern_id = concern.id
        try:
            with session.begin_nested():
                count += _climb(session, concern)
        except Exception as error:
            if failed is None:
                raise
            failed(concern_id, error)
    return count


def _climb(session: Session, concern: Concern) -> int:
    times, term_dates = finding.find_watch(session, concern.setting_id)
    about = session.scalars(sa.select(ConcernAbout.person_id).where(ConcernAbout.concern_id == concern.id))
    steps, staff = finding.find_ladder(session, concern, about)
    missing = _missing(due(_minutes(concern, times, term_dates), steps), set(_told(session, concern)))
    if not missing:
        return 0
    count = 0
    for rung, number in missing:
        people = told_again(steps, staff) if number else told_on(rung, steps, staff)
        count += tell(concern, finding.find_people(session, people), rung=rung, round_=number)
    return count


def _missing(wanted: list[tuple[int, int]], told: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Every rung that was missed; of the rounds of the last one only the newest, and none that is older than one told.

    A worker that was away for a day does not tell everybody a hundred times.
    """
    rungs = [one for one in wanted if not one[1] and one not in told]
    newest = wanted[-1:] if wanted and wanted[-1][1] else []
    return rungs + [one for one in newest if one[1] > max((number for _, number in told), default=0)]


def _minutes(concern: Concern, times: list[MonitoredTime], term_dates: list[TermDate]) -> float:
    """Monitored minutes that count: from the beginning, or for "today" from the end of the child's session."""
    since: datetime = concern.raised_at
    if concern.level is Level.TODAY and concern.session_ends_at:
        since = max(since, concern.session_ends_at)
    return watched_minutes(since, clock.now(), times, term_dates)


def _told(session: Session, concern: Concern) -> Iterator[tuple[int, int]]:
    notices = sa.select(ConcernNotice.rung, ConcernNotice.round).where(ConcernNotice.concern_id == concern.id)
    for notice in session.execute(notices.distinct()):
        yield notice.rung, notice.round
