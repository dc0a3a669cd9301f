"""Going everywhere one person can go, by the links and forms of their own pages."""

import re
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

from werkzeug.test import TestResponse

from tests.support.client import Browser
from tests.support.html import Node, parse

# Pages somebody reaches by address rather than by a link.
DOORS = ("/", "/help", "/language", "/looks", "/account", "/people/", "/week/")
# Ending the visit, and becoming somebody else, are not part of it.
NOT_PRESSED = ("/leave", "/sign-out", "/demo/")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass
class Form:
    """A form of a page: where it is sent, and what it would send if nobody touched it."""

    page: str
    action: str
    values: dict[str, str]
    words: list[str]


@dataclass
class Visit:
    """What one person saw: each page's answer by its address, and the forms on them."""

    pages: dict[str, TestResponse] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)

    @property
    def ids(self) -> set[str]:
        """Every id that stands in an address or a field of these pages."""
        return set(UUID.findall(" ".join([*self.pages, *(page.text for page in self.pages.values())])))

    @property
    def addresses(self) -> set[str]:
        """Every address that was opened or is sent to."""
        return {*self.pages, *(form.action for form in self.forms)}


def visit(browser: Browser, *, most: int = 150) -> Visit:
    """Follow every link on the site, from page to page, pressing nothing. At most `most` pages."""
    seen, waiting, found = set(DOORS), deque(DOORS), Visit()
    while waiting and len(found.pages) < most:
        address = waiting.popleft()
        answer = browser.get(address)
        found.pages[address] = answer
        if answer.mimetype != "text/html" or answer.status_code != 200:
            if answer.status_code in {301, 302, 303}:
                _follow(answer.headers["Location"], address, seen, waiting)
            continue
        page = parse(answer.text)
        found.forms += [_form(form, address) for form in page.all("form") if _is_sent(form, address)]
        for link in page.all("a", "link", "img"):
            _follow(link.attrs.get("href") or link.attrs.get("src") or "", address, seen, waiting)
    return found


def _is_sent(form: Node, address: str) -> bool:
    action = form.attrs.get("action") or address
    return form.attrs.get("method", "").lower() == "post" and not action.startswith(NOT_PRESSED)


def _form(form: Node, address: str) -> Form:
    fields = form.all(
        "input", "textarea", where=lambda node: node.attrs.get("type", "text") in {"text", "email", "search"}
    )
    words = [node.attrs["name"] for node in fields if "name" in node.attrs]
    return Form(address, form.attrs.get("action") or address, form.hidden_values(), words)


def _follow(link: str, _page: str, seen: set[str], waiting: deque[str]) -> None:
    parts = urlsplit(urldefrag(link).url)
    address = parts.path + (f"?{parts.query}" if parts.query else "")
    here = parts.netloc in {"", "localhost"} and parts.scheme in {"", "https"}
    if here and address.startswith("/") and not address.startswith(("/static/", "/demo")) and address not in seen:
        seen.add(address)
        waiting.append(address)
