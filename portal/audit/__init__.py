"""Who did or saw what: the list of events, and how a line gets into the record."""

from portal.audit.chain import is_anchored, verify, write_anchor
from portal.audit.events import Event
from portal.audit.recording import looked, record

__all__ = ["Event", "is_anchored", "looked", "record", "verify", "write_anchor"]
