"""What home may know of check-ins."""

from portal.blueprints.checkins.noticing import Reading, summarise_reading

__all__ = ["Reading", "summarise_reading"]
