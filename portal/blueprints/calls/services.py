"""Having rung, beside what closes a call (portal/messaging/contacts.py)."""

import uuid
from dataclasses import dataclass

from portal import asking, audit, clock
from portal.access.viewer import Viewer
from portal.heard import Reader, Saying, say
from portal.models import AboutWhat, Ask, AskKind, CallRequest, Contribution, HowSaid, Place, Voice


@dataclass(frozen=True)
class Spoken:
    """What somebody said on the telephone: whose voice it was, who reads it, the number of the form."""

    words: str
    voice: Voice
    readers: tuple[Reader, ...]
    client_id: uuid.UUID


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
