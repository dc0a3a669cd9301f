"""What home may know: messages that wait for an answer, and for families what is new to them."""

import uuid
from dataclasses import dataclass

from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.blueprints.messages.queries.inbox import Waiting, list_waiting
from portal.blueprints.messages.queries.threads import list_own_threads
from portal.blueprints.messages.rows import OneThread

MOST = 5


@dataclass(frozen=True)
class Messages:
    """For staff: the first that wait, by whose reply is due first, and how many in all. For families: their threads
    in which something is new, and whether messages are for them at all."""

    waiting: tuple[Waiting, ...] = ()
    count: int = 0
    new: tuple[OneThread, ...] = ()
    is_open: bool = False

    @property
    def pupil_ids(self) -> set[uuid.UUID]:
        """Whose rows it was made of."""
        return {one.thread.pupil_id for one in self.waiting} | {one.thread.pupil_id for one in self.new}


def summarise(*, viewer: Viewer) -> Messages:
    """One statement, however much there is."""
    if Permission.MESSAGES_ANSWER in viewer.permissions:
        waiting = list_waiting(MOST, 1, viewer=viewer)
        return Messages(tuple(waiting), waiting[0].of if waiting else 0, is_open=True)
    if Permission.MESSAGES_READ not in viewer.permissions:
        return Messages()
    return Messages(new=tuple(one for one in list_own_threads(viewer=viewer) if one.unread), is_open=True)
