"""Whose words somebody reads: the first names and faces of those who said or wrote them down."""

import uuid
from collections.abc import Iterable

import sqlalchemy as sa

from portal.access.viewer import Viewer
from portal.database import db
from portal.heard.audience import Reader
from portal.models import Contribution, Person, Voice


def find_writers(said: Iterable[Contribution], *, viewer: Viewer) -> dict[uuid.UUID, Reader]:
    """Those who said it, and those who wrote it down for somebody, by their id.

    Read beside the viewer's own transaction, inside their setting, and only for words that they read already: whoever
    may read somebody's words may know whose they are, also a child to whom a parent wrote.
    """
    ids = {each for one in said for each in (one.person_id, one.entered_by_id) if each}
    if not ids:
        return {}
    with db.own_look(viewer.setting_id) as session:
        people = session.scalars(sa.select(Person).where(Person.id.in_(ids)))
        return {person.id: Reader.of(person, Voice.TEAM) for person in people}
