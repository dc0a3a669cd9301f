"""Putting something on the shelf once, and taking it away with a trace."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.resources.queries import find_added_before
from portal.database import db
from portal.models import GroupResource, GroupResourceFile, GroupResourceWords, GroupTopic, ResourceKind


@dataclass(frozen=True)
class Draft:
    """What is put there: a page, a link (`link`), a recording or a paper (`file`: its bytes and their kind)."""

    topic: GroupTopic
    kind: ResourceKind
    # Title and words by language, English among them.
    texts: Mapping[str, tuple[str, str]]
    link: str = ""
    file: tuple[bytes, str] | None = None


def add_resource(draft: Draft, number: uuid.UUID, *, by: Viewer) -> GroupResource:
    """Put it there. The same form sent twice is one."""
    known = find_added_before(number, viewer=by)
    if known is not None:
        return known
    facts = {"topic": draft.topic, "kind": draft.kind, "link": draft.link, "made_at": clock.now()}
    row = GroupResource(
        id=uuid.uuid5(by.person_id, f"resource {number}"),
        setting_id=by.setting_id,
        by_id=by.person_id,
        client_id=number,
        **facts,
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        # The same form, sent at the same moment, was quicker.
        known = find_added_before(number, viewer=by)
        if known is None:
            raise NoResultFound from None  # the number of somebody else's form
        return known
    _write_down(row, draft)
    audit.record(audit.Event.RESOURCES_ADDED, by=by, resource=row.id, kind=draft.kind.value)
    return row


def _write_down(row: GroupResource, draft: Draft) -> None:
    of = {"resource_id": row.id, "setting_id": row.setting_id}
    db.session.add_all(
        GroupResourceWords(language=language, title=title, words=words, **of)
        for language, (title, words) in draft.texts.items()
    )
    if draft.file is not None:
        content, kind = draft.file
        db.session.add(GroupResourceFile(content=content, kind=kind, size=len(content), **of))
    db.session.flush()


def take_away(row: GroupResource, *, by: Viewer) -> None:
    """Nobody reads it any more but those who keep the shelf; that it was there, and who took it away, stays. Twice is
    once."""
    if row.withdrawn_at is None:
        row.withdrawn_at = clock.now()
        audit.record(audit.Event.RESOURCES_TAKEN_AWAY, by=by, resource=row.id)
