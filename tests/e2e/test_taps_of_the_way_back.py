"""Leila's taps from Today, on a narrow phone without scripts: to read the plan, to write in each part, to agree."""

import re
import sys
from collections.abc import Iterator

import pytest

from tests.support.taps import taps
from tests.support.visitor import Arrives, Visitor

PLAN = (("link", "Plan"), ("link", "The way back"))
# One for the section, one to begin, one to send: nothing in between is asked of her.
MOST_TO_WRITE = len(PLAN) + 3
MOST_TO_AGREE = 4


@pytest.fixture
def leila(arrives: Arrives) -> Visitor:
    """On her phone, as narrow as most, without scripts."""
    somebody = arrives("leila", width=360, scripts=False)
    somebody.goes_to("/")
    return somebody


def sections_of(leila: Visitor) -> Iterator[str]:
    """The address of each section of the plan she has before her."""
    seen = leila.page.locator('main a[href^="/way/section/"]').evaluate_all("all => all.map(a => a.pathname)")
    yield from dict.fromkeys(address for address in seen if re.fullmatch(r"/way/section/[\w-]+", address))


def goes_into(leila: Visitor, address: str) -> int:
    """One tap on the card of a section."""
    leila.page.locator(f'main a[href="{address}"]').first.click()
    leila.page.wait_for_load_state()
    return 1


def test_leila_reads_the_plan_part_by_part(leila: Visitor) -> None:
    to_plan = taps(leila, *PLAN)
    leila.sees_page("The way back for Maya")
    sections = list(sections_of(leila))
    assert len(sections) >= 11
    for address in sections:
        assert goes_into(leila, address) == 1
        leila.sees("What we agree")
        taps(leila, ("link", "Back"))
        leila.sees_page("The way back for Maya")
    sys.stdout.write(
        f"\nReading the plan at 360 px, no scripts: {to_plan} taps, 1 more for each of {len(sections)} parts\n"
    )
    assert to_plan <= 2


def test_leila_reads_all_of_it_on_one_page(leila: Visitor) -> None:
    count = taps(leila, PLAN[0], ("link", "Do you agree?"))
    for words in ("Ten, not nine.", "A calm start", "First the garden door."):
        leila.sees(re.compile(words))
    sys.stdout.write(f"\nReading the whole plan in easy words at 360 px, no scripts: {count} taps\n")
    assert count <= 2


def test_leila_writes_in_each_part(leila: Visitor) -> None:
    taps(leila, *PLAN)
    counts: dict[str, int] = {}
    for number, address in enumerate(list(sections_of(leila))):
        leila.goes_to("/")
        count = taps(leila, *PLAN) + goes_into(leila, address)
        name = leila.page.get_by_role("heading", level=1).inner_text()
        count += taps(leila, ("link", "Say what you think"))
        leila.page.locator('textarea[name="words"]').fill(f"Words of part {number}.")
        counts[name] = count + taps(leila, ("button", "Send"))
        leila.goes_to(address)
        leila.sees(re.compile(f"Words of part {number}\\."))
    each = ", ".join(f"{name} {count}" for name, count in counts.items())
    sys.stdout.write(f"\nWriting in each part at 360 px, no scripts, from Today: {each}; and the words\n")
    assert len(counts) >= 11
    assert max(counts.values()) <= MOST_TO_WRITE


def test_leila_agrees(leila: Visitor) -> None:
    count = taps(leila, PLAN[0], ("link", "Do you agree?"))
    leila.chooses("I agree")
    count += 1 + taps(leila, ("button", "Send my answer"))
    leila.sees("Thank you. Your answer is here. You can change it.")
    sys.stdout.write(f"\nAgreeing at 360 px, no scripts, from Today: {count} taps\n")
    assert count <= MOST_TO_AGREE
