"""Returns of the cast in a test's database: since when a child is there full time, and what is asked of whom."""

import uuid
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from portal import clock
from portal.database import SYSTEM, db
from portal.models import Contact, FollowUp, HowItGoes, Placement, Relationship, Voice, WayBack
from portal.returning.following import ask_after_returns
from tests import cast
from tests.factories.ways import way_of

TODAY = date(2026, 11, 24)


def returned(slug: str, on: date) -> uuid.UUID:
    """A child is there full time since a day. Returns the id of the plan."""
    way_id = way_of(slug)
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(WayBack, way_id).returned_on = on
    return way_id


def asked_today(today: date = TODAY) -> int:
    """The worker puts the questions that are due."""
    with db.work(cast.setting(), reason="a test"):
        return ask_after_returns(cast.setting(), today)


def question_of(slug: str, child: str) -> uuid.UUID:
    """The newest question that somebody was asked about a child."""
    rows = sa.select(FollowUp.id).where(FollowUp.person_id == cast.person(slug), FollowUp.pupil_id == cast.pupil(child))
    with db.work(SYSTEM, reason="a test") as session:
        return session.scalars(rows.order_by(FollowUp.due_on.desc()).limit(1)).one()


def said(slug: str, child: str, weeks_ago: int, going: HowItGoes | None, voice: Voice, **facts: Any) -> None:
    """What somebody said some weeks before today's question; None: it was passed over."""
    of = {"setting_id": cast.setting(), "pupil_id": cast.pupil(child), "way_id": way_of(child)}
    on = TODAY - timedelta(weeks=weeks_ago)
    row = FollowUp(person_id=cast.person(slug), voice=voice, due_on=on, going=going, answered_at=clock.now(), **of)
    for name, value in facts.items():
        setattr(row, name, value)
    with db.work(SYSTEM, reason="a test") as session:
        session.add(row)


def placement_ended(slug: str, on: date) -> None:
    """A placement is over."""
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(Placement).where(Placement.pupil_id == cast.pupil(slug)).values(ended_on=on))


def contact_ended(adult: str, child: str) -> None:
    """An adult has no contact with a child any more."""
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, cast.relationship(adult, child)).contact = Contact.NONE
