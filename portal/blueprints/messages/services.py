"""What is kept beside messages: what was typed and not sent, that somebody has read, and when staff work."""

import uuid
from collections.abc import Iterable
from datetime import datetime, time

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.heard import MOST_SIGNS
from portal.messaging.reading import mark_read
from portal.messaging.sending import drop_draft, get_thread_to_write
from portal.models import Contribution, Draft, Place, Thread, WorkingTime
from portal.web.typed import tidy


def keep_draft(thread: Thread, words: str, number: uuid.UUID, *, by: Viewer) -> datetime | None:
    """Keep what was typed: one for each person and thread, read by nobody else. When it was kept; None for nothing.

    Nothing typed keeps nothing, and what the same form (`number`) has sent meanwhile is not kept again.
    """
    sent = sa.select(Contribution.id).where(Contribution.client_id == number, Contribution.person_id == by.person_id)
    if db.session.scalar(sent) is not None:
        return None
    typed = tidy(words)
    if not typed:
        drop_draft(thread.id, by=by)
        return None
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    kept = {"words": typed[:MOST_SIGNS], "saved_at": clock.now()}
    row = dialect.insert(Draft).values(
        id=uuid.uuid4(),
        setting_id=thread.setting_id,
        pupil_id=thread.pupil_id,
        person_id=by.person_id,
        place=Place.MESSAGE,
        about_id=thread.id,
        topic="",
        **kept,
    )
    db.session.execute(row.on_conflict_do_update(index_elements=["person_id", "place", "about_id", "topic"], set_=kept))
    audit.record(audit.Event.MESSAGES_DRAFT_KEPT, by=by, pupils=[thread.pupil_id], thread=thread.id)
    return clock.now()


def read_thread(thread_id: uuid.UUID, *, by: Viewer) -> None:
    """This person says that they have read it."""
    thread = get_thread_to_write(thread_id, by=by)
    mark_read(thread, by=by)
    audit.record(audit.Event.MESSAGES_THREAD_READ, by=by, pupils=[thread.pupil_id], thread=thread.id)


def change_times(times: Iterable[tuple[int, time, time]], *, by: Viewer) -> None:
    """When this member of staff works from now on. What was promised before stays promised."""
    db.session.execute(sa.delete(WorkingTime).where(WorkingTime.person_id == by.person_id))
    db.session.add_all(
        WorkingTime(setting_id=by.setting_id, person_id=by.person_id, weekday=weekday, starts=starts, ends=ends)
        for weekday, starts, ends in times
    )
    audit.record(audit.Event.MESSAGES_TIMES_CHANGED, by=by)
