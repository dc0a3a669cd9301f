"""Counting taps: what somebody presses on the way to what they came for."""

import re

from tests.support.visitor import Visitor


def taps(who: Visitor, *names: tuple[str, str]) -> int:
    """Press one after the other, each a link or a button by how its words begin; how many there were."""
    for role, name in names:
        who.the(role, re.compile(f"^{re.escape(name)}")).click()
        who.page.wait_for_load_state()
    return len(names)
