"""A year of concerns (reliability.md check 54): nights, weekends, holidays, leave, clock changes, adults it is about.

Every rung has a notice to somebody who is there within a minute of its time; what is right is counted here minute by
minute, not with the code that is asked.
"""

import random
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import clock
from portal.database import SYSTEM, db
from portal.models import Absence, Concern, DayKind, Level, MonitoredTime, TermDate
from tests.cast import person, setting
from tests.factories.concerns import climbed, raised, told
from tests.factories.timetable import keep, session

SEED, CONCERNS = 54, 150
FIRST = datetime(2026, 9, 2, 7, tzinfo=UTC)
LADDER = ("byrne", "khan", "rees", "okoro")
HOLIDAYS = (("2026-10-26", "2026-10-30"), ("2026-12-19", "2027-01-03"), ("2027-02-15", "2027-02-19"),
            ("2027-03-26", "2027-04-11"), ("2027-05-31", "2027-06-04"))  # fmt: skip
AFTER = {Level.NOW: (0, 5, 10), Level.TODAY: (0, 1, 10)}
ROUNDS = 2
# Somebody watches at school, and in the nights in which the clocks change.
WATCHED = [(day, time(8, 30), time(16)) for day in range(5)] + [(6, time(0, 30), time(3, 30))]


def is_open(day: date) -> bool:
    return date(2026, 9, 1) <= day <= date(2027, 7, 21) and not any(
        date.fromisoformat(first) <= day <= date.fromisoformat(last) for first, last in HOLIDAYS
    )


def is_watched(moment: datetime) -> bool:
    here = clock.london(moment)
    return is_open(here.date()) and any(
        here.weekday() == day and starts <= here.time() < ends for day, starts, ends in WATCHED
    )


def after_watched(since: datetime, minutes: int) -> datetime:
    """The moment at which so many watched minutes are over."""
    moment = since
    while minutes:
        moment += timedelta(minutes=1)
        minutes -= is_watched(moment - timedelta(minutes=1))
    return moment


def a_year_is_planned(chance: random.Random) -> dict[str, set[date]]:
    """The calendar, the watched hours, Maya's days, and leave; who is away when."""
    leave: dict[str, set[date]] = {slug: set() for slug in LADDER}
    with db.work(SYSTEM, reason="a drill plans a year") as rows:
        term = (DayKind.TERM, "2026-09-01", "2027-07-21")
        for kind, first, last in [term, *((DayKind.HOLIDAY, *both) for both in HOLIDAYS)]:
            days = {"from_on": date.fromisoformat(first), "until_on": date.fromisoformat(last)}
            rows.add(TermDate(setting_id=setting(), kind=kind, **days))
        rows.add_all(MonitoredTime(setting_id=setting(), weekday=d, starts=s, ends=e) for d, s, e in WATCHED)
        keep(rows, *(session("maya", weekday=day, starts="9:30", ends="14:30") for day in range(5)))
        for number in range(120):
            slug, first_on = chance.choice(LADDER), FIRST.date() + timedelta(days=number * 3 + chance.randrange(3))
            days = [first_on + timedelta(days=more) for more in range(chance.randrange(1, 8))]
            leave[slug] |= set(days)
            rows.add(Absence(setting_id=setting(), person_id=person(slug), from_on=days[0], until_on=days[-1]))
    return leave


def moments(chance: random.Random) -> Iterator[datetime]:
    """Through the year: by day, by night, and right before the clocks change."""
    dates = sorted(FIRST + timedelta(minutes=chance.randrange(315 * 24 * 60)) for _ in range(CONCERNS - 2))
    yield from sorted([*dates, datetime(2026, 10, 25, 0, 55, tzinfo=UTC), datetime(2027, 3, 28, 0, 55, tzinfo=UTC)])


def begins(moment: datetime, level: Level) -> datetime:
    """From when a concern of Maya's counts: for "today", from the end of her session."""
    here = clock.london(moment)
    in_session = here.weekday() < 5 and is_open(here.date()) and time(9, 30) <= here.time() < time(14, 30)
    if level is Level.NOW or not in_session:
        return moment
    return here.replace(hour=14, minute=30, second=0).astimezone(UTC)


def is_taken(concern_id: uuid.UUID) -> None:
    with db.work(SYSTEM, reason="somebody has it") as rows:
        rows.execute(sa.update(Concern).where(Concern.id == concern_id).values(taken_at=clock.now()))


def test_nobody_is_past_their_rung_without_a_notice(
    app: Flask, monkeypatch: pytest.MonkeyPatch, figure: Callable[[str], None]
) -> None:
    def at(moment: datetime) -> None:
        # In UTC: on a clock in London, the night of autumn has one hour twice.
        shift = moment - datetime.now(UTC)
        monkeypatch.setattr(clock, "offset", lambda: shift)

    chance = random.Random(SEED)
    leave = a_year_is_planned(chance)
    rungs = early = unseen = wrong = 0
    for moment in moments(chance):
        level = chance.choice(list(Level))
        about = frozenset(chance.sample(LADDER, chance.choice((0, 0, 0, 1, 2, 4))))
        at(moment)
        concern_id = raised("maya", level=level, about=frozenset(person(slug) for slug in about))
        since, times = begins(moment, level), AFTER[level]
        due = [(after_watched(since, after), rung, 0) for rung, after in enumerate(times) if after]
        due += [(after_watched(since, times[-1] + 10 * number), 2, number) for number in range(1, ROUNDS + 1)]
        for when, rung, round_ in [(moment, 0, 0), *due]:
            if rung:
                at(when - timedelta(seconds=10))
                climbed()
                early += bool(told(concern_id, rung, round_))
                at(when + timedelta(seconds=45))
                climbed()
            here = {slug for slug in LADDER if clock.today() not in leave[slug]} - about
            people = told(concern_id, rung, round_)
            rungs += 1
            unseen += not people
            wrong += bool(people & about) or bool(here and not people - {s for s in LADDER if s not in here})
        is_taken(concern_id)
    kind = db.engine.dialect.name
    figure(
        f"{kind}: a year, {CONCERNS} concerns (seed {SEED}): past their rung without a notice {unseen} of {rungs}; "
        f"too early {early}; to somebody it is about, or only to people on leave, {wrong}"
    )
    assert (unseen, early, wrong) == (0, 0, 0)
    assert rungs == CONCERNS * (3 + ROUNDS)
