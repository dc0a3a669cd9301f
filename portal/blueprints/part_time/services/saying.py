"""Saying what one thinks of a part-time timetable, or that one does not want to say."""

import uuid
from dataclasses import dataclass

from sqlalchemy.exc import NoResultFound

from portal import audit, clock
from portal.access.policy import Permission, Role
from portal.access.viewer import Viewer
from portal.heard import Reader, Replaces, Saying, say
from portal.models import Contribution, HowSaid, PartTime, Person, Place, Voice


@dataclass(frozen=True)
class Said:
    """What came with a form: the words, who reads them, who helped, the number of the form.

    `young` is the young person whose words a member of staff writes down; None when they are the writer's own.
    """

    words: str
    readers: tuple[Reader, ...]
    how_said: HowSaid
    number: uuid.UUID
    young: Person | None = None


def say_to_part_time(one: PartTime, said: Said, *, by: Viewer) -> Contribution:
    """Words about it. They pass the one place of all words; what the same person said before is kept."""
    saying = Saying(
        pupil_id=one.pupil_id,
        place=Place.PART_TIME,
        about_id=one.id,
        words=said.words,
        readers=said.readers,
        how_said=said.how_said,
        client_id=said.number,
        speaker=(said.young.id, Voice.YOUNG) if said.young else None,
        # What an adult writes down never puts away what the child wrote themself.
        replaces=Replaces.NOTHING if said.young else Replaces.SAME_PLACE,
    )
    return say(saying, by=by)


def choose_not_to_say(one: PartTime, *, by: Viewer) -> None:
    """The young person does not want to say. They press it; or staff write it down. NoResultFound for anybody else."""
    if Role.PUPIL not in by.roles and Permission.PART_TIME_WRITE not in by.permissions:
        raise NoResultFound
    if one.chose_not_to_say_at is None:
        one.chose_not_to_say_at = clock.now()
        audit.record(audit.Event.PART_TIME_NOT_SAID, by=by, pupils=[one.pupil_id], part_time=one.id)
