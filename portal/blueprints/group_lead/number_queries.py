"""The groups of a setting with their numbers of a month."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal.access.viewer import Viewer
from portal.database import db
from portal.grouping.counting import Counted, count_month
from portal.models import Group


def list_counted(month: date, *, viewer: Viewer) -> list[tuple[Group, Counted]]:
    """Every group of the setting, also one that was closed since, the oldest first."""
    rows = sa.select(Group).where(Group.setting_id == viewer.setting_id).options(selectinload(Group.words))
    groups = db.session.scalars(rows.order_by(Group.made_at, Group.id)).all()
    counted = count_month(month, [(group.id, group.kind) for group in groups], viewer.setting_id)
    return list(zip(groups, counted, strict=True))
