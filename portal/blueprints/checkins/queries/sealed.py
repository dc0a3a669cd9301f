"""What is read for something that a phone sealed."""

import uuid
from collections.abc import Collection
from datetime import timedelta

import sqlalchemy as sa

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import CheckIn, SafetyAnswer


def count_from_phone(within: timedelta, *, viewer: Viewer) -> int:
    """How many check-ins came from a phone without signal lately."""
    rows = sa.select(sa.func.count(CheckIn.id)).where(
        CheckIn.person_id == viewer.person_id, CheckIn.body_hash != "", CheckIn.begun_at > clock.now() - within
    )
    return db.session.scalar(rows) or 0


def find_where(number: uuid.UUID, *, viewer: Viewer) -> str | None:
    """The place that is kept under this number. Read beside their own transaction, as below."""
    rows = sa.select(SafetyAnswer.where).where(SafetyAnswer.id == number, SafetyAnswer.person_id == viewer.person_id)
    with db.own_look(viewer.setting_id) as session:
        return session.scalar(rows)


def count_safety_answers(numbers: Collection[uuid.UUID], *, viewer: Viewer) -> int:
    """How many of these are kept. Read beside their own transaction: they cannot see them."""
    rows = sa.select(sa.func.count(SafetyAnswer.id))
    mine = rows.where(SafetyAnswer.id.in_(numbers), SafetyAnswer.person_id == viewer.person_id)
    with db.own_look(viewer.setting_id) as session:
        return session.scalar(mine) or 0
