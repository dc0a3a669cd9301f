"""Which answer to "Do you feel safe?" raises a concern, and how soon somebody has to be there (domain.md §7.2)."""

from portal.models import Cause, Level, Safe

_RAISES = {Safe.NO: (Level.NOW, Cause.SAID_NO), Safe.NOT_SURE: (Level.TODAY, Cause.NOT_SURE)}


def raised_by(answer: Safe) -> tuple[Level, Cause] | None:
    """What it raises, however it was given: tapped, without signal, or on paper. None: nothing."""
    return _RAISES.get(answer)
