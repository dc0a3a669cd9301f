"""Journeys walk through the portal as it really runs: gunicorn and the worker, with the demo's roster in it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.visitor import arrives, browser_type_launch_args
from tools.crowd import furnish
from tools.running import RunningPortal

__all__ = ["arrives", "browser_type_launch_args", "portal"]
Copied = Callable[..., RunningPortal]


@pytest.fixture(scope="session")
def furnished(fast_folder: Path) -> RunningPortal:
    """A portal with the demo in it that nobody starts: furnishing takes seconds, a copy of its files none."""
    portal = RunningPortal(fast_folder / "furnished")
    furnish(portal)
    return portal


@pytest.fixture(scope="session")
def copied(furnished: RunningPortal, fast_folder: Path) -> Copied:
    """A furnished portal by a name of its own, with our own htmx unless said: `copied("biting", htmx="cdn")`."""
    return lambda name, **settings: furnished.copy_to(fast_folder / name, **{"htmx": "own", **settings})


@pytest.fixture(scope="session")
def portal(copied: Copied) -> Iterator[RunningPortal]:
    """The running portal; every journey of the run shares it, and none undoes what another one needs."""
    running = copied("running")
    running.start_web(workers=1)
    running.start_worker()
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def named_portal(copied: Copied) -> Iterator[RunningPortal]:
    """A portal that is called localhost: passkeys are bound to a name, and 127.0.0.1 is none."""
    running = copied("named")
    running.url = f"http://localhost:{running.port}"
    running.env["PORTAL_PUBLIC_URL"] = running.url
    running.start_web(workers=1)
    try:
        yield running
    finally:
        running.stop()
