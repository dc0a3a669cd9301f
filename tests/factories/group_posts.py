"""Posts of parent groups, for tests that are about something else."""

import uuid
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from portal import clock
from portal.database import SYSTEM, db
from portal.models import GroupMember, GroupPost, PostKind, ReadAs
from tests.cast import person, setting


def a_post(group_id: uuid.UUID, slug: str, words: str, *, is_read: bool = True, **facts: Any) -> uuid.UUID:
    """A member has written; Joanna has read it, and it shows, unless it says otherwise. Returns its id."""
    post_id, now = uuid.uuid4(), clock.now()
    with db.work(SYSTEM, reason="a test") as session:
        mine = (GroupMember.group_id == group_id, GroupMember.person_id == person(slug))
        member = session.scalars(sa.select(GroupMember).where(*mine)).first()
        read = {"read_at": now, "read_as": ReadAs.SHOWN, "read_by_id": person("joanna")} if is_read else {}
        kind = facts.pop("kind", PostKind.TOPIC)
        who = {"person_id": person(slug), "member_id": member.id if member else None}
        name = {"shown_as": member.chosen_name if member else slug.title()}
        row = {"group_id": group_id, "setting_id": setting(), "words": words, "client_id": uuid.uuid4()}
        when = {"sent_at": now - timedelta(minutes=5), "due_at": now + timedelta(hours=24)}
        title = "A talk" if kind is PostKind.TOPIC else ""
        session.add(GroupPost(id=post_id, kind=kind, **{"title": title, **who, **name, **row, **when, **read, **facts}))
    return post_id
