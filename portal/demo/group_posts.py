"""What is said in the parent groups of the demo: read from portal/demo_setting/group_posts.yml."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from portal import clock
from portal.demo.groups import group_id
from portal.demo.speaking import Cast
from portal.models import Group, GroupMember, GroupPost, GroupReport, PostKind, ReadAs

FILE = Path(__file__).parent.parent / "demo_setting" / "group_posts.yml"


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put the posts of the file into this setting, once."""
    cast, written = Cast(session, setting_id), yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for one in written["posts"]:
        if session.get(GroupPost, _post_id(setting_id, one["id"])) is None:
            _fill(cast, one)


def _post_id(setting_id: uuid.UUID, name: str) -> uuid.UUID:
    return uuid.uuid5(group_id(setting_id, "posts"), name)


def _fill(cast: Cast, written: dict[str, Any]) -> None:
    session, here = cast.session, {"setting_id": cast.setting_id}
    group = session.get_one(Group, group_id(cast.setting_id, written["group"]))
    who, post_id = cast.people[written["who"]].id, _post_id(cast.setting_id, written["id"])
    mine = (GroupMember.group_id == group.id, GroupMember.person_id == who)
    member = session.scalars(sa.select(GroupMember).where(*mine)).one()
    sent = clock.now() - timedelta(hours=written["ago"])
    of = {"group_id": group.id, **here}
    said = {"title": written.get("title", ""), "words": written["words"], "kind": PostKind(written["kind"])}
    to = {"topic_id": _post_id(cast.setting_id, written["to"]) if "to" in written else None}
    name = {"person_id": who, "member_id": member.id, "shown_as": member.chosen_name, "client_id": post_id}
    due = {"sent_at": sent, "due_at": sent + timedelta(hours=group.read_within_hours)}
    session.add(GroupPost(id=post_id, **said, **to, **name, **due, **_read(cast, written, sent), **of))
    session.flush()
    if "reported_by" in written:
        by = {"person_id": cast.people[written["reported_by"]].id, "reported_at": clock.now() - timedelta(hours=1)}
        session.add(GroupReport(id=uuid.uuid5(post_id, "reported"), post_id=post_id, **by, **of))


def _read(cast: Cast, written: dict[str, Any], sent: Any) -> dict[str, Any]:
    if "read" not in written:
        return {}
    read_at = sent + timedelta(hours=min(3, written["ago"]))
    return {"read_as": ReadAs(written["read"]), "read_at": read_at, "read_by_id": cast.people["joanna"].id}
