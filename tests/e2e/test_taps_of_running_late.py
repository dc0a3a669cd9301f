"""How many taps it takes from Today to tell the key worker that one is running late: at 360 px, without scripts."""

import sys

import pytest

from tests.support.taps import taps
from tests.support.visitor import Arrives


@pytest.mark.parametrize(("slug", "says"), [("leila", "We are running late."), ("zofia", "I am running late.")])
def test_running_late_is_three_taps_from_today(arrives: Arrives, slug: str, says: str) -> None:
    """The way goes by the messages, so that who reads it and by when they hear stand there before and after."""
    late = arrives(slug, width=360, scripts=False)
    late.goes_to("/")
    count = taps(late, ("link", "Messages"), ("button", "Write a message"))
    late.sees("Sam")
    late.can_use_this_page()
    count += taps(late, ("button", says))
    late.sees("Sent.")
    late.sees("You will hear by")
    late.can_use_this_page()
    sys.stdout.write(f"\nRunning late, {slug}, 360 px, no scripts: {count} taps\n")
    assert count == 3
    if slug == "zofia":
        taps(late, ("link", "Take it back"))
        late.can_use_this_page()
        taps(late, ("button", "Take it back"))
        late.sees("You took it back.")
