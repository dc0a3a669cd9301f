"""Telling a family that there is something new: by a letter that names nobody and says nothing of it."""

from portal.models import Channel, Message, Person, Thread
from portal.outbox import post

LETTER = "message"


def tell_family(thread: Thread, message: Message) -> None:
    """One letter for a message, to whose thread it is: by mail or else as a text."""
    person: Person = thread.person
    if not post(LETTER, person, event_key=f"message {message.id}", instead=Channel.SMS):
        post(LETTER, person, event_key=f"message {message.id}", channel=Channel.SMS)
