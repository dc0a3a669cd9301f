"""That staff were in touch with a family: noted once, whether from a page, a thread, or the list of calls to make."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.asking.ringing import find_waiting_call
from portal.database import db
from portal.messaging.keeping import keep_by_call, keep_promise
from portal.messaging.sending import get_thread_to_write
from portal.models import CallRequest, ContactWay, FamilyContact, HowKept, Pupil, Tone


@dataclass(frozen=True)
class Talked:
    """How it was: by which way, what it was about, what staff wrote down, and whether that was read back."""

    way: ContactWay = ContactWay.CALL
    tone: Tone = Tone.PLAIN
    note: str = ""
    was_read_back: bool = False


def note_contact(
    pupil_id: uuid.UUID,
    person_id: uuid.UUID,
    talked: Talked,
    *,
    number: uuid.UUID,
    by: Viewer,
    call_id: uuid.UUID | None = None,
) -> FamilyContact:
    """Keep that this member of staff was in touch with somebody of a family. The same form (`number`) twice is once.

    The caller has found both as theirs. NoResultFound when the number is somebody else's form.
    """
    row = FamilyContact(
        id=uuid.uuid4(),
        setting_id=by.setting_id,
        pupil_id=pupil_id,
        person_id=person_id,
        by_id=by.person_id,
        way=talked.way,
        tone=talked.tone,
        note=talked.note,
        was_read_back=talked.was_read_back,
        call_request_id=call_id,
        client_id=number,
        at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        # The same form was here before, or at the same moment.
        return _noted_before(number, pupil_id, by)
    audit.record(audit.Event.CONTACTS_CONTACT_NOTED, by=by, pupils=[pupil_id], contact=row.id)
    return row


def finish_call(call: CallRequest, talked: Talked, *, by: Viewer) -> None:
    """Take a call off the list: somebody rang. It keeps the promise of a reply, and is a contact with the family.

    Twice is once. A talk with the young person themself is no contact with home.
    """
    if call.done_at is None:
        call.done_at, call.done_by_id = clock.now(), by.person_id
        keep_by_call(call, by=by)
        if not _is_young(call.pupil_id, call.person_id, by):
            note_contact(call.pupil_id, call.person_id, talked, number=call.id, by=by, call_id=call.id)
    audit.record(audit.Event.CALLS_CALL_DONE, by=by, pupils=[call.pupil_id], call=call.id)


def ring_from_thread(thread_id: uuid.UUID, talked: Talked, *, number: uuid.UUID, by: Viewer) -> None:
    """Somebody rang whose thread it is: who waits there waits no more, and a call they asked for is off the list.

    A talk with the young person themself is no contact with home. NoResultFound (shown as 404) for a thread that is
    not theirs.
    """
    thread = get_thread_to_write(thread_id, by=by)
    keep_promise(thread.id, HowKept.RANG, by=by, at=clock.now())
    call = find_waiting_call(thread.pupil_id, viewer=by, person_id=thread.person_id)
    if call is not None:
        call.done_at, call.done_by_id = clock.now(), by.person_id
        audit.record(audit.Event.CALLS_CALL_DONE, by=by, pupils=[call.pupil_id], call=call.id)
    if not _is_young(thread.pupil_id, thread.person_id, by):
        note_contact(thread.pupil_id, thread.person_id, talked, number=number, by=by, call_id=call.id if call else None)


def _is_young(pupil_id: uuid.UUID, person_id: uuid.UUID, by: Viewer) -> bool:
    rows = sa.select(Pupil.id).where(Pupil.id == pupil_id, Pupil.person_id == person_id)
    return db.session.scalar(rows.where(Pupil.setting_id == by.setting_id)) is not None


def _noted_before(number: uuid.UUID, pupil_id: uuid.UUID, by: Viewer) -> FamilyContact:
    sent = sa.select(FamilyContact).where(FamilyContact.client_id == number, FamilyContact.pupil_id == pupil_id)
    found = db.session.scalars(sent.where(FamilyContact.by_id == by.person_id)).one_or_none()
    if found is None:
        raise NoResultFound
    return found
