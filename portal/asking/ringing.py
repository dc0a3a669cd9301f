"""Asking to be rung: from "Ring me instead", and wherever somebody says that they do not understand yet."""

import uuid

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import CallRequest, GoodTime, Person, Placement, Pupil
from portal.visibility import pupils_visible_to
from portal.visibility.conditions import ANYTHING, is_of_today


def find_key_worker(pupil_id: uuid.UUID, *, viewer: Viewer) -> Person | None:
    """Who looks after this pupil today, else who will when the next placement begins; None when nobody does."""
    rows = (
        sa.select(Person)
        .join(Placement, Placement.key_worker_id == Person.id)
        .join(Pupil, Pupil.id == Placement.pupil_id)
        .where(
            Placement.pupil_id == pupil_id,
            is_of_today(Placement, clock.today()),
            pupils_visible_to(viewer, given=ANYTHING),
        )
    )
    return db.session.scalars(rows).one_or_none()


def find_waiting_call(pupil_id: uuid.UUID, *, viewer: Viewer, person_id: uuid.UUID | None = None) -> CallRequest | None:
    """The call about this pupil that this person (or `person_id`) asked for and that nobody has made yet."""
    rows = (
        sa.select(CallRequest)
        .where(
            CallRequest.person_id == (person_id or viewer.person_id),
            CallRequest.pupil_id == pupil_id,
            CallRequest.done_at.is_(None),
        )
        .order_by(CallRequest.asked_at, CallRequest.id)
        .limit(1)
    )
    return db.session.scalars(rows).one_or_none()


def find_sent_call(client_id: uuid.UUID, *, viewer: Viewer, person_id: uuid.UUID | None = None) -> CallRequest | None:
    """What this form made of it when it was sent before."""
    whose = person_id or viewer.person_id
    rows = sa.select(CallRequest).where(CallRequest.client_id == client_id, CallRequest.person_id == whose)
    return db.session.scalars(rows).one_or_none()


def ask_to_read(
    pupil_id: uuid.UUID, key_worker_id: uuid.UUID, interpreter: str, *, page: str, client_id: uuid.UUID, by: Viewer
) -> CallRequest:
    """Ask for a call in which somebody reads to them what they could not read, with an `interpreter` of that language
    (a code) or, empty, without.

    It is the one call that waits about this pupil: one that was asked for already becomes it, and keeps its time.
    """
    waiting = find_waiting_call(pupil_id, viewer=by)
    good_time = waiting.good_time if waiting else GoodTime.ANY
    call = ask_for_call(pupil_id, key_worker_id, good_time=good_time, page=page, client_id=client_id, by=by)
    if call.done_at is None:
        call.is_to_read, call.interpreter = True, interpreter
    return call


def ask_for_call(
    pupil_id: uuid.UUID,
    key_worker_id: uuid.UUID,
    *,
    good_time: GoodTime,
    page: str,
    client_id: uuid.UUID,
    by: Viewer,
    person_id: uuid.UUID | None = None,
) -> CallRequest:
    """Put a call on the key worker's list. One waits for each person and child: asking again changes when it suits,
    and from which page it came. `person_id` is who is to be rung, where a member of staff asks for them.

    The same form sent twice, at once or days later, is one call.
    """
    whose = person_id or by.person_id
    call = find_sent_call(client_id, viewer=by, person_id=whose) or find_waiting_call(
        pupil_id, viewer=by, person_id=whose
    )
    if call is None:
        call = _new_call(pupil_id, key_worker_id, good_time, page, client_id, by, whose)
    elif call.done_at is None:
        call.good_time, call.page = good_time, page or call.page
    audit.record(audit.Event.CALLS_CALL_ASKED, by=by, pupils=[call.pupil_id], call=call.id)
    return call


def _new_call(
    pupil_id: uuid.UUID,
    key_worker_id: uuid.UUID,
    good_time: GoodTime,
    page: str,
    client_id: uuid.UUID,
    by: Viewer,
    whose: uuid.UUID,
) -> CallRequest:
    call = CallRequest(
        setting_id=by.setting_id,
        person_id=whose,
        pupil_id=pupil_id,
        for_id=key_worker_id,
        page=page,
        good_time=good_time,
        client_id=client_id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(call)
    except IntegrityError:
        # The same form, sent at the same moment, was quicker.
        sent = find_sent_call(client_id, viewer=by, person_id=whose)
        if sent is None:
            raise NoResultFound from None
        return sent
    return call
