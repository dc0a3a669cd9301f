"""Which parent groups somebody runs today, and whom they know by it. Core tables only, like the other conditions."""

from typing import Any

import sqlalchemy as sa

from portal.access.policy import RUNS_GROUPS, Role
from portal.models import GroupBarrier, GroupLeader, GroupMember
from portal.visibility.asker import Asker

_leader, _member, _barrier = GroupLeader.__table__, GroupMember.__table__, GroupBarrier.__table__


def led_group_ids(asker: Asker) -> sa.Select[Any]:
    """The ids of the groups that somebody runs today, as a subquery; of none without a role for it."""
    row = _leader.c
    if not asker.roles & RUNS_GROUPS:
        return sa.select(row.group_id).where(sa.false())
    return sa.select(row.group_id).where(
        row.person_id == asker.person_id,
        row.setting_id == asker.setting_id,
        row.ended_at.is_(None),
        row.from_on <= asker.today,
        sa.or_(row.until_on.is_(None), row.until_on >= asker.today),
    )


def members_led(asker: Asker) -> sa.CompoundSelect[Any] | sa.Select[Any]:
    """The ids of the people who belong to these groups, or asked to, or wished in the last six weeks to be named with
    what keeps them from coming. A parent who helps to run one knows chosen names only, and none of these."""
    row, why = _member.c, _barrier.c
    if Role.FACILITATOR not in asker.roles:
        return sa.select(row.person_id).where(sa.false())
    belong = sa.select(row.person_id).where(
        row.group_id.in_(led_group_ids(asker)), row.held_at.is_(None), row.left_at.is_(None)
    )
    # A day against a moment: the databases compare them, the column's own type would refuse the day.
    lately = sa.type_coerce(why.said_at, sa.Date()) >= asker.six_weeks_ago
    named = sa.select(why.person_id).where(why.group_id.in_(led_group_ids(asker)), why.person_id.is_not(None), lately)
    return sa.union_all(belong, named)
