"""The pages: for the young person who raised a concern, for those who answer for it, and for who is told."""

from portal.blueprints.concerns.routes import absences, answering, ladder, telling, worrying  # noqa: F401
