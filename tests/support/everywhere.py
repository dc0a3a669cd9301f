"""Every page that somebody can walk to by links, one of each kind, with what stands in their way on each."""

import re
from collections import deque
from collections.abc import Iterator, Set

from tests.support.crawl import shape_of
from tests.support.visitor import Visitor

# What ends the visit, what is another program's, and what is not a page (a document is saved, not shown).
NOT_WALKED = ("/demo", "/leave", "/static/", "/photos/", "/sw.js", "/health", "/ready")
PLAIN = re.compile(r"^/(?!house/\w+/document$)[\w/-]*$")


def walk(visitor: Visitor, doors: tuple[str, ...], *, undrawn: Set[str] = frozenset()) -> Iterator[str]:
    """Open each page and yield its address; two addresses that differ in an id only are one page.

    Pages of the kinds in `undrawn` are asked for and not drawn: somebody only passes through them.
    """
    seen: set[str] = set()
    waiting = deque(doors)
    while waiting:
        address = waiting.popleft()
        if shape_of(address) in seen or address.startswith(NOT_WALKED) or not PLAIN.match(address):
            continue
        seen.add(shape_of(address))
        if shape_of(address) in undrawn:
            yield address
            waiting += visitor.links_undrawn(address)
            continue
        visitor.goes_to(address)
        yield address
        waiting += visitor.links()


def what_stands_in_the_way(
    visitor: Visitor, doors: tuple[str, ...], *, judged: set[str] | None = None
) -> dict[str, str]:
    """Each page by its address, and an empty sentence or everything that is wrong with it.

    Kinds of pages that stand in `judged` are passed through and not judged again; those that are met are added.
    """
    found = {}
    known = set(judged or ())
    visitor.keeps_axe_at_hand()
    for address in walk(visitor, doors, undrawn=known):
        found[address] = ""
        if shape_of(address) in known:
            continue
        if judged is not None:
            judged.add(shape_of(address))
        try:
            visitor.can_use_this_page()
        except AssertionError as wrong:
            found[address] = str(wrong)
            visitor.console.clear()
    return found
