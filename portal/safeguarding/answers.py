"""Which answer to "Do you feel safe?" raises a concern, and how soon somebody has to be there (domain.md §7.2)."""

import uuid

from portal.models import Cause, Level, Safe

_RAISES = {Safe.NO: (Level.NOW, Cause.SAID_NO), Safe.NOT_SURE: (Level.TODAY, Cause.NOT_SURE)}


def raised_by(answer: Safe) -> tuple[Level, Cause] | None:
    """What it raises, however it was given: tapped, without signal, or on paper. None: nothing."""
    return _RAISES.get(answer)


def number_of_where(answer_id: uuid.UUID) -> uuid.UUID:
    """The id of the row beside an answer that says where: by it whoever reads the concern finds it."""
    return uuid.uuid5(answer_id, "where")
