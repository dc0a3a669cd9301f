"""Whoever promised is reminded first: the school day before, once, without a name or a word; and what rooms may ask."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import DayKind, OutboxItem, Person, SectionKind
from portal.outbox import letters
from portal.returning.promises import list_promises_of, list_promises_to_keep, remind_of_promises
from tests import cast
from tests.factories.promises import promised
from tests.factories.timetable import days
from tests.factories.ways import agreed
from tests.support.portal import Look
from tests.support.time import SetTime
from tests.web.promises.conftest import AsViewer


def remind() -> int:
    with db.work(SYSTEM, reason="the worker reminds") as session:
        return remind_of_promises(session)


@pytest.mark.parametrize(
    ("due_on", "told"),
    [(date(2026, 11, 25), 1), (date(2026, 11, 26), 0), (date(2026, 11, 24), 1), (date(2026, 11, 2), 1)],
)
def test_the_owner_is_reminded_the_school_day_before(look: Look, due_on: date, told: int) -> None:
    promised(due_on=due_on)
    assert remind() == told
    assert [row.person_id for row in look(sa.select(OutboxItem))] == [cast.person("okoro")] * told


def test_never_twice(look: Look, the_time_is: SetTime) -> None:
    promised(due_on=date(2026, 11, 25))
    assert [remind() for _again in range(3)] == [1, 0, 0]
    the_time_is("2026-11-27 10:00")
    assert remind() == 0
    assert len(look(sa.select(OutboxItem))) == 1


def test_over_a_weekend_and_holidays_on_the_last_school_day(look: Look, the_time_is: SetTime) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.add(days(DayKind.HOLIDAY, date(2026, 11, 30), date(2026, 12, 4)))
    promised(due_on=date(2026, 12, 7))
    the_time_is("2026-11-26 10:00")
    assert remind() == 0
    the_time_is("2026-11-27 10:00")
    assert remind() == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"done_on": date(2026, 11, 23)},
        {"dropped_on": date(2026, 11, 23), "dropped_why": "Not any more."},
        {"owner_id": None, "owner_name": "Mrs Bell"},
    ],
)
def test_nobody_is_reminded_of_what_is_over_or_of_a_bare_name(look: Look, facts: dict[str, Any]) -> None:
    promised(**{"due_on": date(2026, 11, 25), **facts})
    assert remind() == 0
    assert look(sa.select(OutboxItem)) == []


def test_whoever_left_is_not_written_to(look: Look) -> None:
    promised(due_on=date(2026, 11, 25))
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(Person).where(Person.id == cast.person("okoro")).values(left_on=date(2026, 11, 1)))
    assert remind() == 0
    assert look(sa.select(OutboxItem)) == []


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_the_letter_names_nobody_and_says_no_word_of_it(look: Look, language: str) -> None:
    promised(due_on=date(2026, 11, 25))
    remind()
    [item] = look(sa.select(OutboxItem))
    letter = letters.render(item.letter, language, phone="01632 960 100")
    for secret in ("Maya", "quiet", "room", "Orchard", "Sam", "25"):
        assert secret not in letter.subject + letter.text
    assert item.sealed == ""


def test_a_room_asks_for_the_promises_of_a_section(as_viewer: AsViewer) -> None:
    school = agreed("maya", SectionKind.SCHOOL, "A quiet table.", is_for_school=True)
    promised(what="A table.", section_id=school)
    promised(what="Elsewhere.")
    for slug, found in (
        ("okoro", ["A table."]),
        ("leila", ["A table."]),
        ("hughes", ["A table."]),
        ("priya", []),
        ("dan", []),
    ):
        with as_viewer(slug) as viewer:
            assert [one.what for one in list_promises_of(school, viewer=viewer)] == found


def test_today_asks_for_what_somebody_has_to_keep(as_viewer: AsViewer) -> None:
    promised(what="Mine.", due_on=date(2026, 11, 24))
    promised(what="Mrs Bell's.", due_on=date(2026, 11, 20), owner_id=None, owner_name="Mrs Bell")
    promised(what="Ruth's.", due_on=date(2026, 11, 24), owner_id=cast.person("byrne"))
    promised(what="Next week.", due_on=date(2026, 12, 1))
    with as_viewer("okoro") as viewer:
        found = list_promises_to_keep(date(2026, 11, 25), 5, viewer=viewer)
        assert [promise.what for promise, _pupil in found] == ["Mrs Bell's.", "Mine."]
        assert {pupil.id for _promise, pupil in found} == {cast.pupil("maya")}
