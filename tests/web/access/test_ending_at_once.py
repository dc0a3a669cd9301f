"""Access ends while somebody comes in, or while a form of theirs is on its way: really at once, on both databases.

One of two is held up just before it commits, and the other goes as far as it can. Whichever comes first, nothing of
theirs opens afterwards, nobody is sent away with a broken page, and whoever ends it is never the one who is refused.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from portal.access.ending import end_access
from portal.database import SYSTEM, db
from portal.models import Card, Device, HalfWay, OwnDevice, Passkey, PrintedCode, SignIn, StaffSecret
from tests.cast import person, setting
from tests.support.portal import Look
from tests.web.access.test_ending_access import CASES, World, world
from tests.web.account.authenticator import Authenticator
from tests.web.account.cards_in_hand import a_card_for
from tests.web.account.staff_at_the_door import give_password, set_up
from tests.web.account.test_own_phone import MINE, comes_again, keeps, taps
from tests.web.account.test_paper import printed_for
from tests.web.account.test_passkey import asked

__all__ = ["world"]


def the_last_tap_at_the_door(world: World) -> Callable[[], bool]:
    """Leila's kept phone, and all but the last of her pictures."""
    keeps(world.visitor)
    comes_again(world.visitor, world.the_time_is)
    taps(world.visitor, *MINE[:-1])
    token = world.visitor.form("/open", to="/open").hidden_values()

    def use() -> bool:
        world.visitor.post("/open", data={**token, "picture": MINE[-1]})
        return world.is_in(world.visitor)

    return use


# How somebody comes in: an entry of the registry that lets its owner in when it is used.
THE_SAME = ("card tries", "cards", "half-way", "links", "passkeys", "printed codes", "recovery codes")
WAYS_IN = {name: CASES[name] for name in THE_SAME} | {"own devices": ("leila", the_last_tap_at_the_door)}
WAITING = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
LONG = 30.0


class Held:
    """A piece of work in a thread of its own, which stops before it commits what it wrote into one of these tables."""

    def __init__(self, *tables: str) -> None:
        self.tables, self.arrived, self.may_go = tables, threading.Event(), threading.Event()
        self._thread: int | None = None
        self._wrote = False

    def begins(self) -> None:
        """Said in the thread itself, first."""
        self._thread = threading.get_ident()

    def note(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        """What SQLAlchemy says before each statement."""
        if threading.get_ident() == self._thread:
            self._wrote |= statement.startswith(tuple(f"INSERT INTO {table}" for table in self.tables))

    def stop(self, _connection: object) -> None:
        """What SQLAlchemy says before each commit."""
        if threading.get_ident() == self._thread and self._wrote and not self.arrived.is_set():
            self.arrived.set()
            assert self.may_go.wait(LONG)


@contextmanager
def held_up(*tables: str) -> Iterator[Held]:
    """Somebody who will be held up."""
    held = Held(*tables)
    event.listen(db.engine, "before_cursor_execute", held.note)
    event.listen(db.engine, "commit", held.stop)
    try:
        yield held
    finally:
        held.may_go.set()
        event.remove(db.engine, "before_cursor_execute", held.note)
        event.remove(db.engine, "commit", held.stop)


def until_it_waits(work: "Future[object]", begun: threading.Event) -> None:
    """Until this work is done, or waits for what the other one holds: on SQLite for the one write lock of all."""
    done = threading.Event()
    work.add_done_callback(lambda _work: done.set())
    on_sqlite = db.engine.dialect.name == "sqlite"
    with db.looking.connect() as outside:
        while not done.wait(0.005):
            if begun.is_set() if on_sqlite else outside.exec_driver_sql(WAITING).first():
                return
            outside.rollback()


@contextmanager
def noticing_who_begins() -> Iterator[threading.Event]:
    """An event that is set when somebody asks SQLite for a transaction to write in."""
    begun = threading.Event()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement == "BEGIN IMMEDIATE":
            begun.set()

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield begun
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def ends(slug: str) -> None:
    """Somebody presses "revoke everything"."""
    with db.work(setting(), reason="a test ends access"):
        end_access(person(slug), why="a test")


def while_it_ends(slug: str, work: Callable[[], object]) -> object:
    """Everything has been ended and is about to be committed; meanwhile this begins. Returns what came of it."""
    with ThreadPoolExecutor(1) as other, db.work(setting(), reason="a test ends access") as session:
        end_access(person(slug), why="a test")
        with noticing_who_begins() as begun:
            done = other.submit(work)
            until_it_waits(done, begun)
        session.commit()
        return done.result(LONG)


def ends_while(slug: str, work: Callable[[], object], *tables: str) -> object:
    """This wrote a row of these tables and is about to commit; meanwhile everything is ended."""
    with held_up(*tables) as held, ThreadPoolExecutor(2) as two:

        def first() -> object:
            held.begins()
            return work()

        done = two.submit(first)
        assert held.arrived.wait(LONG)
        with noticing_who_begins() as begun:
            end = two.submit(ends, slug)
            until_it_waits(end, begun)
        held.may_go.set()
        end.result(LONG)
        return done.result(LONG)


def nothing_opens(look: Look, slug: str) -> None:
    """Nothing that somebody could come in with, or go on with, is left."""
    for model in (SignIn, OwnDevice, Passkey, Card, HalfWay, PrintedCode, StaffSecret):
        alive = sa.select(model.id).where(model.person_id == person(slug), model.ended_at.is_(None))
        if model is PrintedCode:
            alive = alive.where(PrintedCode.used_at.is_(None))
        assert look(alive) == [], model.__tablename__


@pytest.mark.parametrize("name", WAYS_IN)
def test_whoever_was_coming_in_when_it_ended_is_out(world: World, look: Look, name: str) -> None:
    slug, begin = WAYS_IN[name]
    use = begin(world)
    ends_while(slug, use, "sign_in")
    assert not world.is_in(world.visitor)
    nothing_opens(look, slug)


@pytest.mark.parametrize("name", WAYS_IN)
def test_whoever_begins_to_come_in_while_it_ends_does_not(world: World, look: Look, name: str) -> None:
    slug, begin = WAYS_IN[name]
    use = begin(world)
    assert while_it_ends(slug, use) is False
    nothing_opens(look, slug)


def the_last_tap(world: World) -> Callable[[], object]:
    """Leila has chosen all but the last of the pictures that keep her phone open."""
    leila = world.signed_in_as("leila", device=Device.OWN)
    taps(leila, *MINE, *MINE[:-1], at="/phone/pictures")
    token = leila.form("/phone/pictures").hidden_values()
    return lambda: leila.post("/phone/pictures", data={**token, "picture": MINE[-1]}).location


def a_passkey_more(world: World) -> Callable[[], object]:
    """Leila's browser holds the answer that adds a passkey."""
    leila = world.signed_in_as("leila", device=Device.OWN)
    options, token = asked(leila, "/account/passkeys/add", "/account/passkeys/add")
    answer = {**token, "credential": Authenticator().create(options)}
    return lambda: leila.post("/account/passkeys/add", data=answer).location


FORMS = {"own_device": the_last_tap, "passkey": a_passkey_more}


@pytest.mark.parametrize("table", FORMS)
def test_what_was_being_kept_when_it_ended_ends_too(world: World, look: Look, table: str) -> None:
    ends_while("leila", FORMS[table](world), table)
    nothing_opens(look, "leila")


@pytest.mark.parametrize("table", FORMS)
def test_a_form_that_waited_for_the_end_keeps_nothing(world: World, look: Look, table: str) -> None:
    assert while_it_ends("leila", FORMS[table](world)) in {"/sign-in", "/account/passkeys/add"}
    nothing_opens(look, "leila")


def test_a_form_that_waited_for_the_end_is_told_that_nothing_arrived(world: World) -> None:
    leila = world.signed_in_as("leila", device=Device.OWN)
    token = leila.form("/phone/pictures").hidden_values()
    while_it_ends("leila", lambda: leila.post("/phone/pictures", data={**token, "picture": MINE[0]}))
    assert "did not reach us" in leila.reads("/sign-in").text


def test_a_card_that_is_given_out_when_it_ends_opens_nothing(world: World, look: Look) -> None:
    ends_while("maya", lambda: a_card_for("maya"), "card")
    nothing_opens(look, "maya")


def test_a_code_that_is_printed_when_it_ends_opens_nothing(world: World, look: Look) -> None:
    ends_while("leila", lambda: printed_for("leila"), "printed_code")
    nothing_opens(look, "leila")


def test_the_first_half_of_the_staffs_door_ends_too(world: World, look: Look) -> None:
    set_up()
    ends_while("okoro", lambda: give_password(world.visitor), "half_way")
    nothing_opens(look, "okoro")


def test_ending_one_person_waits_for_nobody_else(world: World) -> None:
    """Leila is about to be in; Tomasz's access ends without waiting for her."""
    _slug, begin = WAYS_IN["links"]
    use = begin(world)
    with held_up("sign_in") as held, ThreadPoolExecutor(1) as other:

        def first() -> object:
            held.begins()
            return use()

        done = other.submit(first)
        assert held.arrived.wait(LONG)
        if db.engine.dialect.name == "postgresql":
            ends("tomasz")
        held.may_go.set()
        assert done.result(LONG) is True


def test_nothing_is_renewed_that_has_ended(world: World) -> None:
    """A page that was drawn while it ended: the next one is the door."""
    leila = world.signed_in_as("leila")
    ends("leila")
    with db.own_look(SYSTEM) as session:
        before = session.scalars(sa.select(SignIn.last_seen_at)).all()
    assert leila.get("/").location == "/sign-in"
    with db.own_look(SYSTEM) as session:
        assert session.scalars(sa.select(SignIn.last_seen_at)).all() == before
