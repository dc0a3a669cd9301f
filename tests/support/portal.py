"""The portal as the web tests meet it: an app on a database with the cast in it, and browsers that are signed in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy.orm import Session

from portal import create_app, starting
from portal.access.sign_ins import start_sign_in
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import Device, Person, RoleHolding
from portal.web import cookies
from tests.cast import person
from tests.support.client import Browser

SECRET = "a secret of the tests, long enough for anything"
SEAL_KEY = "dGhlIHRlc3RzJyBvd24ga2V5LCAzMiBieXRlcyBsb24="

MakeSettings = Callable[..., Settings]
SignedInAs = Callable[..., Browser]


def settings_for(database_url: str, folder: Path, **changes: Any) -> Settings:
    """A demo on https that keeps its files in `folder`, with changes."""
    return Settings(
        **{
            "stage": "demo",
            "demo": True,
            "secret_key": SECRET,
            "audit_key": SECRET,
            "pepper": SECRET,
            "seal_keys": SEAL_KEY,
            "database_url": database_url,
            "data_folder": folder,
            "public_url": "https://localhost",
            "mail": f"folder://{folder}/mail",
            "mail_from": "Orchard Row <portal@example.org>",
            **changes,
        }
    )


# What differs from one test to the next and is read anew on each request.
OF_ONE_TEST = {"database_url": "", "data_folder": Path(), "mail": ""}
_made: dict[Settings, Flask] = {}


def portal_for(settings: Settings) -> Flask:
    """The portal with these settings, whose test clients check the house rules on every page.

    Made once a run for the same settings, then started on the next database: making it takes as long as two pages.
    """
    alike = settings.model_copy(update=OF_ONE_TEST)
    if alike not in _made:
        _made[alike] = new_portal(settings)
    app = _made[alike]
    app.extensions["portal"] = settings
    starting.start(settings)
    return app


class _Compiled(BytecodeCache):
    """Templates that one portal of this run has compiled, for the next one: sixty of them take a second."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was kept of this template as it stands now, if anything."""
        if (bucket.key, bucket.checksum) in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key, bucket.checksum])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it for the rest of the run."""
        self._kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


_compiled = _Compiled()


def new_portal(settings: Settings) -> Flask:
    """The same, for a test that changes the app itself."""
    app = create_app(settings)
    app.jinja_env.bytecode_cache = _compiled
    app.test_client_class = Browser
    return app


def key_of(slug: str, device: Device = Device.SHARED) -> str:
    """Sign somebody of the cast in; the key is what only their browser holds."""
    with db.work(SYSTEM, reason="a test signs somebody in") as session:
        who = session.get_one(Person, person(slug))
        roles = frozenset(session.scalars(sa.select(RoleHolding.role).where(RoleHolding.person_id == who.id)))
        return start_sign_in(session, who, roles, device=device, way_in="test")


def browser_with(app: Flask, key: str) -> Browser:
    """A browser that holds the key of a sign-in."""
    browser = app.test_client()
    with app.app_context():
        browser.set_cookie(cookies.sign_in_cookie(), key, domain="localhost", secure=True)
    return browser  # type: ignore[return-value]


@pytest.fixture
def make_settings(tmp_path: Path) -> MakeSettings:
    """Settings for a test: a demo on https, unless it says otherwise (`stage="production", demo=False`)."""
    return lambda database_url, **changes: settings_for(database_url, tmp_path, **changes)


@pytest.fixture
def settings(make_settings: MakeSettings, db_url: str) -> Settings:
    """The settings of the app. A test module that needs others has a fixture of this name."""
    return make_settings(db_url)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The portal, on a database of its own."""
    yield portal_for(settings)
    db.stop()


@pytest.fixture
def own_app(settings: Settings) -> Iterator[Flask]:
    """A portal that no other test gets: `app`, for a module that changes the app itself."""
    yield new_portal(settings)
    db.stop()


@pytest.fixture
def visitor(app: Flask) -> Browser:
    """The browser of somebody who is not signed in."""
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def signed_in_as(app: Flask) -> SignedInAs:
    """A browser in which somebody of the cast is signed in: `signed_in_as("leila")`, on a shared device unless said."""
    return lambda slug, *, device=Device.SHARED: browser_with(app, key_of(slug, device))


Look = Callable[[sa.Select[Any]], list[Any]]


@pytest.fixture
def look(app: Flask) -> Look:
    """What a request left behind, whoever it belongs to: `look(sa.select(SignIn))`, the first column of each row."""

    def read(statement: sa.Select[Any]) -> list[Any]:
        with Session(db.looking, info={"scope": SYSTEM}) as session:
            return list(session.scalars(statement))

    return read
