"""What home may know of check-ins."""

from portal.blueprints.checkins.inviting import CheckIns, summarise

__all__ = ["CheckIns", "summarise"]
