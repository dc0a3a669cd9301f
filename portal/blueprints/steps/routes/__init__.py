"""The pages of the steps: to read, to write, and those of the young person."""

from portal.blueprints.steps.routes import answering, reading, saying, writing  # noqa: F401
