"""Sessions to which somebody said that a pupil cannot come, as far as the viewer may know of it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import CantCome, Person, Pupil, WhyNot


@dataclass(frozen=True)
class NotComing:
    """That somebody said it: `is_own` is whether the viewer did. Who and why are for staff, and for who said it."""

    id: uuid.UUID
    is_own: bool
    why: WhyNot
    first_name: str
    is_young: bool


NotComings = dict[tuple[uuid.UUID, date], NotComing]


def list_not_coming(pupil_ids: Sequence[uuid.UUID], from_on: date, until_on: date, *, viewer: Viewer) -> NotComings:
    """By session and day: what stands there, one's own first, else what was said first. One statement."""
    rows = (
        sa.select(CantCome, Person.first_name, Pupil.person_id)
        .join(Pupil, Pupil.id == CantCome.pupil_id)
        .outerjoin(Person, Person.id == CantCome.person_id)
        .where(
            CantCome.pupil_id.in_(pupil_ids),
            CantCome.on.between(from_on, until_on),
            CantCome.taken_back_at.is_(None),
            CantCome.setting_id == viewer.setting_id,
        )
        .order_by(sa.case((CantCome.person_id == viewer.person_id, 0), else_=1), CantCome.said_at, CantCome.id)
    )
    found: NotComings = {}
    for row, name, young_id in db.session.execute(rows):
        is_own, is_young = row.person_id == viewer.person_id, row.person_id == young_id
        found.setdefault((row.session_id, row.on), NotComing(row.id, is_own, row.why, name or "", is_young))
    return found
