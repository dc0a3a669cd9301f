"""The pages of check-ins: saying how one is, and reading it."""

from portal.blueprints.checkins.routes import answers, reading, saying, sealed, sending, staff

__all__ = ["answers", "reading", "saying", "sealed", "sending", "staff"]
