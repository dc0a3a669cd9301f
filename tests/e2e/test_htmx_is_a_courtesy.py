"""On the running portal: where htmx is there only a part of the page changes; where it is not, everything works."""

from collections.abc import Iterator

import pytest

from tests.e2e.conftest import Copied
from tests.support.visitor import Arrives, Visitor
from tools.running import RunningPortal


@pytest.fixture(scope="module")
def portal(copied: Copied) -> Iterator[RunningPortal]:
    """A portal that sends grown-ups to the CDN for htmx, as a real one does; the other journeys get our own copy."""
    running = copied("with-cdn", htmx="cdn")
    running.start_web(workers=1)
    yield running
    running.stop()


def searches(staff: Visitor, name: str) -> None:
    """By name, on the page of people."""
    staff.fills("Search by name", name)
    staff.presses("Search")


def test_a_search_changes_the_main_part_and_nothing_else(arrives: Arrives) -> None:
    sam = arrives("okoro", width=1200, cdn=True)
    sam.goes_to("/people/")
    sam.page.wait_for_function("() => window.htmx")
    sam.page.evaluate("() => { window.still = true; }")
    searches(sam, "Maya")
    sam.sees("1 pupil fits")
    assert sam.page.evaluate("() => window.still") is True
    assert sam.asked_cdn
    sam.can_use_this_page()
    searches(sam, "")
    sam.page.get_by_role("alert").wait_for()
    sam.page.wait_for_function("() => document.activeElement.classList.contains('errors')")
    assert sam.page.evaluate("() => window.still") is True


def test_the_same_search_without_scripts(arrives: Arrives) -> None:
    sam = arrives("okoro", width=1200, scripts=False)
    sam.goes_to("/people/")
    searches(sam, "Maya")
    sam.sees("1 pupil fits")
    assert sam.asked_cdn == []
