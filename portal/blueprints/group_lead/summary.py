"""What Today may know: how much waits in the groups that somebody runs."""

from dataclasses import dataclass

import sqlalchemy as sa

from portal import clock
from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.database import db
from portal.grouping.leading import is_facilitator
from portal.models import GroupDate, GroupMember, GroupPost, GroupReport
from portal.visibility.asker import asker_of
from portal.visibility.groups_led import led_group_ids


@dataclass(frozen=True)
class Runs:
    """For whoever runs groups (`runs`): posts to read, which of these are late, reports, who asks, meetings today."""

    runs: bool = False
    to_read: int = 0
    late: int = 0
    reports: int = 0
    asked: int = 0
    today: int = 0


def summarise(*, viewer: Viewer) -> Runs:
    """One statement for whoever runs groups; none for anybody else."""
    if Permission.GROUPS_LEAD not in viewer.permissions:
        return Runs()
    led, now = led_group_ids(asker_of(viewer)), clock.now()

    def number(model: type, *conditions: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
        return sa.select(sa.func.count(model.id)).where(model.group_id.in_(led), *conditions).scalar_subquery()  # type: ignore[attr-defined]

    unread = (GroupPost.read_at.is_(None), GroupPost.withdrawn_at.is_(None))
    waits = (GroupMember.joined_at.is_(None), GroupMember.left_at.is_(None), GroupMember.held_at.is_(None))
    today = clock.london(now).replace(hour=0, minute=0, second=0, microsecond=0)
    of_today = (GroupDate.ends_at >= now, GroupDate.starts_at < today.replace(hour=23, minute=59))
    row = db.session.execute(
        sa.select(
            number(GroupPost, *unread),
            number(GroupPost, *unread, GroupPost.due_at <= now),
            number(GroupReport, GroupReport.looked_at.is_(None)),
            # A parent who helps to run it sees nothing of whoever asks.
            number(GroupMember, *waits) if is_facilitator(viewer=viewer) else sa.literal(0),
            number(GroupDate, GroupDate.cancelled_at.is_(None), *of_today),
        )
    ).one()
    return Runs(True, *row)
