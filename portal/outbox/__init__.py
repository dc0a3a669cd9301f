"""The one outbox: a letter is written down with what caused it, and sent afterwards by `portal worker`.

`notify` tells somebody that there is something new, as they chose to hear it. `post` is for what asks nobody's choice:
a child who may not be safe, and a way in (reliability.md §4.10). No request ever sends anything itself.
"""

from portal.outbox.letters import LETTERS
from portal.outbox.noticing import call_off, notify
from portal.outbox.posting import can_be_reached, post

__all__ = ["LETTERS", "call_off", "can_be_reached", "notify", "post"]
