"""Asking to be rung, and having rung."""

import uuid
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import asking, audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.calls.queries import find_sent_call, find_waiting_call
from portal.database import db
from portal.heard import Audience, Reader, Saying, say
from portal.models import AboutWhat, Ask, AskKind, CallRequest, Contribution, GoodTime, HowSaid, Place, Voice


@dataclass(frozen=True)
class Spoken:
    """What somebody said on the telephone: whose voice it was, who reads it, the number of the form."""

    words: str
    voice: Voice
    readers: tuple[Reader, ...]
    client_id: uuid.UUID


def ask_for_call(
    pupil_id: uuid.UUID, key_worker_id: uuid.UUID, *, good_time: GoodTime, page: str, client_id: uuid.UUID, by: Viewer
) -> CallRequest:
    """Put a call on the key worker's list. One waits for each person and child: asking again changes when it suits,
    and from which page it came.

    The same form sent twice, at once or days later, is one call.
    """
    call = find_sent_call(client_id, viewer=by) or find_waiting_call(pupil_id, viewer=by)
    if call is None:
        call = _new_call(pupil_id, key_worker_id, good_time, page, client_id, by)
    elif call.done_at is None:
        call.good_time, call.page = good_time, page or call.page
    audit.record(audit.Event.CALLS_CALL_ASKED, by=by, pupils=[call.pupil_id], call=call.id)
    return call


def _new_call(
    pupil_id: uuid.UUID, key_worker_id: uuid.UUID, good_time: GoodTime, page: str, client_id: uuid.UUID, by: Viewer
) -> CallRequest:
    call = CallRequest(
        setting_id=by.setting_id,
        person_id=by.person_id,
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
        sent = find_sent_call(client_id, viewer=by)
        if sent is None:
            raise NoResultFound from None
        return sent
    return call


def finish_call(call: CallRequest, *, by: Viewer) -> None:
    """Take a call off the list: somebody rang. Twice is once."""
    if call.done_at is None:
        call.done_at, call.done_by_id = clock.now(), by.person_id
    audit.record(audit.Event.CALLS_CALL_DONE, by=by, pupils=[call.pupil_id], call=call.id)


def note_try(call: CallRequest, *, by: Viewer) -> None:
    """Somebody rang and reached nobody: the call stays on the list."""
    if call.done_at is None:
        call.tries, call.last_tried_at = CallRequest.tries + 1, clock.now()
    audit.record(audit.Event.CALLS_CALL_TRIED, by=by, pupils=[call.pupil_id], call=call.id)


def write_down(call: CallRequest, spoken: Spoken, *, by: Viewer) -> Contribution:
    """Keep what the caller said as theirs, said by telephone. The same form sent twice is one."""
    return say(_saying(call, Place.CALL, spoken), by=by)


def ask_for_caller(call: CallRequest, spoken: Spoken, kind: AskKind, *, for_id: uuid.UUID, by: Viewer) -> Ask:
    """Keep it as a question of the caller's, which is answered like any other. The same form sent twice is one."""
    about = AboutWhat.SOMETHING_ELSE
    saying = _saying(call, Place.ASK, spoken)
    return asking.ask(saying, kind=kind, about=about, about_words="", for_id=for_id, by=by)


def _saying(call: CallRequest, place: Place, spoken: Spoken) -> Saying:
    return Saying(
        call.pupil_id,
        place,
        spoken.client_id,
        words=spoken.words,
        about_id=call.id,
        readers=spoken.readers,
        how_said=HowSaid.BY_PHONE,
        speaker=(call.person_id, spoken.voice),
    )


def readers_with_writer(audience: Audience, chosen: tuple[Reader, ...], *, by: Viewer) -> tuple[Reader, ...]:
    """Whom the caller chose, and whoever writes it down: they have heard it."""
    known = {reader.person_id for reader in (*audience.always, *chosen)}
    return chosen if by.person_id in known else (*chosen, Reader(by.person_id, by.first_name, Voice.TEAM))
