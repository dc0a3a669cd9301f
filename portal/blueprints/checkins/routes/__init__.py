"""The pages of check-ins: saying how one is, and reading it."""

from portal.blueprints.checkins.routes import reading, saying, staff

__all__ = ["reading", "saying", "staff"]
