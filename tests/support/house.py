"""One portal for all files of attacks, with a row of everything in it, put back as it was only after a write.

Building a portal and its database for each question would cost minutes; what is asked here are thousands of questions.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.database import SYSTEM, db
from portal.outbox import heartbeat
from tests import cast
from tests.factories import everything
from tests.house_rules import examples
from tests.support.client import Browser
from tests.support.copies import PostgresCopies, SqliteCopies, watched_writes
from tests.support.crawl import Form, Visit, shape_of, visit
from tests.support.examples import EVERYTHING
from tests.support.portal import browser_with, key_of, new_portal, settings_for
from tests.support.time import TUESDAY, stopped_at

VISITOR = "visitor"
# The safeguarding lead meets the key worker's forms, and more of them: the same code asks both.
AFTER = {"byrne": ("okoro",)}
# The attacked code is the same on both databases: a mother and a key worker are enough for the second, one of them
# where rows are not what is asked about. `make drill` sends everybody against both (EVERYBODY=1).
ON_POSTGRESQL = ("leila", "okoro")
ASKED = ("shared_house", "slug")


def on_both(people: Sequence[str], *, second: Collection[str] = ON_POSTGRESQL) -> list[tuple[str, str]]:
    """Who attacks which house, for `parametrize(ASKED, on_both(PEOPLE), indirect=["shared_house"])`."""
    of_the_second = people if EVERYTHING else [slug for slug in people if slug in second]
    return [("sqlite", slug) for slug in people] + [("postgresql", slug) for slug in of_the_second]


class Intruder(Browser):
    """A browser that judges no page: the house rules are asked elsewhere, and reading each page twice takes long."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask, and look at nothing."""
        kwargs.setdefault("base_url", "https://localhost")
        return FlaskClient.open(self, *args, **kwargs)


class House:
    """A portal with two families' rows marked (tests/factories/everything.py), and a browser for everyone."""

    def __init__(self, app: Flask, kind: str, copies: SqliteCopies | PostgresCopies, folder: Path) -> None:
        self.app, self.kind, self._copies, self._folder = app, kind, copies, folder
        self._writes: list[str] = []
        # Where each marked word stands (tests/factories/everything.py).
        self.words: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._visits: dict[str, Visit] = {}
        self._tokens: dict[str, tuple[Browser, str]] = {}

    def signs_in(self, *slugs: str) -> None:
        """They come in now; their keys stay good when the database is put back."""
        self._keys |= {slug: key_of(slug) for slug in slugs}

    @contextmanager
    def lived_in(self) -> Iterator[None]:
        """Its clock stands still, its database is the one that is asked, and what is written in it is noticed."""
        with stopped_at(TUESDAY):
            db.start(self._copies.url)
            for whose in heartbeat.EVERYBODY:
                heartbeat.beat(self._folder, whose)
            with watched_writes() as self._writes:
                yield
                self.put_back()
        db.stop()

    def browser(self, slug: str) -> Browser:
        """A fresh browser in which somebody is signed in ("visitor": nobody)."""
        if slug == VISITOR:
            return self.app.test_client()  # type: ignore[return-value]
        return browser_with(self.app, self._keys[slug])

    def with_token(self, slug: str) -> tuple[Browser, str]:
        """A fresh browser that has met a form once, and the token its forms are taken with."""
        if slug not in self._tokens:
            first = self.browser(slug)
            self._tokens[slug] = first, first.form("/language", to="/language").hidden_values()["csrf_token"]
        first, token = self._tokens[slug]
        browser: Browser = self.app.test_client()  # type: ignore[assignment]
        browser._cookies = dict(first._cookies)  # type: ignore[attr-defined]
        return browser, token

    def visit(self, slug: str) -> Visit:
        """Everywhere they can go by links in the beginning; walked once, because walking changes nothing."""
        if slug not in self._visits:
            self._visits[slug] = visit(self.browser(slug))
        return self._visits[slug]

    def forms_of(self, slug: str) -> list[Form]:
        """Each form of somebody once; not again those that a colleague with fewer of them was asked about before."""
        known = {shape_of(form.action) for other in AFTER.get(slug, ()) for form in self.visit(other).different_forms()}
        return [form for form in self.visit(slug).different_forms() if shape_of(form.action) not in known]

    def put_back(self) -> None:
        """As it was in the beginning, if anybody has changed anything."""
        if self._writes:
            self._copies.put_back()
            self._writes.clear()

    @property
    def is_changed(self) -> bool:
        """True when something was written since it was put back."""
        return bool(self._writes)


def build(request: pytest.FixtureRequest, kind: str, folder: Path, name: str) -> House:
    """A house on this kind of database; everyone of the cast is signed in."""
    copies = (SqliteCopies if kind == "sqlite" else PostgresCopies)(request, folder, name)
    with stopped_at(TUESDAY):
        db.start(copies.url)
        with db.work(SYSTEM, reason="a row of everything") as session:
            examples.stock(session)
            session.flush()
            words = {
                mark: where
                for family in everything.ADULTS
                for mark, where in everything.mark(session, family).words.items()
            }
        app = new_portal(settings_for(copies.url, folder))
        app.test_client_class = Intruder
        house = House(app, kind, copies, folder)
        house.words = words
        house.signs_in(*cast.SLUGS)
        copies.keep()
    db.stop()
    return house
