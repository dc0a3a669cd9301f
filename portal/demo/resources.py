"""What there is to read beside the parent groups of the demo setting, from portal/demo_setting/resources.yml; and what
keeps somebody from a group, and a note of whoever runs it."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.orm import Session

from portal import clock
from portal.demo.groups import group_id
from portal.demo.speaking import Cast
from portal.models import (
    Group,
    GroupBarrier,
    GroupNote,
    GroupResource,
    GroupResourceFile,
    GroupResourceWords,
    GroupTopic,
    ResourceKind,
    WhyNotYet,
)
from portal.sounds import kind_of

FILE = Path(__file__).parent.parent / "demo_setting" / "resources.yml"
SOUNDS = FILE.parent / "sound"
# Ids follow from the name or the place in the file, so that filling a second time adds nothing.
NAMESPACE = uuid.UUID("0c7f5b0e-6b1a-4d0c-9d53-52a6c9d2b7f4")
SINCE = timedelta(weeks=3)


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put what stands in the file into this setting; from who is not there, nothing."""
    cast, written = Cast(session, setting_id), yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for one in written["resources"]:
        if one["by"] in cast.people:
            _fill(cast, uuid.uuid5(NAMESPACE, f"{setting_id} {one['id']}"), one)
    for kind, add in (("barriers", _add_barrier), ("notes", _add_note)):
        for number, one in enumerate(written[kind]):
            group = session.get(Group, group_id(setting_id, one["group"]))
            if group is not None:
                add(cast, uuid.uuid5(NAMESPACE, f"{setting_id} {kind} {number}"), group.id, one)


def _fill(cast: Cast, row_id: uuid.UUID, written: dict[str, Any]) -> None:
    if cast.session.get(GroupResource, row_id) is not None:
        return
    here, link = {"setting_id": cast.setting_id}, written.get("link", "")
    sound = (SOUNDS / written["sound"]).read_bytes() if "sound" in written else b""
    kind = ResourceKind.RECORDING if sound else ResourceKind.LINK if link else ResourceKind.PAGE
    what = {"kind": kind, "link": link}
    made = {"by_id": cast.people[written["by"]].id, "client_id": row_id, "made_at": clock.now() - SINCE}
    cast.session.add(GroupResource(id=row_id, topic=GroupTopic(written["topic"]), **what, **made, **here))
    cast.session.flush()
    cast.session.add_all(
        GroupResourceWords(resource_id=row_id, language=of, title=title, words=written["words"][of], **here)
        for of, title in written["title"].items()
    )
    if sound:
        facts = {"content": sound, "size": len(sound), "kind": kind_of(sound)}
        cast.session.add(GroupResourceFile(resource_id=row_id, **facts, **here))


def _add_barrier(cast: Cast, row_id: uuid.UUID, of: uuid.UUID, written: dict[str, Any]) -> None:
    if cast.session.get(GroupBarrier, row_id) is not None:
        return
    who = cast.people[written["who"]].id if "who" in written else None
    said = {"why": WhyNotYet(written["why"]), "said_at": clock.now() - timedelta(days=written["days"])}
    row = GroupBarrier(id=row_id, setting_id=cast.setting_id, group_id=of, person_id=who, client_id=row_id, **said)
    cast.session.add(row)


def _add_note(cast: Cast, row_id: uuid.UUID, of: uuid.UUID, written: dict[str, Any]) -> None:
    if cast.session.get(GroupNote, row_id) is not None:
        return
    made = {"by_id": cast.people[written["by"]].id, "made_at": clock.now() - timedelta(days=written["days"])}
    row = {"words": written["words"], "client_id": row_id, **made}
    cast.session.add(GroupNote(id=row_id, setting_id=cast.setting_id, group_id=of, **row))
