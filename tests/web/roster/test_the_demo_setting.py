"""The demo setting is a roster like any other: it comes in with the importer, whatever day it is."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import migrating, roster
from portal.database import SYSTEM, db
from portal.models import (
    Contact,
    Person,
    Pupil,
    Relationship,
    RoleHolding,
    SessionChange,
    Setting,
    Site,
    TermDate,
    TimetableSession,
    Way,
)
from portal.roster.demo import build_demo
from tests.cast import PEOPLE

TUESDAY = date(2026, 11, 24)
A_WEEK = [TUESDAY + timedelta(days=number) for number in range(7)]


@pytest.fixture
def session(empty_db_url: str) -> Iterator[Session]:
    """The demo on a Tuesday, and a session that sees all of it."""
    migrating.upgrade(empty_db_url)
    build_demo(empty_db_url, TUESDAY)
    with db.work(SYSTEM, reason="a test looks") as session:
        yield session
    db.stop()


def test_the_whole_cast_is_there_under_its_slugs(session: Session) -> None:
    held: dict[str, set[Any]] = {person: set() for person in session.scalars(sa.select(Person.external_id))}
    roles = sa.select(Person.external_id, RoleHolding.role).join(RoleHolding, RoleHolding.person_id == Person.id)
    for slug, role in session.execute(roles):
        held[slug].add(role)
    assert {slug: set(row[4]) for slug, row in PEOPLE.items()}.items() <= held.items()


def test_a_no_contact_father_was_given_everything_and_the_order_alone_stops_it(session: Session) -> None:
    row = session.scalars(sa.select(Relationship).where(Relationship.external_id == "dan-maya")).one()
    assert (row.contact, row.sees_timetable, row.sees_plan) == (Contact.NONE, True, True)


def test_quinn_is_in_a_setting_of_her_own(session: Session) -> None:
    quinn, maya = (
        session.scalars(sa.select(Person).where(Person.external_id == slug)).one() for slug in ("quinn", "maya")
    )
    assert quinn.setting_id != maya.setting_id
    assert session.scalar(sa.select(sa.func.count(Pupil.id)).where(Pupil.setting_id == quinn.setting_id)) == 1


def test_both_sites_are_taught_at(session: Session) -> None:
    taught_at = set(session.scalars(sa.select(TimetableSession.site_id).where(TimetableSession.site_id.is_not(None))))
    assert set(session.scalars(sa.select(Site.id))) == taught_at


def test_every_way_of_teaching_is_in_it(session: Session) -> None:
    assert set(session.scalars(sa.select(TimetableSession.way))) == set(Way)


def test_a_second_import_changes_nothing(session: Session) -> None:
    session.commit()
    again = build_demo(None, TUESDAY)
    assert [(len(plan.added), len(plan.changed), plan.kept) for plan in again.plans] == [(0, 0, []), (0, 0, [])]


def test_it_comes_in_on_every_day_of_the_week_and_says_what_is_different(empty_db_url: str) -> None:
    migrating.upgrade(empty_db_url)
    db.start(empty_db_url)
    for today in A_WEEK:
        build_demo(None, today)
        with db.work(SYSTEM, reason="a test looks") as session:
            maya = SessionChange.session_id.in_(
                sa.select(TimetableSession.id).where(TimetableSession.external_id.like("maya-sam-%"))
            )
            days = session.scalars(sa.select(SessionChange.on).where(maya)).all()
            closed = session.scalars(sa.select(TermDate.from_on).where(TermDate.external_id == "training-day")).one()
        assert today in days or today.weekday() >= 5
        assert 0 < (closed - today).days <= 12
    db.stop()


def test_the_command_says_it_in_one_table_a_setting(session: Session) -> None:
    session.commit()
    words = "\n".join(roster.lines(build_demo(None, TUESDAY)))
    assert words.count("relationships.csv") == session.scalar(sa.select(sa.func.count(Setting.id))) == 2
    assert "leila@family.example" not in words
