"""Journeys walk through the portal as it really runs: gunicorn and the worker, with the demo's roster in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.visitor import arrives, browser_type_launch_args
from tools.crowd import furnish
from tools.running import RunningPortal

__all__ = ["arrives", "browser_type_launch_args", "portal"]


@pytest.fixture(scope="session")
def portal(fast_folder: Path) -> Iterator[RunningPortal]:
    """The running portal; every journey of the run shares it, and none undoes what another one needs."""
    running = RunningPortal(fast_folder / "running")
    furnish(running)
    running.start_web()
    running.start_worker()
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def named_portal(fast_folder: Path) -> Iterator[RunningPortal]:
    """A portal that is called localhost: passkeys are bound to a name, and 127.0.0.1 is none."""
    running = RunningPortal(fast_folder / "named")
    running.url = f"http://localhost:{running.port}"
    running.env["PORTAL_PUBLIC_URL"] = running.url
    furnish(running)
    running.start_web()
    try:
        yield running
    finally:
        running.stop()
