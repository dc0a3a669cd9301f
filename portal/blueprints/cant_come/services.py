"""Saying that somebody cannot come, taking it back, and having seen it."""

import uuid

from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.cant_come.answering import Told, find_told
from portal.blueprints.cant_come.forms import MoreForm
from portal.blueprints.cant_come.queries import Found, Slot, find_sent, list_standing
from portal.database import db
from portal.heard import Saying, say
from portal.models import CantCome, Contribution, Place, WhyNot
from portal.outbox import call_off, notify

# Stands on the first page of whoever is told (templates/mail/to_do.txt).
LETTER = "to_do"


class NotNowError(Exception):
    """A session that is over, or was called off."""


def say_cant_come(found: Found, why: WhyNot, number: uuid.UUID, *, by: Viewer) -> CantCome:
    """Keep it, and tell who looks after the pupil now. The same tap twice, or at once, is one.

    Another reason takes the place of the one they gave before. NotNowError for a session that is not to come.
    """
    one = found.one
    key = uuid.uuid5(number, f"{one.session_id} {one.on} {why}")
    sent = find_sent(key, viewer=by)
    if sent is not None:
        return sent
    if found.slot is not Slot.OPEN:
        raise NotNowError
    before = list_standing(one.session_id, one.on, viewer=by)
    if before and before[0].why is why:
        return before[0]
    row = CantCome(
        id=uuid.uuid4(),
        setting_id=by.setting_id,
        pupil_id=found.child.pupil_id,
        person_id=by.person_id,
        session_id=one.session_id,
        on=one.on,
        why=why,
        client_id=key,
        said_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        # The same form, sent at the same moment, was quicker.
        sent = find_sent(key, viewer=by)
        if sent is None:
            raise NoResultFound from None
        return sent
    for older in before:
        older.taken_back_at = older.seen_at = clock.now()
    _tell(find_told(row.pupil_id, row.setting_id), f"cannot come {row.id}")
    audit.record(audit.Event.CANT_COME_SAID, by=by, pupils=[row.pupil_id], cant_come=row.id, why=row.why)
    return row


def add_words(row: CantCome, form: MoreForm, *, by: Viewer) -> Contribution:
    """What they want to say with it; whoever covers reads it, too. The same form sent twice is one."""
    saying = Saying(
        pupil_id=row.pupil_id,
        place=Place.CANT_COME,
        client_id=form.number,
        words=form.words.data,
        about_id=row.id,
        readers=form.readers,
        how_said=form.how,
    )
    return say(saying, by=by)


def take_back(row: CantCome, found: Found, *, by: Viewer) -> None:
    """They can come after all: who was told is told that, too. Twice is once. NotNowError when it is over."""
    if row.taken_back_at is not None:
        return
    if found.slot is not Slot.OPEN:
        raise NotNowError
    row.taken_back_at = clock.now()
    # Whoever has seen the one has not seen the other.
    row.seen_at = row.seen_by_id = None
    call_off(f"cannot come {row.id}")
    _tell(find_told(row.pupil_id, row.setting_id), f"can come {row.id}")
    audit.record(audit.Event.CANT_COME_TAKEN_BACK, by=by, pupils=[row.pupil_id], cant_come=row.id)


def see(row: CantCome, *, by: Viewer) -> None:
    """A member of staff has seen it: it is off the list, and who said it reads that. Twice is once."""
    if row.seen_at is None:
        row.seen_at, row.seen_by_id = clock.now(), by.person_id
    audit.record(audit.Event.CANT_COME_SEEN, by=by, pupils=[row.pupil_id], cant_come=row.id)


def _tell(told: Told, key: str) -> None:
    for person in told.people:
        notify(person, event_key=key, letter=LETTER)
