"""Words of a parent group: signs of harm are looked for in them too, and nobody learns from it who belongs to a group.

They stand with a child only once they worried somebody, and then with the youngest of the writer's; read by those who
keep children safe and by nobody else (visibility/rules_of_words.py), told to nobody else (safeguarding/ladder.py).
"""

import uuid
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.heard.audience import voice_of
from portal.heard.saying import Saying, alarm_of, row_of
from portal.models import Cause, Contribution, Level, Place, Pupil, Relationship, Voice
from portal.safeguarding import Alarm, raise_concern
from portal.visibility import relationship_is_open


def listen(words: str, client_id: uuid.UUID, *, by: Viewer) -> uuid.UUID | None:
    """Look for signs in what a carer wrote in a group; found, a concern is raised. Returns its id, else None.

    In the caller's transaction; the same `client_id` is one concern, however often it is sent. Where no sign is found
    nothing is kept. Words of staff raise nothing.
    """
    if voice_of(by) is not Voice.HOME:
        return None
    with db.own_look(by.setting_id) as look:
        pupil_id = _youngest(look, by.person_id)
    if pupil_id is None:
        return None
    said = row_of(Saying(pupil_id, Place.GROUP, client_id, words=words), by)
    alarm = alarm_of(said)
    number = uuid.uuid5(client_id, f"said by {by.person_id}")
    return None if alarm is None else _raise(said, replace(alarm, client_id=number), by)


def worry(words: str, client_id: uuid.UUID, person_id: uuid.UUID, *, by: Viewer) -> uuid.UUID | None:
    """Whoever reads the posts of a group is worried by these words of `person_id`. Returns the concern's id.

    They see no child and learn of none: the concern is written past them, inside their setting. None, and nobody is
    told, only where no child was ever known with the writer: the caller then says so. The caller has found the post
    as one of a group that they run. Pressed twice is once.
    """
    with db.own_look(by.setting_id) as look:
        pupil_id = _youngest(look, person_id)
    if pupil_id is None:
        return None
    saying = Saying(pupil_id, Place.GROUP, client_id, words=words, speaker=(person_id, Voice.HOME))
    said = row_of(saying, by)
    found = alarm_of(said)
    level, phrases = (found.level, found.phrases) if found else (Level.TODAY, ())
    alarm = Alarm(
        pupil_id,
        level,
        Cause.STAFF,
        uuid.uuid5(client_id, "a reader is worried"),
        person_id=person_id,
        words=words,
        phrases=phrases,
        keepers_only=True,
    )
    return _raise(said, alarm, by)


def _raise(said: Contribution, alarm: Alarm, by: Viewer) -> uuid.UUID:
    """Keep the words, once, and raise the concern with them."""
    with db.past_the_viewer("words of a parent group that worry somebody") as session:
        known = session.scalar(sa.select(Contribution.id).where(Contribution.client_id == said.client_id))
        if known is None:
            session.add(said)
            session.flush()
        one = replace(alarm, contribution_id=known or said.id)
        return raise_concern(one, by=by)


def _youngest(look: Session, person_id: uuid.UUID) -> uuid.UUID | None:
    """The youngest child whom somebody may know of today; of nobody's any more, the youngest they ever did."""
    is_open = relationship_is_open(clock.today())
    rows = (
        sa.select(Pupil.id)
        .join(Relationship, Relationship.pupil_id == Pupil.id)
        .where(Relationship.person_id == person_id)
        .order_by(sa.case((is_open, 0), else_=1), Pupil.year_group, Pupil.id)
        .limit(1)
    )
    return look.scalar(rows)
