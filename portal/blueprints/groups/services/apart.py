"""Keeping two people apart, taking one of them out, and ending that: seen by the safeguarding lead alone."""

import uuid

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.groups.queries.apart import list_together
from portal.database import db
from portal.grouping.settling import hold, lock_groups, settle
from portal.models import GroupApart, GroupLeader, GroupMember, WhyApart
from portal.returning.everybody import all_of


class WhoLeavesError(Exception):
    """Both are in one group: the lead says who leaves first."""


def keep_apart(
    one: uuid.UUID,
    other: uuid.UUID,
    *,
    why: WhyApart,
    words: str,
    leaves: uuid.UUID | None,
    by: Viewer,
) -> None:
    """Put two people on the list; whoever `leaves` waits unseen in every group where both are. A pair is one row.

    WhoLeavesError when both are in a group and nobody was chosen; nothing is kept then.
    """
    groups = lock_groups(by.setting_id)
    first, second = sorted((one, other))
    both = _in_both(first, second, by.setting_id)
    if both and leaves is None:
        raise WhoLeavesError
    for row in both:
        if row.person_id == leaves and isinstance(row, GroupMember):
            hold(row)
        elif row.person_id == leaves and isinstance(row, GroupLeader):
            row.ended_at = clock.now()
    known = sa.select(GroupApart.id).where(
        GroupApart.person_id == first, GroupApart.other_id == second, GroupApart.ended_at.is_(None)
    )
    if db.session.scalar(known) is None:
        facts = {"why": why, "words": words, "by_id": by.person_id, "since": clock.now()}
        db.session.add(GroupApart(setting_id=by.setting_id, person_id=first, other_id=second, **facts))
    for group in groups:
        settle(group)
    audit.record(audit.Event.GROUPS_APART_CHANGED, by=by)


def end_apart(row: GroupApart, *, by: Viewer) -> None:
    """They may be together again: whoever waited unseen is seen by whoever runs the group. Twice is once."""
    groups = lock_groups(by.setting_id)
    if row.ended_at is None:
        row.ended_at, row.ended_by_id = clock.now(), by.person_id
    for group in groups:
        settle(group)
    audit.record(audit.Event.GROUPS_APART_CHANGED, by=by)


def take_out(member_id: uuid.UUID, *, by: Viewer) -> None:
    """Somebody who is together with whom they are kept apart from waits unseen from now on.

    NoResultFound (shown as 404) for somebody of whom this is not true.
    """
    groups = {group.id: group for group in lock_groups(by.setting_id)}
    rows = sa.select(GroupMember).where(GroupMember.id == member_id, GroupMember.setting_id == by.setting_id)
    member = all_of(rows.where(GroupMember.left_at.is_(None), GroupMember.held_at.is_(None))).one()
    apart = {key for one in list_together(viewer=by) for key, _name in one.leaving}
    if member.id not in apart:
        raise NoResultFound
    hold(member)
    settle(groups[member.group_id])
    audit.record(audit.Event.GROUPS_APART_CHANGED, by=by)


def _in_both(one: uuid.UUID, other: uuid.UUID, setting_id: uuid.UUID) -> list[GroupMember | GroupLeader]:
    """Their rows in the groups in which both are, as members or as those who run it (not only asked)."""
    belongs = sa.select(GroupMember).where(
        GroupMember.setting_id == setting_id,
        GroupMember.person_id.in_([one, other]),
        GroupMember.left_at.is_(None),
        GroupMember.joined_at.is_not(None),
    )
    leads = sa.select(GroupLeader).where(
        GroupLeader.setting_id == setting_id,
        GroupLeader.person_id.in_([one, other]),
        GroupLeader.ended_at.is_(None),
        sa.or_(GroupLeader.until_on.is_(None), GroupLeader.until_on >= clock.today()),
    )
    rows: list[GroupMember | GroupLeader] = [
        *all_of(belongs.execution_options(populate_existing=True)),
        *all_of(leads.execution_options(populate_existing=True)),
    ]
    people: dict[uuid.UUID, set[uuid.UUID]] = {}
    for row in rows:
        people.setdefault(row.group_id, set()).add(row.person_id)
    return [row for row in rows if len(people[row.group_id]) == 2]
