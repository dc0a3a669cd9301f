"""What home may know of check-ins."""

from portal.blueprints.checkins.inviting import CheckIns, summarise
from portal.blueprints.checkins.noticing import Reading, summarise_reading

__all__ = ["CheckIns", "Reading", "summarise", "summarise_reading"]
