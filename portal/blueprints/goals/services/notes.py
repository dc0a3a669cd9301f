"""Saying something beside a goal."""

import uuid
from dataclasses import dataclass

from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.heard import Reader, Saying, say
from portal.models import Contribution, Goal, HowSaid, Place

# The topic of a note that says what was seen when the goal was looked at together.
REVIEW = "review"


@dataclass(frozen=True)
class NewNote:
    """Words, who helped, who reads them, and maybe a photo, newly encoded, with its size.

    `is_review`: it is what was seen when the goal was looked at together.
    """

    words: str
    how_said: HowSaid
    readers: tuple[Reader, ...]
    photo: tuple[bytes, int, int] | None
    client_id: uuid.UUID
    is_review: bool = False


def add_note(goal: Goal, note: NewNote, *, by: Viewer) -> Contribution:
    """Keep what somebody said beside a goal. The same form sent twice is one note. A review is for who writes goals."""
    saying = Saying(
        pupil_id=goal.pupil_id,
        place=Place.GOAL_NOTE,
        client_id=note.client_id,
        words=note.words,
        about_id=goal.id,
        topic=REVIEW if note.is_review and Permission.GOALS_WRITE in by.permissions else "",
        readers=note.readers,
        how_said=note.how_said,
        photo=note.photo,
    )
    return say(saying, by=by)
