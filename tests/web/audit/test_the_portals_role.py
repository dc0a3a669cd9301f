"""On PostgreSQL the portal's role owns nothing: it reads, writes, and only adds to the record (reliability.md §4.6)."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from sqlalchemy.exc import ProgrammingError

from portal import migrating
from portal.audit import own_role
from portal.cli import main
from portal.config import Settings
from portal.database import SYSTEM, db, learn_sizes
from portal.models import AuditEntry
from tests import cast
from tests.support.databases import OWNER, PORTAL, NewDatabase, Postgres, as_owner
from tests.support.mail import environment_of
from tests.support.portal import MakeSettings, browser_with, key_of, portal_for
from tests.support.tampering import TABLES, as_the_owner

ACTS = (
    "update {} set setting_id = setting_id",
    "delete from {}",
    "truncate {} cascade",
    "alter table {} disable trigger user",
    "alter table {} disable row level security",
    "drop trigger {}_added_only on {}",
    "create trigger mine before insert on {} execute function portal_added_only()",
    "alter table {} rename to gone",
    "drop table {} cascade",
    "set session_replication_role = replica",
    f"set role {OWNER}",
)


@pytest.fixture
def db_url(new_database: NewDatabase) -> str:
    """Only PostgreSQL has roles."""
    return new_database("postgresql")


@pytest.fixture(autouse=True)
def lets_go() -> Iterator[None]:
    """No connection stays behind."""
    yield
    db.stop()


@pytest.fixture
def own_all(new_database: NewDatabase) -> str:
    """As installed by somebody who made one role for everything."""
    url = new_database("postgresql", empty=True)
    migrating.upgrade(url)
    cast.arrive(url)
    return url


def ready(settings: Settings) -> str:
    """What /ready says of the role."""
    answer = portal_for(settings).test_client().get("/ready", base_url="https://localhost")
    return next(line for line in answer.text.splitlines() if line.startswith("role: "))


def the_portal_works(settings: Settings) -> None:
    """A key worker opens a page about a child and changes something; both leave their lines."""
    okoro = browser_with(portal_for(settings), key_of("okoro"))
    assert okoro.get(f"/people/{cast.person('maya')}").status_code == 200
    assert okoro.sends(f"/people/{cast.person('leila')}/end-access").status_code == 200
    with db.own_look(SYSTEM) as session:
        events = set(session.scalars(sa.select(AuditEntry.event)))
    assert events >= {"people.person.shown", "access.everything.ended"}


def nothing_can_be_changed() -> None:
    """Whatever the portal's role tries at the record is refused."""
    for table in TABLES:
        for act in ACTS:
            refused = pytest.raises(ProgrammingError, match=r"must be|permission denied")
            with refused, db.work(SYSTEM, reason="a test") as session:
                session.connection().execute(sa.text(act.format(table, table)))


def test_the_portal_works_and_can_change_nothing_of_the_record(settings: Settings) -> None:
    the_portal_works(settings)
    assert ready(settings) == "role: ready"
    nothing_can_be_changed()


def test_an_import_lets_the_database_learn_its_sizes(settings: Settings) -> None:
    portal_for(settings)
    with db.work(SYSTEM, reason="a test") as session:
        learn_sizes(session)
    with db.engine.connect() as connection:
        rows = sa.text("select reltuples from pg_class where relname = 'person'")
        assert (connection.scalar(rows) or 0) > 10


def test_a_role_that_owns_the_tables_is_said(make_settings: MakeSettings, own_all: str) -> None:
    settings = make_settings(own_all)
    the_portal_works(settings)
    assert ready(settings) == f"role: {own_role.MAY_CHANGE_IT}"


@pytest.mark.parametrize("act", ["update", "delete", "truncate", "trigger"])
def test_a_role_that_was_given_more_is_said(settings: Settings, act: str) -> None:
    portal_for(settings)
    with as_the_owner() as connection:
        connection.execute(sa.text(f"grant {act} on audit_pupil to {PORTAL}"))
    assert ready(settings) == f"role: {own_role.MAY_CHANGE_IT}"


def test_an_older_installation_gives_its_tables_to_another_role(
    make_settings: MakeSettings, own_all: str, postgres: Postgres
) -> None:
    name = own_all.partition("@/")[2].partition("?")[0]
    postgres.run_in(name, f"REASSIGN OWNED BY {PORTAL} TO {OWNER}")  # as docs/running.md says it
    migrating.upgrade(as_owner(own_all), grant_to=PORTAL)
    settings = make_settings(own_all)
    the_portal_works(settings)
    assert ready(settings) == "role: ready"
    nothing_can_be_changed()


def test_what_a_later_migration_adds_is_the_portals_to_use(settings: Settings) -> None:
    portal_for(settings)
    with as_the_owner() as connection:
        connection.execute(sa.text("create table later (id int)"))
    with db.work(SYSTEM, reason="a test") as session:
        for act in ("insert into later values (1)", "update later set id = 2", "delete from later"):
            assert session.connection().execute(sa.text(act)).rowcount == 1


@pytest.mark.parametrize(
    ("kind", "role", "says"),
    [
        ("postgresql", PORTAL, "portal_app owns the tables"),
        ("postgresql", "nobody", "There is no role nobody"),
        ("sqlite", PORTAL, "SQLite has no roles"),
    ],
)
def test_what_cannot_be_granted_is_a_sentence(
    make_settings: MakeSettings,
    new_database: NewDatabase,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    role: str,
    says: str,
) -> None:
    for name, value in environment_of(make_settings(new_database(kind, empty=True))).items():
        monkeypatch.setenv(name, value)
    result = CliRunner().invoke(main, ["migrate", "--grant-to", role])
    assert (result.exit_code, says in result.output) == (1, True), result.output
