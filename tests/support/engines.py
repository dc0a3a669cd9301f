"""What SQLAlchemy has worked out on one database it need not work out on the next: thousands are opened in a run.

Engines of one kind share how they speak (asked of the server once) and the statements that were compiled. Each begins
its transactions as portal/database.py says, and has connections of its own; those to the databases that the tests take
in turns stay open from one test to the next, with what was worked out on them.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.util import LRUCache

from portal import database

# As many as a whole run says: a statement of 13 KB takes 19 ms to work out again.
MOST_STATEMENTS = 9000
# Databases that are put back and used again, by their name.
STAYING = re.compile(r"(again\d*|matrix|house_\w+)$")


@pytest.fixture(scope="session", autouse=True)
def engines_learn_from_each_other() -> Iterator[None]:
    """Every engine that the portal makes in this run begins with what the first of its kind knows."""
    made_alone, first, staying = database.make_engine, dict[str, sa.Engine](), dict[tuple[str, bool], sa.Engine]()

    def make(url: str, *, looking: bool = False) -> sa.Engine:
        if (url, looking) in staying:
            return staying[url, looking]
        engine = made_alone(url, looking=looking)
        known = first.get(engine.dialect.name)
        if known is None or known.dialect.server_version_info is None:  # the first one never reached its database
            engine._compiled_cache = LRUCache(MOST_STATEMENTS)
            first[engine.dialect.name] = engine
        else:
            engine.dialect = engine.pool._dialect = known.dialect
            engine._compiled_cache = known._compiled_cache
        if STAYING.match(Path(engine.url.database or "").stem):
            staying[url, looking] = engine
            engine.dispose = lambda *_, **__: None  # type: ignore[method-assign]
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "make_engine", make)
        patch.setattr(database, "STATEMENTS_KEPT", MOST_STATEMENTS)
        yield
    for engine in staying.values():
        engine.pool.dispose()
