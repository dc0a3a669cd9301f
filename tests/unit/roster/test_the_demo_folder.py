"""The demo folder by itself: a week that could really happen, whatever day it is."""

from datetime import date, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from portal.models import DayKind
from portal.roster.demo import FOLDER, write_roster
from portal.roster.folder import Roster, read_folder
from portal.roster.kinds import KINDS

A_FORTNIGHT = [date(2026, 11, 23) + timedelta(days=number) for number in range(14)]
Session = dict[str, Any]


@pytest.fixture(params=A_FORTNIGHT, ids=lambda day: f"{day:%a %d %b}")
def demo(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[date, Roster]:
    """The demo as it is on a day."""
    write_roster(FOLDER, tmp_path, request.param)
    return request.param, read_folder(tmp_path)


def values(roster: Roster, kind: str) -> list[Session]:
    return [row.values for row in roster.contents[kind].rows]


def sessions_on(roster: Roster, day: date) -> list[Session]:
    """What happens on a day, with what is different."""
    changes = {row["session"]: row for row in values(roster, "session_changes") if row["on"] == day}
    there = []
    for session in values(roster, "sessions"):
        change = changes.get(session["id"], {})
        if session["weekday"] == day.weekday() and not change.get("is_cancelled"):
            there.append(session | {name: value for name, value in change.items() if value and name != "id"})
    return there


def test_it_can_be_read_and_says_nothing_strange(demo: tuple[date, Roster]) -> None:
    _today, roster = demo
    assert (roster.problems, roster.notices) == ([], [])
    assert set(roster.contents) == {kind.name for kind in KINDS}


def test_nobody_is_in_two_places_at_once(demo: tuple[date, Roster]) -> None:
    today, roster = demo
    for day in (today + timedelta(days=number) for number in range(7)):
        for who in ("staff", "pupil"):
            busy: dict[str, list[tuple[time, time]]] = {}
            for session in sessions_on(roster, day):
                busy.setdefault(session[who], []).append((session["starts"], session["ends"]))
            for name, times in busy.items():
                times.sort()
                apart = [first[1] <= second[0] for first, second in pairwise(times)]
                assert all(apart), f"{name} on {day:%A}: {times}"


def test_every_pupil_has_something_on_every_school_day(demo: tuple[date, Roster]) -> None:
    today, roster = demo
    monday = today - timedelta(days=today.weekday())
    everyone = {row["id"] for row in values(roster, "pupils")}
    for day in (monday + timedelta(days=number) for number in range(5)):
        those_with = {s["pupil"] for s in sessions_on(roster, day) if time(9) <= s["starts"] and s["ends"] <= time(15)}
        assert those_with == everyone


def test_it_is_term_three_weeks_before_and_after_and_closed_one_day_next_week(demo: tuple[date, Roster]) -> None:
    today, roster = demo
    dates = [row for row in values(roster, "term_dates") if row["setting"] == "orchard-row"]
    (closed,) = [row for row in dates if row["kind"] is DayKind.CLOSED]
    assert closed["reason"] == "The staff have a training day."
    assert (closed["from_on"] - (today - timedelta(days=today.weekday()))).days == 11
    (term,) = [
        row
        for row in dates
        if row["kind"] is DayKind.TERM and row["from_on"] <= today <= row["until_on"] + timedelta(3)
    ]
    assert (today - term["from_on"]).days >= 21
    assert (term["until_on"] - today).days >= 21


def test_a_change_is_on_the_next_school_day_and_another_is_later(demo: tuple[date, Roster]) -> None:
    today, roster = demo
    changes = {row["session"].partition("-")[0]: row for row in values(roster, "session_changes")}
    assert (changes["maya"]["staff"], changes["maya"]["starts"]) == ("anna", None)
    assert changes["maya"]["on"] == today if today.weekday() < 5 else today < changes["maya"]["on"]
    assert changes["maya"]["on"] < changes["jakub"]["on"] < changes["rohan"]["on"]
    assert changes["rohan"]["is_cancelled"]


def test_maya_gets_the_eleven_hours_she_was_promised(demo: tuple[date, Roster]) -> None:
    _today, roster = demo
    minutes = sum(
        (s["ends"].hour - s["starts"].hour) * 60 + s["ends"].minute - s["starts"].minute
        for s in values(roster, "sessions")
        if s["pupil"] == "maya"
    )
    promised = next(row["weekly_minutes"] for row in values(roster, "placements") if row["pupil"] == "maya")
    assert minutes == promised == 11 * 60


def test_no_real_address_can_be_reached(demo: tuple[date, Roster]) -> None:
    _today, roster = demo
    emails = [row["email"] for kind in ("staff", "carers") for row in values(roster, kind) if row["email"]]
    assert len(emails) > 15
    assert all(email.endswith(".example") for email in emails)
    phones = [row["phone"] for kind in ("settings", "staff", "carers") for row in values(roster, kind) if row["phone"]]
    assert all(phone.startswith(("01632 960", "07700 900")) for phone in phones)
