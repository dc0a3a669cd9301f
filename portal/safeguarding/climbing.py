"""Climbing: the worker tells the next rung while nobody has a concern. Asked every few seconds; it never forgets."""

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.models import Concern, ConcernAbout, ConcernNotice, Level, MonitoredTime, TermDate
from portal.safeguarding import finding
from portal.safeguarding.ladder import due, told_on
from portal.safeguarding.telling import tell
from portal.safeguarding.watch import watched_minutes

# Rounds of the last rung in one sweep: a worker that was away for a day does not tell everybody a hundred times.
MOST_ROUNDS = 1


def climb(session: Session) -> int:
    """Tell every rung that is due, for every concern that nobody has. Returns how many people were told.

    `session` is `db.session` of a piece of work across settings. A rung that was told is told no second time.
    """
    waiting = session.scalars(
        sa.select(Concern)
        .where(Concern.taken_at.is_(None))
        .order_by(Concern.raised_at)
        .with_for_update(skip_locked=True)
    )
    return sum(_climb(session, concern) for concern in waiting)


def _climb(session: Session, concern: Concern) -> int:
    times, term_dates = finding.find_watch(session, concern.setting_id)
    steps = finding.find_steps(session, concern.setting_id, concern.level)
    told = set(_told(session, concern))
    missing = [one for one in due(_minutes(concern, times, term_dates), steps) if one not in told]
    if not missing:
        return 0
    about = session.scalars(sa.select(ConcernAbout.person_id).where(ConcernAbout.concern_id == concern.id))
    staff = finding.find_staff(session, concern.setting_id, concern.pupil_id, about)
    count = 0
    # Rungs that were missed are told all; of the rounds of the last one, the newest.
    rounds = [one for one in missing if one[1]][-MOST_ROUNDS:]
    for rung, number in [one for one in missing if not one[1]] + rounds:
        count += tell(concern, finding.find_people(session, told_on(rung, steps, staff)), rung=rung, round_=number)
    return count


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
