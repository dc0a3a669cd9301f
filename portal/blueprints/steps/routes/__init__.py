"""The pages of the steps: to read, to write, and those of the young person."""

from portal.blueprints.steps.routes import answering, reading, saying, taking_out, writing  # noqa: F401
