"""Who did or saw what: the list of events, and how a line gets into the record."""

from portal.audit.chain import verify, write_anchor
from portal.audit.events import Event
from portal.audit.recording import looked, record

__all__ = ["Event", "looked", "record", "verify", "write_anchor"]
