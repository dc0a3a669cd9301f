"""One SQLite file for one test after the other, laid back as it was in between.

What a connection has understood (a hundred tables, the statements of a page) it keeps: a new file for each test has it
understood again, which takes as long as the page itself.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

# Where the header of a file says which shape its tables have, and whether changes go through a log
# (https://www.sqlite.org/fileformat.html §1.3).
HEAD, COOKIE, LOGGED = 100, slice(40, 44), slice(18, 20)


class KeptFile:
    """A copy of `original` at `path` whose pages are put back under connections that stay open."""

    def __init__(self, path: Path, original: Path) -> None:
        self.path, self.url = path, f"sqlite:///{path}"
        self._pages = original.read_bytes()
        # Never closed: to close a file takes away the locks that SQLite has on it in this process.
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        self._lay_down()

    def keep(self) -> None:
        """What it is now, it goes back to. RuntimeError while somebody is in the middle of something."""
        if not self._is_let_go():
            raise RuntimeError(f"{self.path.name} is still being written to.")
        self._pages = os.pread(self._file, os.fstat(self._file).st_size, 0)

    def put_back(self, *, tables: bool = False) -> bool:
        """Every row is what it was, and whoever has the file open looks again.

        False where somebody is in the middle of something, and where tables have changed and not only rows, unless they
        may (`tables`: what was counted for the planner stands in one): then nothing was put back.
        """
        if not self._is_let_go():
            return False
        head = os.pread(self._file, HEAD, 0)
        if head[LOGGED] != self._pages[LOGGED] or (head[COOKIE] != self._pages[COOKIE] and not tables):
            return False
        # Pages behind them stay, unread: the log remembers how long the file was.
        self._lay_down()
        # A change through SQLite itself, after which every connection forgets the pages it remembers.
        with closing(sqlite3.connect(self.path, isolation_level=None, timeout=0)) as own:
            own.execute("PRAGMA user_version = 1")
        return True

    def _lay_down(self) -> None:
        written = os.pwrite(self._file, self._pages, 0)
        assert written == len(self._pages), "The disk is full."

    def _is_let_go(self) -> bool:
        """True when nobody is in the middle of anything; the log is then written into the file, and empty."""
        with closing(sqlite3.connect(self.path, isolation_level=None, timeout=0)) as own:
            try:
                busy, _pages, _written = own.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.OperationalError:
                return False
        return not busy


class SameFile:
    """The file of one test after the other. A test that leaves more behind than rows (a table, an open transaction) is
    the last with its file: the next test gets another one."""

    name = "again"

    def __init__(self, original: Path, folder: Path) -> None:
        self.original, self.folder = original, folder
        self._files = [self._another(1)]

    def url(self) -> str:
        """The address of the database, as it was in the beginning."""
        return self._files[-1].url

    def put_back(self) -> None:
        """Every row is what it was; whoever has the file open looks again."""
        if not self._files[-1].put_back():
            self._files.append(self._another(len(self._files) + 1))

    def _another(self, number: int) -> KeptFile:
        return KeptFile(self.folder / f"{self.name}{number}.db", self.original)
