"""May somebody come into a group to run it? Asked past the viewer's own sight; yes or no, and never why."""

import uuid

import sqlalchemy as sa

from portal.access.viewer import Viewer
from portal.grouping.apart import find_pairs
from portal.grouping.settling import list_leading
from portal.models import GroupMember
from portal.returning.everybody import columns_of


def are_kept_apart(person_id: uuid.UUID, group_id: uuid.UUID, *, viewer: Viewer) -> bool:
    """True when this person is kept apart (portal/grouping/apart.py) from anybody who belongs to the group, asked, or
    runs it."""
    theirs = sa.select(GroupMember.person_id).where(GroupMember.group_id == group_id, GroupMember.left_at.is_(None))
    pairs = find_pairs(viewer.setting_id)
    others = [*(row[0] for row in columns_of(theirs)), *list_leading(group_id)]
    return any(frozenset({person_id, other}) in pairs for other in others)
