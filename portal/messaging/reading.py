"""Who has read a thread. A family is told that staff have; when a family reads is shown to nobody."""

import uuid

from sqlalchemy.dialects import postgresql, sqlite

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Thread, ThreadRead


def mark_read(thread: Thread, *, by: Viewer) -> None:
    """This person has read the thread up to now. Two at once are one."""
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    moment = clock.now()
    row = dialect.insert(ThreadRead).values(
        id=uuid.uuid4(),
        setting_id=thread.setting_id,
        pupil_id=thread.pupil_id,
        thread_id=thread.id,
        person_id=by.person_id,
        read_at=moment,
    )
    db.session.execute(row.on_conflict_do_update(index_elements=["thread_id", "person_id"], set_={"read_at": moment}))
