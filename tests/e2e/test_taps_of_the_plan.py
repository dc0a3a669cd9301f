"""How many taps it takes from Today to say what was seen at home, and to move one's own ladder."""

import re
import sys

import pytest

from tests.support.taps import taps
from tests.support.visitor import Arrives


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_carer_says_what_she_saw_at_home_in_three_taps(arrives: Arrives, scripts: bool) -> None:
    leila = arrives("leila", scripts=scripts)
    leila.goes_to("/")
    count = taps(leila, ("link", "Maya's goals"), ("link", "I saw this at home"))
    leila.fills("Your words", f"She told me of the door, {scripts}.")
    count += taps(leila, ("button", "Send"))
    leila.sees(f"She told me of the door, {scripts}.")
    sys.stdout.write(f"\nI saw this at home, scripts {scripts}: {count} taps and the words\n")
    assert count == 3


@pytest.mark.parametrize(("scripts", "rung"), [(True, "Done"), (False, "A little")], ids=["with scripts", "without"])
def test_zofia_moves_her_ladder_in_three_taps(arrives: Arrives, scripts: bool, rung: str) -> None:
    zofia = arrives("zofia", scripts=scripts)
    zofia.goes_to("/")
    count = taps(zofia, ("link", "My goals"), ("link", "Move my ladder"), ("button", rung))
    zofia.sees_page("Who helped me?")
    zofia.follows("Go on")
    zofia.sees(re.compile("You moved it today"))
    sys.stdout.write(f"\nMoving her ladder, scripts {scripts}: {count} taps, one more to say who helped\n")
    assert count == 3
