"""Revoke everything for this person: one act, one registry (portal/access/ending.py)."""

import uuid
from collections.abc import Collection

from portal import audit
from portal.access.ending import end_access
from portal.access.viewer import Viewer
from portal.models import Person


def end_everything(person: Person, *, pupils: Collection[uuid.UUID], by: Viewer) -> dict[str, int]:
    """End everything this person holds. Returns how many of each that is told, by its name in the registry."""
    counts = end_access(person.id, why="revoked")
    audit.record(audit.Event.ACCESS_ENDED, by=by, pupils=pupils, person=str(person.id), why="revoked", counts=counts)
    return counts
