"""The pages of part-time timetables."""

from portal.blueprints.part_time.routes import reading, saying, writing

__all__ = ["reading", "saying", "writing"]
