"""Telling a family that there is something new: by a notice that names nobody and says nothing of it."""

from portal.models import Message, Thread
from portal.outbox import notify

LETTER = "message"


def tell_family(thread: Thread, message: Message) -> None:
    """One notice for a message, to whose thread it is: as they chose to hear, and in no quiet hours."""
    notify(thread.person, event_key=f"message {message.id}", letter=LETTER)
