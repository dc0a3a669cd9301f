"""A browser on the sample pages of the frame; no name outside the machine is found."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.support.parts_server import PartsServer, parts_server
from tools.browser import ARGUMENTS, find

Opens = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": find(), "args": list(ARGUMENTS)}


@pytest.fixture(scope="session")
def shared_parts() -> Iterator[PartsServer]:
    with parts_server() as server:
        yield server


@pytest.fixture
def parts(shared_parts: PartsServer) -> PartsServer:
    """The server, with nothing asked of it yet."""
    shared_parts.asked.clear()
    shared_parts.left_with.clear()
    shared_parts.credentials.clear()
    return shared_parts


@pytest.fixture
def opens(browser: Browser, parts: PartsServer) -> Iterator[Opens]:
    """`opens("today")`: a page on a phone. `before` gets the context first; other words go to the browser."""
    contexts: list[BrowserContext] = []

    def open_page(path: str, *, before: Callable[[BrowserContext], Any] | None = None, **browsing: Any) -> Page:
        settings = {"viewport": {"width": 360, "height": 740}, "service_workers": "block", "locale": "en-GB"}
        context = browser.new_context(**(settings | browsing))
        contexts.append(context)
        if before:
            before(context)
        page = context.new_page()
        page.goto(path if path.startswith("http") else f"{parts.url}/parts/{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
