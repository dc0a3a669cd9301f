"""A group, held while somebody comes into it or goes; and who of those that asked is kept back unseen."""

import uuid
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.grouping.apart import Comer, Pair, find_pairs, whom_to_hold
from portal.grouping.coming import still_to_come
from portal.models import Group, GroupComing, GroupInvite, GroupLeader, GroupMember, Relationship
from portal.returning.everybody import all_of, columns_of
from portal.visibility import relationship_is_open


def lock_group(group_id: uuid.UUID, *, by: Viewer) -> Group:
    """The group, held until this transaction ends: two who come at once come one after the other.

    NoResultFound (shown as 404) when it is not theirs to find, or closed.
    """
    rows = sa.select(Group).where(Group.id == group_id, Group.setting_id == by.setting_id, Group.closed_at.is_(None))
    held = rows.with_for_update(of=Group).execution_options(populate_existing=True)
    return db.session.scalars(held).one()


def lock_groups(setting_id: uuid.UUID) -> Sequence[Group]:
    """All groups of a setting that are not closed, held in one order until this transaction ends."""
    rows = sa.select(Group).where(Group.setting_id == setting_id, Group.closed_at.is_(None)).order_by(Group.id)
    return all_of(rows.with_for_update(of=Group)).all()


def settle(group: Group, *, pairs: frozenset[Pair] | None = None) -> int:
    """Hold back whoever must not come in as things stand, and let whoever is free be seen again. The caller holds it.

    Returns how many are seen again.

    Called after everything that changes who is there: asking, coming in, leaving, an invitation, a pair, who runs it.
    """
    db.session.flush()
    theirs = sa.select(GroupMember).where(GroupMember.group_id == group.id, GroupMember.left_at.is_(None))
    members = all_of(theirs.execution_options(populate_existing=True)).all()
    asked = [Comer(one.id, one.person_id, one.joined_at or one.asked_at, one.joined_at is not None) for one in members]
    known = find_pairs(group.setting_id) if pairs is None else pairs
    held = whom_to_hold([*asked, *list_invited(group.id)], list_leading(group.id), known)
    free = [one for one in members if one.held_at is not None and one.id not in held]
    for one in free:
        one.held_at = None
    for one in members:
        if one.joined_at is None and one.id in held and one.held_at is None:
            hold(one)
    db.session.flush()
    return len(free)


def settle_where_somebody_waits(session: Session) -> int:
    """See again whoever is free because access ended, a day passed or an order went. For the worker, across settings.

    A group that somebody holds just now is looked at the next time. Returns how many are seen again.
    """
    waits = sa.exists().where(
        GroupMember.group_id == Group.id, GroupMember.held_at.is_not(None), GroupMember.left_at.is_(None)
    )
    rows = sa.select(Group).where(Group.closed_at.is_(None), waits).order_by(Group.id)
    groups = session.scalars(rows.with_for_update(of=Group, skip_locked=True)).all()
    return sum(settle(group) for group in groups)


def hold(member: GroupMember) -> None:
    """Keep somebody back unseen: they wait as on the first day, and come to no date."""
    member.joined_at, member.held_at = None, clock.now()
    cancel_dates(member)


def cancel_dates(member: GroupMember) -> None:
    """They come to no date of this group any more; whoever waits for the place gets it in turn."""
    for coming in all_of(sa.select(GroupComing).where(*still_to_come(member.group_id, member.person_id))):
        coming.cancelled_at = clock.now()


def leads_on(day: date) -> sa.ColumnElement[bool]:
    """The condition on `GroupLeader` for somebody who runs a group on this day."""
    return sa.and_(
        GroupLeader.ended_at.is_(None),
        GroupLeader.from_on <= day,
        sa.or_(GroupLeader.until_on.is_(None), GroupLeader.until_on >= day),
    )


def list_leading(group_id: uuid.UUID) -> list[uuid.UUID]:
    """Who runs a group, now or from a day that comes."""
    goes_on = sa.or_(GroupLeader.until_on.is_(None), GroupLeader.until_on >= clock.today())
    rows = sa.select(GroupLeader.person_id).where(
        GroupLeader.group_id == group_id, GroupLeader.ended_at.is_(None), goes_on
    )
    return [row[0] for row in columns_of(rows)]


def list_invited(group_id: uuid.UUID) -> list[Comer]:
    """Who was invited, has not put it away, and may still come."""
    may_come = sa.select(Relationship.person_id).where(relationship_is_open(clock.today()))
    rows = sa.select(GroupInvite.id, GroupInvite.person_id, GroupInvite.invited_at).where(
        GroupInvite.group_id == group_id, GroupInvite.put_away_at.is_(None), GroupInvite.person_id.in_(may_come)
    )
    return [Comer(*row) for row in columns_of(rows)]


def list_held_invites(group_ids: Sequence[uuid.UUID], setting_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """The ids of the invitations to these groups that nobody sees for now."""
    pairs = find_pairs(setting_id) if group_ids else frozenset()
    held: frozenset[uuid.UUID] = frozenset()
    for group_id in group_ids:
        rows = sa.select(GroupMember.id, GroupMember.person_id, GroupMember.joined_at, GroupMember.asked_at).where(
            GroupMember.group_id == group_id, GroupMember.left_at.is_(None)
        )
        asked = [Comer(row[0], row[1], row[2] or row[3], row[2] is not None) for row in columns_of(rows)]
        held |= whom_to_hold([*asked, *list_invited(group_id)], list_leading(group_id), pairs)
    return held
