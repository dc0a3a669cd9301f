"""The one outbox: a letter is written down with what caused it, and sent afterwards by `portal worker`.

`post` is what the rest of the portal needs, and whether somebody `can_be_reached` at all (reliability.md §4.10). No
request ever sends anything itself.
"""

from portal.outbox.letters import LETTERS
from portal.outbox.posting import can_be_reached, post

__all__ = ["LETTERS", "can_be_reached", "post"]
