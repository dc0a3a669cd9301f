"""The one outbox: a letter is written down with what caused it, and sent afterwards by `portal worker`.

`post` is all that the rest of the portal needs (reliability.md §4.10). No request ever sends anything itself.
"""

from portal.outbox.letters import LETTERS
from portal.outbox.posting import post

__all__ = ["LETTERS", "post"]
