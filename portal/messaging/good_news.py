"""Good news to home: a phrase, a line or a photo, to each carer who may hear, in their own thread."""

import uuid
from dataclasses import replace

from portal.access.viewer import Viewer
from portal.messaging.hearing import list_carers_who_hear
from portal.messaging.sending import Sent, open_thread, send
from portal.models import Message


def send_good_news(pupil_id: uuid.UUID, sent: Sent, *, by: Viewer) -> list[Message]:
    """Send it to every carer to whom messages about this pupil go, each in a thread of their own.

    Nobody learns from it that there is another. The same form sent twice is once for each. Nobody to hear it: none.
    The caller has found the pupil as one whose messages are theirs.
    """
    told = []
    for carer in list_carers_who_hear(pupil_id, viewer=by):
        number = uuid.uuid5(sent.number, str(carer.id))
        thread = open_thread(pupil_id, carer.id, by=by, new_id=uuid.uuid5(number, "thread"))
        told.append(send(thread.id, replace(sent, number=number, is_good=True), by=by))
    return told
