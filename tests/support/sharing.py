"""Which worker of a run takes which tests: each stays with one kind of database as long as there is work on it.

What was worked out on the way to the first page (compiled statements, who visited what, a running server) then serves
all that come after it on that worker, and is not worked out again on the next one. The tests of a file that stand on
one kind stay together.
"""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

from tests.support.databases import KINDS


class OneDatabaseEach(LoadFileScheduling):
    """By turns a worker prefers SQLite and PostgreSQL; what stands on neither goes to whoever is free."""

    def _split_scope(self, nodeid: str) -> str:
        return f"{super()._split_scope(nodeid)} {kind_of(nodeid)}"

    def _assign_work_unit(self, node: WorkerController) -> None:
        others = KINDS[(self.nodes.index(node) + 1) % len(KINDS)]
        liked = (scope for scope in self.workqueue if not scope.endswith(f" {others}"))
        self.workqueue.move_to_end(next(liked, next(iter(self.workqueue))), last=False)
        super()._assign_work_unit(node)


def kind_of(nodeid: str) -> str:
    """The kind of database that a test stands on, by its name; empty when it stands on none, or on one it makes."""
    asked = nodeid.partition("[")[2]
    return next((kind for kind in KINDS if kind in asked), "")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneDatabaseEach | None:
    """Tests that are shared out by file (`make test`) are shared out so."""
    return OneDatabaseEach(config, log) if config.getoption("dist") == "loadfile" else None
