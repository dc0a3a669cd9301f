"""Ending access: for each entry of the registry the thing is given, works, is ended, and works no more.

Each is begun before the end and finished after it, so that nobody who is half-way in comes in.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import clock
from portal.access.ending import REGISTRY, UNTOLD, Ending, end_access
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import Agreement, CallRequest, Draft, GoodTime, Message, OutboxItem, SignIn
from portal.outbox.worker import Worker
from tests.cast import person, pupil, setting
from tests.factories.groups import uses_a_group
from tests.factories.messages import opens
from tests.factories.ways import answered, drafted
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime
from tests.web.account.authenticator import Authenticator
from tests.web.account.cards_in_hand import a_card_for, right, show, tap
from tests.web.account.letters import asks, letters
from tests.web.account.staff_at_the_door import code_now, give_password, set_up
from tests.web.account.test_own_phone import MINE, comes_again, keeps, taps
from tests.web.account.test_paper import printed_for, types
from tests.web.account.test_passkey import add, asked

Use = Callable[[], bool]


@dataclass
class World:
    """What a case may stand on."""

    visitor: Browser
    signed_in_as: SignedInAs
    look: Look
    settings: Settings
    the_time_is: SetTime

    def is_in(self, browser: Browser) -> bool:
        """Does this browser open a page of its own now?"""
        return browser.get("/week/").status_code == 200 or browser.get("/people/").status_code == 200


@pytest.fixture
def world(
    app: Flask, visitor: Browser, signed_in_as: SignedInAs, look: Look, settings: Settings, the_time_is: SetTime
) -> World:
    """Everything at hand."""
    return World(visitor, signed_in_as, look, settings, the_time_is)


def _sign_in(world: World) -> Use:
    return partial(world.is_in, world.signed_in_as("leila"))


def _own_device(world: World) -> Use:
    keeps(world.visitor)
    comes_again(world.visitor, world.the_time_is)

    def use() -> bool:
        if "/open" not in world.visitor.get("/sign-in", follow_redirects=True).text:
            return False
        return taps(world.visitor, *MINE) == "/" and world.is_in(world.visitor)

    return use


def _passkey(world: World) -> Use:
    key = Authenticator()
    add(world.signed_in_as("okoro"), key)
    options, token = asked(world.visitor, "/sign-in/staff", "/sign-in/passkey")

    def use() -> bool:
        world.visitor.post("/sign-in/passkey", data={**token, "credential": key.get(options)})
        return world.is_in(world.visitor)

    return use


def _link(world: World) -> Use:
    asks(world.visitor, "leila@example.org")
    path = letters()[-1]["link"].removeprefix("https://localhost")
    token = world.visitor.form(path, to=path).hidden_values()

    def use() -> bool:
        world.visitor.post(path, data=token)
        return world.is_in(world.visitor)

    return use


def _printed_code(world: World) -> Use:
    code = printed_for("leila")
    return lambda: types(world.visitor, code).status_code == 303 and world.is_in(world.visitor)


def _card(world: World) -> Use:
    card = a_card_for("maya")

    def use() -> bool:
        show(world.visitor, card.code)
        tap(world.visitor, right(card))
        return world.is_in(world.visitor)

    return use


def _card_try(world: World) -> Use:
    card = a_card_for("maya")
    show(world.visitor, card.code)
    token = world.visitor.form("/card/pin", to="/card/pin").hidden_values()
    first, *rest = right(card)
    world.visitor.post("/card/pin", data={**token, "picture": first})

    def use() -> bool:
        for picture in rest:
            world.visitor.post("/card/pin", data={**token, "picture": picture})
        return world.is_in(world.visitor)

    return use


def _staff_secret(world: World) -> Use:
    set_up()

    def use() -> bool:
        if give_password(world.visitor).status_code != 303:
            return False
        world.visitor.sends("/sign-in/staff/code", code=code_now())
        return world.is_in(world.visitor)

    return use


def _half_way(world: World) -> Use:
    set_up()
    give_password(world.visitor)
    token = world.visitor.form("/sign-in/staff/code").hidden_values()

    def use() -> bool:
        world.visitor.post("/sign-in/staff/code", data={**token, "code": code_now()})
        return world.is_in(world.visitor)

    return use


def _recovery_code(world: World) -> Use:
    paper = set_up()
    give_password(world.visitor)
    token = world.visitor.form("/sign-in/staff/paper-code").hidden_values()

    def use() -> bool:
        world.visitor.post("/sign-in/staff/paper-code", data={**token, "code": paper[0]})
        return world.is_in(world.visitor)

    return use


def _outbox(world: World) -> Use:
    asks(world.visitor, "leila@example.org")

    def use() -> bool:
        Worker(world.settings).sweep(threading.Event())
        return world.look(sa.select(OutboxItem.sent_at).where(OutboxItem.person_id == person("leila")))[-1] is not None

    return use


def _call(world: World) -> Use:
    with db.work(SYSTEM, reason="a test") as session:
        session.add(
            CallRequest(
                setting_id=setting(),
                pupil_id=pupil("maya"),
                person_id=person("leila"),
                for_id=person("okoro"),
                page="home.today",
                good_time=GoodTime.ANY,
                client_id=person("a form"),
            )
        )
    return lambda: len(world.look(sa.select(CallRequest.id).where(CallRequest.done_at.is_(None)))) == 1


def _draft(world: World) -> Use:
    drafted("leila", "maya")
    return lambda: len(world.look(sa.select(Draft.id))) == 1


def _agreement(world: World) -> Use:
    answered("leila", "maya")
    return lambda: len(world.look(sa.select(Agreement.id).where(Agreement.ended_at.is_(None)))) == 1


def _thread(world: World) -> Use:
    leila = world.signed_in_as("leila")
    path = opens(leila, "maya")
    token = leila.form(f"{path}/write").hidden_values()
    kept = sa.select(Message.id)

    def use() -> bool:
        known = len(world.look(kept))
        leila.post(f"{path}/write", data={**token, "words": "Hello"})
        return len(world.look(kept)) > known

    return use


# For each entry: whose it is, how it is begun. What comes back finishes it, and says whether it worked.
CASES: dict[str, tuple[str, Callable[[World], Use]]] = {
    "agreements": ("leila", _agreement),
    "calls asked for": ("leila", _call),
    "card tries": ("maya", _card_try),
    "cards": ("maya", _card),
    "drafts": ("leila", _draft),
    "groups": ("leila", uses_a_group),
    "half-way": ("okoro", _half_way),
    "links": ("leila", _link),
    "outbox": ("leila", _outbox),
    "own devices": ("leila", _own_device),
    "passkeys": ("okoro", _passkey),
    "printed codes": ("leila", _printed_code),
    "recovery codes": ("okoro", _recovery_code),
    "sign-ins": ("leila", _sign_in),
    "staff secrets": ("okoro", _staff_secret),
    "threads": ("leila", _thread),
}


def test_every_entry_of_the_registry_has_a_case() -> None:
    assert set(CASES) == set(REGISTRY), "Say in CASES how the new thing is given and used, and what it looks like ended"


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_what_was_given_works(world: World, name: str) -> None:
    _slug, begin = CASES[name]
    assert begin(world)() is True


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_its_own_entry_alone_ends_it(world: World, name: str) -> None:
    slug, begin = CASES[name]
    use = begin(world)
    with db.work(setting(), reason="a test"):
        assert REGISTRY[name](Ending(person(slug), None, clock.now(), "a test")) >= 1
    assert use() is False


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_ending_access_ends_it_and_counts_what_may_be_told(world: World, name: str) -> None:
    slug, begin = CASES[name]
    use = begin(world)
    with db.work(setting(), reason="a test"):
        assert end_access(person(slug), why="a test").get(name, 0) >= (name not in UNTOLD)
    assert use() is False


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_ending_somebody_elses_access_ends_nothing_of_it(world: World, name: str) -> None:
    slug, begin = CASES[name]
    use = begin(world)
    with db.work(setting(), reason="a test"):
        end_access(person("tomasz"), why="a test")
    assert use() is True, f"{slug} lost something that was theirs"


def test_a_passkey_that_is_being_added_is_not_added_after_the_end(world: World) -> None:
    okoro, key = world.signed_in_as("okoro"), Authenticator()
    options, token = asked(okoro, "/account/passkeys/add", "/account/passkeys/add")
    with db.work(setting(), reason="a test"):
        end_access(person("okoro"), why="a test")
    okoro.post("/account/passkeys/add", data={**token, "credential": key.create(options)})
    options, token = asked(world.visitor, "/sign-in/staff", "/sign-in/passkey")
    world.visitor.post("/sign-in/passkey", data={**token, "credential": key.get(options)})
    assert not world.is_in(world.visitor)


def test_what_is_over_or_used_is_not_counted_again(world: World, app: Flask) -> None:
    world.signed_in_as("leila")
    world.the_time_is("2026-11-25 10:00")
    with db.work(setting(), reason="a test"):
        assert end_access(person("leila"), why="a test")["sign-ins"] == 0
    assert all(world.look(sa.select(SignIn.ended_at)))


def test_nothing_is_ended_across_settings(world: World) -> None:
    leila = world.signed_in_as("leila")
    with db.work(setting("millbrook"), reason="a test"):
        assert end_access(person("leila"), why="a test")["sign-ins"] == 0
    assert world.is_in(leila)
