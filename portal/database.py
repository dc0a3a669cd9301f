"""The database: how a transaction begins, what it may do, and whose rows it may touch.

A page that is only looked at runs in a transaction that the database itself keeps from writing. A form that is sent
runs in one that takes the write lock first (BEGIN IMMEDIATE), because a transaction that reads and then writes fails on
SQLite as soon as anyone else has written (reliability.md §0.3). Commits are forced to the disk (synchronous=FULL).
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import psycopg
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from portal.config import UnsafeConfigurationError

if TYPE_CHECKING:
    from portal.access.viewer import Viewer

# How many statements a connection keeps as the database understood them: to understand a long one anew takes longer
# than to answer it. A page says up to forty.
STATEMENTS_KEPT = 400

SYSTEM: Literal["system"] = "system"
Scope = uuid.UUID | Literal["system"] | None


class NothingKeepsThemApartError(RuntimeError):
    """A database was about to be opened in a process in which no net stands under its sessions (portal/visibility)."""


class Database:
    """The engine and the session of this request (or of this piece of work). Created once, started by the app."""

    def __init__(self) -> None:
        self._engine: sa.Engine | None = None
        self._looking: sa.Engine | None = None
        self._is_held_apart = False
        self._maker: sessionmaker[Session] = sessionmaker()
        self._scoped: scoped_session[Session] = scoped_session(self._maker)

    def hold_apart(self) -> None:
        """Said by portal/visibility, once its nets stand under every session of this process."""
        self._is_held_apart = True

    def start(self, url: str) -> None:
        """Connect to `sqlite:///…` or `postgresql://…`; a second start replaces the first.

        NothingKeepsThemApartError where a command forgot the nets: it would read one setting's rows for another's.
        """
        if not self._is_held_apart:
            raise NothingKeepsThemApartError("portal.visibility has not been loaded.")
        self.stop()
        self._engine, self._looking = make_engine(url), make_engine(url, looking=True)
        self._maker.configure(bind=self._engine)

    def stop(self) -> None:
        """Close every connection."""
        self._scoped.remove()
        for engine in filter(None, (self._engine, self._looking)):
            engine.dispose()
        self._engine = self._looking = None

    @property
    def engine(self) -> sa.Engine:
        """The engine of those who write; RuntimeError before `start`."""
        if self._engine is None:
            raise RuntimeError("The database has not been started.")
        return self._engine

    @property
    def looking(self) -> sa.Engine:
        """The engine of those who only look; RuntimeError before `start`."""
        if self._looking is None:
            raise RuntimeError("The database has not been started.")
        return self._looking

    @property
    def session(self) -> Session:
        """The session of this request."""
        return self._scoped()

    def open_for(self, mode: Literal["read", "write"]) -> None:
        """Begin a request: its session looks only ('read') or may change things ('write'). Nobody is signed in yet."""
        self._scoped.remove()
        self._scoped(bind=self.looking if mode == "read" else self.engine, info={"mode": mode})

    def keep(self) -> None:
        """Commit what this request did so far: it stays whatever comes next (a try, counted before it is looked at)."""
        self.session.commit()

    def close(self) -> None:
        """End a request; whatever was not committed is gone."""
        self._scoped.remove()

    def narrow_to(self, viewer: "Viewer | None") -> None:
        """From here on this session sees what `viewer` may see, and nothing when there is none."""
        set_scope(self.session, viewer.setting_id if viewer else None, viewer)

    @contextmanager
    def elevated(self, reason: str) -> Iterator[Session]:
        """Look across settings for one named reason (signing in, the worker). What was loaded does not stay behind."""
        session = self.session
        before = session.info.get("scope"), session.info.get("viewer"), session.info.get("reason")
        session.info["reason"] = reason
        set_scope(session, SYSTEM, None)
        try:
            yield session
            session.flush()
        finally:
            session.expunge_all()
            session.info["reason"] = before[2]
            if session.is_active:
                set_scope(session, before[0], before[1])

    @contextmanager
    def past_the_viewer(self, reason: str) -> Iterator[Session]:
        """Write inside the viewer's own setting, past what they see, for one named reason, in their transaction.

        Whoever reads a post that worries them sees no child, and still a child's concern must be kept with it. What was
        loaded or made meanwhile does not stay behind. Only portal/heard/in_groups.py may call it.
        """
        session = self.session
        session.flush()
        scope, viewer, before = session.info.get("scope"), session.info.get("viewer"), session.info.get("reason")
        known = set(session.identity_map.values())
        session.info["reason"] = reason
        set_scope(session, scope, None)
        try:
            yield session
            session.flush()
        finally:
            for row in set(session.identity_map.values()) - known:
                session.expunge(row)
            session.info["reason"] = before
            if session.is_active:
                set_scope(session, scope, viewer)

    @contextmanager
    def own_transaction(self, scope: Scope) -> Iterator[Session]:
        """A short write transaction beside the request's own (which may only be looking); commits at the end."""
        with Session(self.engine, info={"mode": "write", "scope": scope, "reason": "own transaction"}) as session:
            yield session
            session.commit()

    @contextmanager
    def own_look(self, scope: Scope) -> Iterator[Session]:
        """A short look beside the request's own transaction, which takes no lock and can change nothing."""
        with Session(self.looking, info={"mode": "read", "scope": scope, "reason": "own look"}) as session:
            yield session

    @contextmanager
    def work(self, scope: Scope, *, reason: str) -> Iterator[Session]:
        """A command's or worker's transaction: `db.session` is it while it lasts; all of it is kept, or nothing."""
        self._scoped.remove()
        session = self._scoped(info={"mode": "write", "scope": scope, "reason": reason})
        try:
            yield session
            session.commit()
        finally:
            self._scoped.remove()


db = Database()


def set_scope(session: Session, scope: Scope, viewer: "Viewer | None" = None) -> None:
    """Whose rows this session sees from here on; row level security is told as well."""
    session.info["scope"], session.info["viewer"] = scope, viewer
    if session.in_transaction():
        _tell_postgresql(session.connection(), scope)


def insert_past_the_net(session: Session, model: type[Any], rows: list[dict[str, Any]]) -> None:
    """Rows straight into a model's table, in this transaction: for the record, which may not wait and is not asked for.

    Each row names the same columns. Nothing else may call it (tests/house_rules/test_the_code.py).
    """
    session.connection().execute(sa.insert(model.__table__), rows)


def learn_sizes(session: Session) -> None:
    """Let the database look at how much it holds, after a lot came in: it plans its joins by that."""
    connection = session.connection()
    # On PostgreSQL only the owner of a table may: the function is the owner's (migration 014).
    connection.exec_driver_sql("SELECT portal_learn_sizes()" if connection.dialect.name == "postgresql" else "ANALYZE")


def make_engine(url: str, *, looking: bool = False) -> sa.Engine:
    """An engine whose every connection is durable. `looking`: one whose connections can change nothing.

    Who looks and who writes have connections of their own: SQLite forgets how it answers every statement of a
    connection that is told to begin, or to stop, refusing changes.
    """
    if not url.startswith(("sqlite:", "postgresql:", "postgresql+psycopg:")):
        raise UnsafeConfigurationError("PORTAL_DATABASE_URL must begin with postgresql:// or sqlite:///")
    if url.startswith("sqlite"):
        kept = {"timeout": 10, "cached_statements": STATEMENTS_KEPT}
        # The one given back last is taken first: it has its answers at hand.
        engine = sa.create_engine(url, pool_size=20, max_overflow=20, pool_use_lifo=True, connect_args=kept)
        event.listen(engine, "connect", partial(_connect_to_sqlite, looking=looking))
        event.listen(engine, "begin", _begin_to_look if looking else _begin_to_write)
        return engine
    # A statement goes as it is, with $1 in it: psycopg would look through each long one for its own placeholders.
    engine = sa.create_engine(
        url,
        pool_size=10,
        max_overflow=10,
        pool_use_lifo=True,
        pool_pre_ping=True,
        paramstyle="numeric_dollar",
        connect_args={"cursor_factory": psycopg.RawCursor, "prepare_threshold": 0},
    )
    event.listen(engine, "connect", partial(_connect_to_postgresql, looking=looking))
    if looking:
        event.listen(engine, "rollback", _let_go_of_a_look)
    return engine


_FORCED = (
    "SELECT set_config('synchronous_commit', 'on', false) "
    "WHERE current_setting('synchronous_commit') IN ('off', 'local')"
)


def _connect_to_postgresql(connection: psycopg.Connection, _record: object, *, looking: bool) -> None:
    connection.prepared_max = STATEMENTS_KEPT
    # Planned once for whoever asks: to plan a long statement takes longer than to answer it.
    connection.execute("SET plan_cache_mode = force_generic_plan")
    if looking:
        connection.execute("SET default_transaction_read_only = on")
    else:
        # What was acknowledged is on the disk, whatever the server was told; a stronger word than "on" is left.
        connection.execute(_FORCED)
    connection.commit()


def _connect_to_sqlite(connection, _record, *, looking: bool) -> None:  # type: ignore[no-untyped-def]
    connection.isolation_level = None  # SQLAlchemy's begin event says how a transaction begins, not the driver
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=10000",
        "trusted_schema=OFF",
        "secure_delete=ON",
        f"query_only={'ON' if looking else 'OFF'}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_to_look(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_to_write(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _let_go_of_a_look(connection: sa.Connection) -> None:
    # At a ROLLBACK psycopg has the server forget all it has prepared. What only looked has nothing to take back.
    if not connection.invalidated:
        with suppress(psycopg.Error):  # a connection that broke: SQLAlchemy's own ROLLBACK comes next, and says so
            connection.connection.commit()


@event.listens_for(Session, "after_begin")
def _scope_the_transaction(session: Session, _transaction: object, connection: sa.Connection) -> None:
    _tell_postgresql(connection, session.info.get("scope"))


def _tell_postgresql(connection: sa.Connection, scope: Scope) -> None:
    """Row level security reads this setting; it lives as long as the transaction (never `SET`, reliability.md §0.9)."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT set_config('portal.scope', $1, true)", (str(scope or ""),))
