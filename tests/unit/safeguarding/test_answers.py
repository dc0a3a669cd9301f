"""Which answer to "Do you feel safe?" raises a concern, and how soon."""

import pytest

from portal.models import Cause, Level, Safe
from portal.safeguarding import raised_by

RAISES = {
    Safe.NO: (Level.NOW, Cause.SAID_NO),
    Safe.NOT_SURE: (Level.TODAY, Cause.NOT_SURE),
    Safe.YES: None,
    Safe.SKIP: None,
}


@pytest.mark.parametrize("answer", list(Safe))
def test_every_answer_raises_what_it_is_to_raise(answer: Safe) -> None:
    assert raised_by(answer) == RAISES[answer]
