"""Who did or saw what: the list of events, and how a line gets into the record."""

from portal.audit.chain import is_anchored, write_anchor
from portal.audit.events import Event
from portal.audit.recording import looked, record
from portal.audit.reviewing import review
from portal.audit.verifying import Reading, verify

__all__ = ["Event", "Reading", "is_anchored", "looked", "record", "review", "verify", "write_anchor"]
