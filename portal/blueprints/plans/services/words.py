"""Saying something about the pupil, or to a review. All of it passes portal.heard."""

import uuid
from dataclasses import dataclass

from portal.access.viewer import Viewer
from portal.heard import Reader, Replaces, Saying, say
from portal.models import Contribution, HowSaid, Person, Place, PlanReview, Voice


@dataclass(frozen=True)
class Said:
    """What came with a form: which card or question, the words, who reads them, who helped, and the form's number.

    `young` is the young person whose words a member of staff writes down; None when they are the writer's own.
    """

    topic: str
    words: str
    readers: tuple[Reader, ...]
    how_said: HowSaid
    number: uuid.UUID
    young: Person | None = None


def say_about(pupil_id: uuid.UUID, said: Said, *, by: Viewer) -> Contribution:
    """Words on a card about the pupil. Nobody's words make way for anybody else's."""
    return say(_saying(pupil_id, Place.ABOUT_ME, None, said), by=by)


def say_to_review(review: PlanReview, said: Said, *, by: Viewer) -> Contribution:
    """Words to a question of a review."""
    return say(_saying(review.pupil_id, Place.REVIEW, review.id, said), by=by)


def _saying(pupil_id: uuid.UUID, place: Place, about_id: uuid.UUID | None, said: Said) -> Saying:
    return Saying(
        pupil_id=pupil_id,
        place=place,
        about_id=about_id,
        topic=said.topic,
        words=said.words,
        readers=said.readers,
        how_said=said.how_said,
        client_id=said.number,
        speaker=(said.young.id, Voice.YOUNG) if said.young else None,
        # What an adult writes down never puts away what the child wrote themself.
        replaces=Replaces.NOTHING if said.young else Replaces.SAME_TOPIC,
    )
