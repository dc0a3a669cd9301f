"""A member of staff is worried about a child: a concern as any other, with what they wrote as its first line."""

import uuid
from dataclasses import dataclass

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Cause, Concern, Level
from portal.safeguarding import Alarm, moving, raise_concern


@dataclass(frozen=True)
class Worry:
    """What they wrote, how soon somebody has to be there, and which staff it is about."""

    pupil_id: uuid.UUID
    level: Level
    words: str
    about: frozenset[uuid.UUID]
    client_id: uuid.UUID


def raise_worry(worry: Worry, *, by: Viewer) -> None:
    """Raise it and write down the words; the same form sent twice is one.

    Whom it is about was asked, also of each colleague whose name stands in the words (WorryForm).
    """
    alarm = Alarm(worry.pupil_id, worry.level, Cause.STAFF, worry.client_id, about=worry.about - {by.person_id})
    concern_id = raise_concern(alarm, by=by)
    with db.elevated("a concern they raised") as session:
        moving.say_why(session.get_one(Concern, concern_id), worry.words, by=by, number=worry.client_id)
