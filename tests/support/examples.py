"""What `make test` asks on SQLite alone, because PostgreSQL could say nothing else; `make drill` asks it on both.

A page's words and looks are the same code on both databases; what differs is how rows are kept and hidden, and every
test about those runs on both. So does each example of them.
"""

import os

import pytest

from tests.support.databases import KINDS

EVERYTHING = bool(os.environ.get("EVERYBODY"))
_ONE = KINDS if EVERYTHING else KINDS[:1]
# Beside a test: a page's words and looks, no rule about rows. Another test of the same page asks PostgreSQL
# for its rows.
drawn_once = pytest.mark.parametrize("db_url", _ONE, indirect=True)
# Beside a test of a process of its own, of its clock, its log or its end: starting one takes seconds, and others of the
# same file start it on PostgreSQL.
started_once = pytest.mark.parametrize("db_url", _ONE, indirect=True)
# The same where the test begins with an empty database.
built_once = pytest.mark.parametrize("empty_db_url", _ONE, indirect=True)
