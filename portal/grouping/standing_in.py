"""May somebody come into a group to run it? Asked beside the viewer's own sight; yes or no, and never why."""

import uuid

import sqlalchemy as sa

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import GroupApart, GroupMember


def are_kept_apart(person_id: uuid.UUID, group_id: uuid.UUID, *, viewer: Viewer) -> bool:
    """True when the safeguarding lead keeps this person apart from anybody who belongs to the group or asked to."""
    theirs = sa.select(GroupMember.person_id).where(GroupMember.group_id == group_id, GroupMember.left_at.is_(None))
    apart = sa.select(GroupApart.id).where(
        GroupApart.ended_at.is_(None),
        sa.or_(
            sa.and_(GroupApart.person_id == person_id, GroupApart.other_id.in_(theirs)),
            sa.and_(GroupApart.other_id == person_id, GroupApart.person_id.in_(theirs)),
        ),
    )
    with db.own_look(viewer.setting_id) as session:
        return session.execute(apart.limit(1)).first() is not None
