"""The pages of a plan: reading it, printing it, saying something beside it, writing it, and what has changed."""

from portal.blueprints.way.routes import history, lines, printing, reading, saying, writing

__all__ = ["history", "lines", "printing", "reading", "saying", "writing"]
