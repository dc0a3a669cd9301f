"""Saying something beside a section, and keeping for later what is not said yet. What is said passes portal.heard."""

import uuid
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.way.queries.drafts import find_draft_to_change
from portal.blueprints.way.queries.said import find_own_words
from portal.database import db
from portal.heard import MOST_SIGNS, Reader, Replaces, Saying, say
from portal.models import Contribution, Draft, HowSaid, Person, Place, Voice, WaySection
from portal.web.typed import tidy

# How often another page of the same person may keep and send a draft while this one keeps it.
TRIES = 5


@dataclass(frozen=True)
class Said:
    """What came with a form: which card, the words, who reads them, who helped, and what came along.

    `young` is the young person whose words a member of staff writes down; None when they are the writer's own.
    """

    topic: str
    words: str
    readers: tuple[Reader, ...]
    how_said: HowSaid
    number: uuid.UUID
    young: Person | None = None
    photo: tuple[bytes, int, int] | None = None
    sound: tuple[bytes, str] | None = None


def say_beside(section: WaySection, said: Said, *, by: Viewer) -> Contribution:
    """Keep what somebody said beside a section; what they had kept for later is gone. Sent twice, it is one.

    Words make way for newer ones of the same person on the same card. A drawing or a voice note stands beside them.
    """
    with_file = said.photo is not None or said.sound is not None
    saying = Saying(
        pupil_id=section.pupil_id,
        place=Place.WAY,
        client_id=said.number,
        words=said.words,
        about_id=section.id,
        topic=said.topic,
        readers=said.readers,
        how_said=said.how_said,
        speaker=(said.young.id, Voice.YOUNG) if said.young else None,
        photo=said.photo,
        sound=said.sound,
        # What an adult writes down never puts away what the child wrote themself.
        replaces=Replaces.NOTHING if said.young or with_file else Replaces.SAME_TOPIC,
    )
    # First, as in every save: two machines of one person then wait for one another in the same order.
    drop_draft(section, said.topic, by=by)
    return say(saying, by=by)


def keep_draft(section: WaySection, topic: str, words: str, *, by: Viewer) -> None:
    """Keep what was typed for when they come back: one for each person and card, read by nobody else.

    Nothing typed keeps nothing, and what was sent meanwhile is not kept again. What is longer than words may be is kept
    up to there.
    """
    draft = find_draft_to_change(section.id, topic, viewer=by)
    if not words.strip() or tidy(words) == find_own_words(section.id, topic, viewer=by):
        if draft is not None:
            db.session.delete(draft)
        return
    if draft is None:
        draft = _new_draft(section, topic, by)
    draft.words, draft.saved_at = words[:MOST_SIGNS], clock.now()
    audit.record(audit.Event.WAY_DRAFT_KEPT, by=by, pupils=[section.pupil_id], section=section.id)


def drop_draft(section: WaySection, topic: str, *, by: Viewer) -> None:
    """It was sent, or is not wanted any more."""
    draft = find_draft_to_change(section.id, topic, viewer=by)
    if draft is not None:
        db.session.delete(draft)


def _new_draft(section: WaySection, topic: str, by: Viewer) -> Draft:
    of = {"setting_id": section.setting_id, "pupil_id": section.pupil_id, "person_id": by.person_id}
    for _try in range(TRIES):
        draft = Draft(place=Place.WAY, about_id=section.id, topic=topic, words="", **of)
        try:
            with db.session.begin_nested():
                db.session.add(draft)
        except IntegrityError:
            # Another page of theirs kept the first word at the same moment; or has sent it since, and it is gone.
            found = find_draft_to_change(section.id, topic, viewer=by)
            if found is not None:
                return found
        else:
            return draft
    raise RuntimeError("a draft comes and goes faster than it can be kept")
