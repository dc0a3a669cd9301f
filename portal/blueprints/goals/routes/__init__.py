"""The pages of goals: reading them, saying something beside one, its ladders, writing one."""

from portal.blueprints.goals.routes import ladders, notes, reading, writing

__all__ = ["ladders", "notes", "reading", "writing"]
