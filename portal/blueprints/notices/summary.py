"""What Today may know: whom to ask for a new address or number."""

import uuid
from dataclasses import dataclass

from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.blueprints.notices.queries import list_troubles_to_ask
from portal.models import Channel

MOST = 5


@dataclass(frozen=True)
class ToAsk:
    """Somebody whom nothing reaches by one way."""

    id: uuid.UUID
    first_name: str
    channel: Channel


def summarise(*, viewer: Viewer) -> tuple[ToAsk, ...]:
    """The first few that wait for this person: one statement; none for whoever asks nobody."""
    if Permission.NOTICES_KEEP not in viewer.permissions:
        return ()
    found = list_troubles_to_ask(MOST, viewer=viewer)
    return tuple(ToAsk(row.id, row.person.first_name, row.channel) for row in found)
