"""Part-time timetables end, in calendars of every kind: on the very next day each child has somewhere to go, or a
member of staff was told that they have not (issue 4: "ended part-time timetables with no next day", 0).

What should be is worked out here from the rows that went in, day by day, and not by the rules of the portal.
"""

import random
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import clock
from portal.cli.telling import Teller
from portal.config import Settings
from portal.models import DayKind, OutboxItem, PartTime, WayTelling
from portal.returning.telling import GAP
from tests.factories.endings import DAYS, FIRST_END, Ending, many
from tests.support.mail import StartWorker, until
from tests.support.portal import Look
from tests.support.time import SetTime

SETTINGS, IN_EACH = 12, 6
ENDED = sa.select(PartTime.id).where(PartTime.ended_at.is_not(None))
TOLD = sa.select(WayTelling.about_id).where(WayTelling.what == GAP)


def is_open(on: date, one: Ending) -> bool:
    """A weekday on which the setting is open: in a term, where it knows terms, and neither holiday nor closed."""
    kinds = {kind for kind, from_on, until_on in one.calendar if from_on <= on <= until_on}
    knows_terms = any(kind is DayKind.TERM for kind, _from_on, _until_on in one.calendar)
    in_term = DayKind.TERM in kinds or not knows_terms
    return on.weekday() < 5 and in_term and not kinds & {DayKind.HOLIDAY, DayKind.CLOSED}


def next_day(one: Ending) -> date | None:
    """The first open day after the end; None when the calendar has none in a year."""
    after = (one.ends_on + timedelta(days=number) for number in range(1, 401))
    return next((on for on in after if is_open(on, one)), None)


def has_somewhere(one: Ending, today: date) -> bool:
    """True when the child has a next day, and on it an offer, or a session that takes place by today."""
    on = next_day(one)
    if on is None or one.is_offered:
        return on is not None
    days = ((on + timedelta(days=number)) for number in range((max(on, today) - on).days + 1))
    return any(each.weekday() == one.weekday and is_open(each, one) for each in days)


@pytest.mark.usefixtures("app")
def test_nobody_is_left_without_a_next_day_unseen(
    settings: Settings, look: Look, the_time_is: SetTime, figure: Callable[[str], None]
) -> None:
    endings = many(SETTINGS, IN_EACH, random.Random(4))
    teller, left = Teller(settings.data_folder), set[uuid.UUID]()
    forgotten = set[uuid.UUID]()
    for number in range(1, DAYS + 12):
        today = FIRST_END + timedelta(days=number)
        the_time_is(f"{today} 08:00")
        teller.tell_once()
        over = [one for one in endings if one.ends_on < today]
        left |= {one.part_time_id for one in over if not has_somewhere(one, today)}
        forgotten |= left - set(look(TOLD))
        assert {one.part_time_id for one in over} <= set(look(ENDED)), today
    days = {one.id: one.full_time_on for one in look(sa.select(PartTime))}
    without = sum(next_day(one) is None for one in endings)
    figure(
        f"{settings.database_url.split(':', 1)[0]}: part-time timetables that ended, in {SETTINGS} calendars: "
        f"{len(endings)}; with no next day and nobody told: {len(forgotten)} of {len(endings)} "
        f"(told of {len(left)} with nowhere to go, {without} of them without any open day)"
    )
    assert len(left) > 10
    assert without > 0
    assert forgotten == set()
    assert set(look(TOLD)) == left, "somebody was told of a child who has somewhere to go"
    assert days == {one.part_time_id: next_day(one) for one in endings}
    letters = sa.select(OutboxItem.person_id).where(OutboxItem.letter == "to_do")
    assert set(look(letters)) >= {who for one in endings if one.part_time_id in left for who in one.staff}


def test_the_worker_itself_sees_them_end(
    app: Flask, settings: Settings, look: Look, start_worker: StartWorker, figure: Callable[[str], None]
) -> None:
    endings = many(3, IN_EACH, random.Random(5))
    last = max(one.ends_on for one in endings)
    morning = datetime.combine(last + timedelta(days=1), datetime.min.time(), clock.LONDON).replace(hour=9)
    (settings.data_folder / "clock").write_text(str(int((morning - datetime.now(UTC)).total_seconds())))
    start_worker(settings)
    until(lambda: len(look(ENDED)) == len(endings), within=120)
    left = {one.part_time_id for one in endings if not has_somewhere(one, morning.date())}
    until(lambda: set(look(TOLD)) == left, within=60)
    figure(f"{settings.database_url.split(':', 1)[0]}, the worker as a process: {len(endings)} ended, told {len(left)}")
    assert app
