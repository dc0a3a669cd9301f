"""The pages of messages: reading, writing, and what staff do beside answering."""

from portal.blueprints.messages.routes import reading, staff, writing

__all__ = ["reading", "staff", "writing"]
