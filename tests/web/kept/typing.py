"""What the script of a page sends, without a browser: the same fields as portal/static/js/kept.js."""

import json
from typing import Any

from werkzeug.test import TestResponse

from tests.support.client import Browser
from tests.support.html import Node


def field(page: str, words: str, name: str = "words", **facts: Any) -> dict[str, Any]:
    """One field that somebody typed into; its form is sent to the page itself unless `form` says where."""
    return {"form": page, "name": name, "nth": 0, "was": "811c9dc5", "words": words, **facts}


def keeps(browser: Browser, page: str, *fields: dict[str, Any], **answers: str) -> TestResponse:
    """Let the page send what stands in its fields. Its token was given out with it, before anybody's time ended."""
    sent = {"csrf_token": token_of(browser), "page": page, "words": json.dumps(fields), **answers}
    return browser.post("/kept", data=sent)


def token_of(browser: Browser) -> str:
    """The token of the page that is open, whoever is signed in."""
    if not hasattr(browser, "token_of_a_page"):
        browser.token_of_a_page = browser.form("/language", to="/language").hidden_values()["csrf_token"]  # type: ignore[attr-defined]
    return str(browser.token_of_a_page)  # type: ignore[attr-defined]


def given_back(page: Node) -> list[str]:
    """The words that a page gives back, as they were typed."""
    return [line.attrs["data-words"] for line in page.all("p", where=lambda node: "data-words" in node.attrs)]
