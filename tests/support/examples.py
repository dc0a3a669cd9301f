"""Which of a page's tests PostgreSQL is asked: every promise, and of a promise with many examples the first.

A page's words, looks and mistakes are the same code on both databases; what differs is how rows are kept and hidden.
So `make test` asks PostgreSQL one example of each test of a page, and all of them where the example is a person of the
cast (whose rows they see), where rows themselves are the subject (WALLS), and where a test says so (`each_on_both`).
What is only drawn says so too (`drawn_once`). `make drill` asks everything on both (EVERYBODY=1).
"""

import os
from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from tests import cast
from tests.support.databases import KINDS

Test = TypeVar("Test", bound=Callable[..., Any])

EVERYTHING = bool(os.environ.get("EVERYBODY"))
# Folders of tests/web whose subject is rows: how they are written, hidden, raced for and put back.
WALLS = frozenset(
    ("access", "audit", "database", "heard", "keys", "outbox", "revisions", "roster", "safeguarding", "security")
)
_ONE = KINDS if EVERYTHING else KINDS[:1]
# Beside a test: a page's words and looks, no rule about rows. Another test of the
# same page asks PostgreSQL for its rows.
drawn_once = pytest.mark.parametrize("db_url", _ONE, indirect=True)
# Beside a test of a process of its own, of its clock, its log or its end: starting one takes seconds, and others of the
# same file start it on PostgreSQL.
started_once = pytest.mark.parametrize("db_url", _ONE, indirect=True)
# The same where the test begins with an empty database.
built_once = pytest.mark.parametrize("empty_db_url", _ONE, indirect=True)


def each_on_both(test: Test) -> Test:
    """Ask all examples of this test on both: who sees it, what is raised, how any words or numbers are kept."""
    vars(test)["is_asked_on_both"] = True
    return test


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the second and later examples on PostgreSQL, where nothing but the page differs."""
    if EVERYTHING:
        return
    asked, left_out = set[str](), list[pytest.Item]()
    for item in items:
        if _is_a_page_on_postgresql(item):
            name = item.nodeid.split("[")[0]
            if name in asked and not _is_about_rows(item):
                left_out.append(item)
            asked.add(name)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(map(id, left_out))
        items[:] = [item for item in items if id(item) not in gone]


def _is_a_page_on_postgresql(item: pytest.Item) -> bool:
    folders = item.path.parts
    page = "web" in folders and folders[folders.index("web") + 1] not in WALLS
    return page and _examples(item).get("db_url") == "postgresql"


def _is_about_rows(item: pytest.Item) -> bool:
    said = hasattr(getattr(item, "function", None), "is_asked_on_both")
    return said or any(isinstance(value, str) and value in cast.SLUGS for value in _examples(item).values())


def _examples(item: pytest.Item) -> dict[str, object]:
    callspec = getattr(item, "callspec", None)
    return callspec.params if callspec else {}
