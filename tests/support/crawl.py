"""Going everywhere one person can go, by the links and forms of their own pages."""

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

from werkzeug.test import TestResponse

from tests.support.client import Browser
from tests.support.html import Node, parse

# Pages somebody reaches by address rather than by a link.
DOORS = ("/", "/help", "/language", "/looks", "/account", "/people/", "/week/")
# Ending the visit, and becoming somebody else, are not part of it.
NOT_PRESSED = ("/leave", "/sign-out", "/demo/")
# What a field of this name takes.
ANSWERS = {"email": "nobody@example.org", "code": "123456", "password": "nobody would choose this one"}
DATE = ("-day", "-month", "-year")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

# Pages that one view draws for each of a few words: what is asked about, a card, a policy, a question of a review.
OF_ONE_VIEW = re.compile(
    r"^/(asks/new/id|plan/id/about|plan/reviews/id/say)/[\w/]+(?:\?line=\w+)?|^/(house)/(?!independent)\w+"
)

# From which page somebody asks to be rung: kept, and drawn alike.
FROM_PAGE = re.compile(r"page=[a-z_]+\.[a-z_]+")


def shape_of(address: str) -> str:
    """What addresses have in common whose pages the same code draws: they differ in ids, or in one of a few words."""
    kind = OF_ONE_VIEW.sub(lambda found: f"/{found[1] or found[2]}/word", UUID.sub("id", address))
    return FROM_PAGE.sub("page=word", kind)


@dataclass
class Form:
    """A form of a page: where it is sent, and what it would send if nobody touched it."""

    page: str
    action: str
    values: dict[str, str]
    # The fields that take any words.
    words: list[str]
    # Filled in as somebody would who wants it to be taken: something in each field, something chosen, a button pressed.
    filled: dict[str, str]


@dataclass
class Visit:
    """What one person saw: each page's answer by its address, and the forms on them."""

    pages: dict[str, TestResponse] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)

    @property
    def ids(self) -> set[str]:
        """Every id that stands in an address or a field of these pages."""
        return set(UUID.findall(" ".join([*self.pages, *(page.text for page in self.pages.values())])))

    def different_forms(self) -> list[Form]:
        """Each form once: of those that differ in the ids of their address only, the first."""
        return list({(shape_of(form.action), *sorted(form.filled)): form for form in reversed(self.forms)}.values())

    @property
    def addresses(self) -> set[str]:
        """Every address that was opened or is sent to."""
        return {*self.pages, *(form.action for form in self.forms)}


def visit(browser: Browser, *, alike: int = 2) -> Visit:
    """Follow every link on the site, from page to page, pressing nothing.

    Of addresses that differ in their ids only, `alike` are opened: the third person’s page is drawn by the same code.
    """
    seen, waiting, found, shapes = set(DOORS), deque(DOORS), Visit(), Counter[str]()
    while waiting:
        address = waiting.popleft()
        shapes[shape := shape_of(address)] += 1
        if shapes[shape] > alike:
            continue
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
    values = form.hidden_values()
    return Form(address, form.attrs.get("action") or address, values, words, {**values, **_filled(form)})


def _filled(form: Node) -> dict[str, str]:
    filled: dict[str, str] = {}
    for node in form.all("input", "textarea", "select", "button"):
        name, kind, here = node.attrs.get("name", ""), node.attrs.get("type", "text"), node.attrs.get("value", "")
        if not name or name in filled or kind in {"hidden", "file"}:
            continue
        if kind in {"radio", "checkbox", "submit"} or node.tag == "button":
            filled[name] = here or "on"
        elif node.tag == "select":
            filled[name] = next(
                (option.attrs["value"] for option in node.all("option") if option.attrs.get("value")), ""
            )
        else:
            filled[name] = here or ("" if name.endswith(DATE) else ANSWERS.get(name, "Some words"))
    return filled


def _follow(link: str, _page: str, seen: set[str], waiting: deque[str]) -> None:
    parts = urlsplit(urldefrag(link).url)
    address = parts.path + (f"?{parts.query}" if parts.query else "")
    here = parts.netloc in {"", "localhost"} and parts.scheme in {"", "https"}
    if here and address.startswith("/") and not address.startswith(("/static/", "/demo")) and address not in seen:
        seen.add(address)
        waiting.append(address)
