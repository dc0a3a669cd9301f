"""How many taps it takes from Today to say that a child cannot come: at 360 px, without scripts."""

import sys

from tests.support.taps import taps
from tests.support.visitor import Arrives


def test_leila_says_it_from_today_and_takes_it_back(arrives: Arrives) -> None:
    leila = arrives("leila", width=360, scripts=False)
    leila.goes_to("/")
    count = taps(leila, ("link", "We can't come"), ("button", "Too hard today"))
    leila.sees_page("Thank you. We have it")
    leila.sees("What would help?")
    leila.can_use_this_page()
    back = taps(leila, ("button", "We can come after all"))
    leila.sees("Thank you. We will see you then.")
    sys.stdout.write(f"\nWe can't come, 360 px, no scripts: {count} taps; after all: {back}\n")
    assert (count, back) == (2, 1)


def test_zofia_says_it_from_her_day(arrives: Arrives) -> None:
    zofia = arrives("zofia", width=360, scripts=False)
    zofia.goes_to("/")
    count = taps(zofia, ("link", "I can't come"), ("button", "It is too hard today"))
    zofia.sees("You are not in trouble. Some days are hard.")
    zofia.can_use_this_page()
    taps(zofia, ("button", "I can come after all"))
    sys.stdout.write(f"\nI can't come, 360 px, no scripts: {count} taps\n")
    assert count == 2
