"""What must be true of every page, checked on each one that any test draws (tests/support/client.py)."""

import gzip
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

import brotli
from werkzeug.test import TestResponse

from portal.web import sheet
from tests.cast import PEOPLE
from tests.house_rules import reading
from tests.support.html import Node, parse_strictly

CDN_HTMX = "https://cdn.jsdelivr.net/npm/htmx.org@2.0.11/dist/htmx.min.js"
DIRECTIONS = {"en": "ltr", "pl": "ltr", "ar": "rtl"}
NOT_TYPED = frozenset(("hidden", "submit", "button", "image", "reset"))
ASKS = re.compile(r"^(data-)?hx-(get|post|put|patch|delete)$")
UNFINISHED = re.compile(r"\{\{|\{%|%\(\w+\)s|<bound method|<function |\bUndefined\b|^None$|\d{4}-\d\d-\d\d \d\d:\d\d")
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-errormessage", "for", "form", "list")

# Ines and her mother are of the demo only: she has not begun yet.
NAMES = {"Ines", "Marta", *(words for first, last, *_rest in PEOPLE.values() for words in (first, last))}

# Whose page it is: the highest grade, and the most words in a sentence on average (twice as many in the longest).
EASY = {"young": (2, 9), "family": (4, 11)}

MOST_BYTES = 14 * 1024
TYPED = re.compile(r'(?<=<textarea)[^<]*(?=</textarea>)|(?<= value=")[^"]{200,}')

# What differs each time the same page is drawn: form tokens, numbers of forms and requests, seconds that are left.
FLEETING = re.compile(
    r'value="[\w.-]{40,}"|(?<=name="client_id" value=")[0-9a-f-]{36}|\b[0-9a-f]{8}\b(?!-)|data-ends-in="\d+"'
)

Rule = Callable[[Node], Iterator[str]]
RULES: list[Rule] = []
_fine: set[int] = set()


def rule(function: Rule) -> Rule:
    """Add a rule to the list."""
    RULES.append(function)
    return function


def is_whole_page(response: TestResponse) -> bool:
    """True for a page, false for a part of one, a file or a redirect."""
    return response.mimetype == "text/html" and not 300 <= response.status_code < 400 and "<html" in response.text


def check(text: str, *, where: str = "") -> None:
    """AssertionError with every broken rule, each as a sentence."""
    shape = hash(FLEETING.sub("", text))
    if shape in _fine:
        return
    page, complaints = parse_strictly(text)
    found = complaints + [sentence for one in RULES for sentence in one(page)] + list(_too_heavy(text))
    assert not found, f"The page {where} breaks {len(found)} house rules:\n  " + "\n  ".join(found)
    _fine.add(shape)


def weight(text: str) -> int:
    """The bytes of a page with its style sheet, compressed. What somebody typed comes back to them, however long."""
    apart = sum(_apart_size(part) for part in sheet.APART if f"css/{part}.css" in text)
    return len(gzip.compress(TYPED.sub("", text).encode("utf-8", "replace"), 6)) + _sheet_size() + apart


def _too_heavy(text: str) -> Iterator[str]:
    if (size := weight(text)) > MOST_BYTES:
        yield f"It weighs {size:,} bytes with its style sheet, compressed; {MOST_BYTES:,} at most."


@cache
def _sheet_size() -> int:
    return len(brotli.compress(sheet.sheet().encode()))


@cache
def _apart_size(part: str) -> int:
    return len(brotli.compress(sheet.apart(part).encode()))


@rule
def says_its_language_and_direction(page: Node) -> Iterator[str]:
    if page.attrs.get("doctype", "").lower() != "doctype html":
        yield "It does not begin with <!doctype html>."
    html = page.one("html")
    language, direction = html.attrs.get("lang", "")[:2], html.attrs.get("dir")
    if DIRECTIONS.get(language) != direction:
        yield f"<html> says lang={language!r} and dir={direction!r}."


@rule
def has_one_heading_and_a_title_that_names_nobody(page: Node) -> Iterator[str]:
    headings = [node.text for node in page.all("h1")]
    titles = [node.text for node in page.all("title", where=lambda node: node.has_ancestor("head"))]
    if len(headings) != 1 or len(titles) != 1 or not headings[0] or not titles[0]:
        yield f"It has {len(headings)} h1 and {len(titles)} title; one of each, with words."
        return
    # After a mistake the title begins with a word for it, in the page's language: "Problem: Sign in".
    heading, title = headings[0], titles[0]
    if "page--discreet" in page.one("body").attrs.get("class", "").split():
        if title != "Help" and page.one("html").attrs.get("lang") == "en":
            yield f"The title “{title}” tells a shared phone's history more than “Help”."
        return
    if title.startswith(heading) or title.split(": ", 1)[-1].startswith(heading):
        return
    # A heading may hold a name, a title may not: tabs and histories are read by others on a shared phone.
    if not NAMES & set(heading.replace("’", " ").replace("'", " ").split()):
        yield f"The title “{title}” does not begin with the heading “{heading}”."
    if told := NAMES & set(title.replace("’", " ").replace("'", " ").split()):
        yield f"The title “{title}” names {', '.join(sorted(told))}."


@rule
def is_easy_to_read(page: Node) -> Iterator[str]:
    audience = next((one for one in EASY if f"page--{one}" in page.one("body").attrs.get("class", "").split()), "")
    if not audience:
        return
    most, longest = EASY[audience]
    grade = reading.grade(page) if page.one("html").attrs.get("lang") == "en" else None
    if grade is not None and grade > most:
        yield f"Its words are of grade {grade:.1f}, not {most}: {' / '.join(reading.prose(page))}"
    average, words = reading.sentence_lengths(page)
    if average > longest or words > 2 * longest:
        yield f"Its sentences have {average:.1f} words, one has {words}: {' / '.join(reading.prose(page))}"


@rule
def has_one_main(page: Node) -> Iterator[str]:
    if (count := len(page.all("main"))) != 1:
        yield f"It has {count} <main>."


@rule
def uses_each_id_once(page: Node) -> Iterator[str]:
    counts = Counter(node.attrs["id"] for node in page.walk() if "id" in node.attrs)
    yield from (f"The id “{name}” stands there {count} times." for name, count in counts.items() if count > 1)


@rule
def points_only_to_what_is_there(page: Node) -> Iterator[str]:
    ids = {node.attrs["id"] for node in page.walk() if "id" in node.attrs}
    for node in page.walk():
        wanted = [name for attribute in REFERENCES for name in node.attrs.get(attribute, "").split()]
        if node.tag == "a" and node.attrs.get("href", "").startswith("#"):
            wanted.append(node.attrs["href"][1:])
        yield from (
            f"<{node.tag}> points to “{name}”, which is not there." for name in wanted if name and name not in ids
        )


@rule
def labels_every_control(page: Node) -> Iterator[str]:
    labelled = {node.attrs.get("for") for node in page.all("label") if node.name}
    for node in page.all("input", "select", "textarea"):
        if node.attrs.get("type", "text") in NOT_TYPED:
            continue
        named = node.attrs.get("id") in labelled or any(a.tag == "label" and a.name for a in node.ancestors())
        if not (named or node.attrs.get("aria-label") or node.attrs.get("aria-labelledby")):
            yield f"<{node.tag} name={node.attrs.get('name')!r}> has no label."
        if "placeholder" in node.attrs:
            yield f"<{node.tag} name={node.attrs.get('name')!r}> has a placeholder; words belong above the field."


@rule
def gives_every_link_and_button_words(page: Node) -> Iterator[str]:
    for node in page.all("a", "button", "summary"):
        if not node.name and not node.attrs.get("aria-labelledby"):
            yield f"<{node.tag}> to {node.attrs.get('href', node.attrs.get('name'))!r} has no words."
    for node in page.all("a"):
        if "href" not in node.attrs:
            yield f"The link “{node.text}” leads nowhere."
    for node in page.all("input", where=lambda n: n.attrs.get("type") in {"submit", "button"}):
        if not node.attrs.get("value"):
            yield "A submit input has no words."


@rule
def says_what_every_picture_is(page: Node) -> Iterator[str]:
    yield from (f"The picture {n.attrs.get('src')} has no alt." for n in page.all("img") if "alt" not in n.attrs)
    for node in page.all("svg"):
        if node.attrs.get("aria-hidden") != "true" and not (node.all("title") or node.attrs.get("aria-label")):
            yield "An <svg> has neither a title nor aria-hidden."


@rule
def works_without_a_script(page: Node) -> Iterator[str]:
    for node in page.walk():
        if any(ASKS.match(name) for name in node.attrs):
            form = node if node.tag == "form" else next((a for a in node.ancestors() if a.tag == "form"), None)
            if not node.attrs.get("href") and not form:
                yield f"<{node.tag}> asks with htmx and has neither an href nor a form around it."
    for form in page.all("form"):
        if form.attrs.get("method", "get").lower() == "post" and not _has_token(form):
            yield f"The form to {form.attrs.get('action')} has no csrf_token."
        if not form.all("button") and not form.all("input", where=lambda n: n.attrs.get("type") in {"submit", "image"}):
            yield f"The form to {form.attrs.get('action')} has no button."


def _has_token(form: Node) -> bool:
    return any(node.attrs.get("name") == "csrf_token" and node.attrs.get("value") for node in form.all("input"))


@rule
def has_nothing_inline(page: Node) -> Iterator[str]:
    for node in page.walk():
        yield from (f"<{node.tag}> has {name}=." for name in node.attrs if name == "style" or name.startswith("on"))
        if node.tag == "style":
            yield "It has a <style>."
        if node.tag == "script" and "src" not in node.attrs and node.attrs.get("type") != "application/json":
            yield "It has a script inside the page."
        if node.attrs.get("href", "").strip().lower().startswith(("javascript:", "data:")):
            yield f"A link leads to {node.attrs['href'][:20]}…"


@rule
def reads_each_block_aloud(page: Node) -> Iterator[str]:
    """Each heading that families and young people see has its Listen, in the block it names.

    Staff's pages and sheets for the printer have none. What a hidden heading, the list of mistakes or a fieldset
    holds is read with the page, by the Listen beside its h1.
    """
    if {"page--staff", "letter"} & set(page.one("body").attrs.get("class", "").split()):
        return
    read = {id(_block(node)) for node in page.all("button", where=lambda one: "data-listen" in one.attrs)}
    for heading in page.all("h2", where=lambda one: not _is_hidden_or_list_of_mistakes(one)):
        if id(_block(heading)) not in read:
            yield f"The block “{heading.text}” has no Listen of its own."


def _block(node: Node) -> Node | None:
    return next((one for one in node.ancestors() if one.tag in {"section", "article", "form", "aside"}), None)


def _is_hidden_or_list_of_mistakes(heading: Node) -> bool:
    return "vh" in heading.attrs.get("class", "").split() or heading.attrs.get("id") == "errors"


@rule
def asks_nobody_else_for_anything(page: Node) -> Iterator[str]:
    for node in page.walk():
        for attribute in ("src", "srcset", "action", "formaction", "poster", "data", "href"):
            address = node.attrs.get(attribute, "")
            if attribute == "href" and node.tag == "a":
                if address.startswith(("http:", "//")):
                    yield f"The link to {address} is not https."
            elif "//" in address and not (node.tag == "script" and address == CDN_HTMX):
                yield f"<{node.tag}> asks another host: {address}"
        if node.attrs.get("src") == CDN_HTMX and not (
            node.attrs.get("integrity", "").startswith("sha384-") and node.attrs.get("crossorigin") == "anonymous"
        ):
            yield "The script from the CDN carries no integrity and crossorigin."


@rule
def is_finished(page: Node) -> Iterator[str]:
    for node in page.walk():
        for child in node.children:
            if isinstance(child, str) and node.tag not in {"script", "style"} and UNFINISHED.search(child.strip()):
                yield f"<{node.tag}> shows “{child.strip()[:60]}”."
        yield from (
            f"<{node.tag} {k}> holds “{v[:60]}”."
            for k, v in node.attrs.items()
            if k != "value" and UNFINISHED.search(v)
        )
