"""Inviting a carer, putting an invitation away, and saying what keeps somebody from coming."""

import uuid

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.groups.queries.inviting import find_sent_before, list_own_of
from portal.database import db
from portal.grouping.settling import list_held_invites, lock_group, settle
from portal.models import GroupBarrier, GroupInvite, GroupMember, Person, WhyNotYet
from portal.outbox import notify
from portal.returning.everybody import columns_of


def invite(group_id: uuid.UUID, person: Person, number: uuid.UUID, *, by: Viewer) -> None:
    """Invite a carer by a message: a notice that says nothing of it, and a line on their page of groups.

    Whoever invites hears the same, whether the carer is in the group, may come, or must not just now. The same form
    sent twice is one. NoResultFound (shown as 404) for a group that is not to be found.
    """
    group = lock_group(group_id, by=by)
    if find_sent_before(number, viewer=by) is not None:
        return
    if columns_of(sa.select(GroupInvite.id, GroupInvite.by_id).where(GroupInvite.client_id == number)):
        raise NoResultFound  # the number of somebody else's form
    row = GroupInvite(id=uuid.uuid4(), setting_id=by.setting_id, group_id=group_id, person_id=person.id)
    row.by_id, row.client_id, row.invited_at = by.person_id, number, clock.now()
    db.session.add(row)
    settle(group)
    if not _is_there(row) and row.id not in list_held_invites([group_id], by.setting_id):
        notify(person, event_key=f"invited to a group {row.id}")
    audit.record(audit.Event.GROUPS_INVITED, by=by, person=person.id)


def put_away(group_id: uuid.UUID, *, by: Viewer) -> None:
    """They do not want to be asked again about this group; twice is once."""
    group = lock_group(group_id, by=by)
    for row in list_own_of(group_id, viewer=by):
        row.put_away_at = clock.now()
    settle(group)


def say_barrier(group_id: uuid.UUID, why: WhyNotYet, number: uuid.UUID, *, is_named: bool, by: Viewer) -> None:
    """What keeps somebody from coming: a count, or with their name if they wish so. The same form sent twice is one.

    The record keeps no line of it: a count is nobody's.
    """
    lock_group(group_id, by=by)
    if columns_of(sa.select(GroupBarrier.id, GroupBarrier.why).where(GroupBarrier.client_id == number)):
        return
    row = GroupBarrier(setting_id=by.setting_id, group_id=group_id, why=why, client_id=number, said_at=clock.now())
    row.person_id = by.person_id if is_named else None
    db.session.add(row)


def _is_there(row: GroupInvite) -> bool:
    rows = sa.select(GroupMember.id, GroupMember.person_id).where(
        GroupMember.group_id == row.group_id, GroupMember.person_id == row.person_id, GroupMember.left_at.is_(None)
    )
    return bool(columns_of(rows))
