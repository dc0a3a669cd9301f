"""Pages × languages × colours: everything that axe, a narrow screen or a finger finds wrong."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.everywhere import what_stands_in_the_way
from tests.support.visitor import Arrives, arrives, browser_type_launch_args
from tests.support.walkers import WALKERS
from tools.crowd import furnish
from tools.running import RunningPortal

__all__ = ["arrives", "browser_type_launch_args"]
LOOKS = [(language, scheme) for language in ("en", "pl", "ar") for scheme in ("light", "dark")]


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[RunningPortal]:
    """A running portal of this drill's own, with the demo's roster."""
    running = RunningPortal(tmp_path / "running", htmx="own")
    furnish(running)
    running.start_web()
    yield running
    running.stop()


def test_every_page_in_every_colour(arrives: Arrives, figure: Callable[[str], None]) -> None:
    pages: dict[tuple[str, str, str], str] = {}
    for person, walker in WALKERS.items():
        for language, scheme in LOOKS:
            somebody = arrives(person, width=walker.width, language=language, scheme=scheme)
            found = what_stands_in_the_way(somebody, walker.doors)
            pages |= {(f"{person} {address}", language, scheme): wrong for address, wrong in found.items()}
            somebody.context.close()
    wrong = [sentence for sentence in pages.values() if sentence]
    figure(f"pages × 3 languages × light and dark: {len(pages)}; with axe, width or target faults: {len(wrong)}")
    assert not "\n".join(wrong)
