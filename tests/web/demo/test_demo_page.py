"""The people of the demo as buttons, and what was sent."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from portal import create_app
from portal.blueprints.demo.people import GROUPS
from portal.config import Settings
from portal.database import db
from portal.models import AuditEntry, SignIn
from portal.outbox.transports import FolderTransport, Mail
from tests.cast import SLUGS
from tests.support.client import Browser
from tests.support.portal import Look, MakeSettings, SignedInAs
from tests.web.account.letters import asks, letters

BUTTONS = [someone.slug for group in GROUPS for someone in group.people]


def test_everyone_of_the_cast_has_a_button(visitor: Browser) -> None:
    page = visitor.reads("/demo")
    actions = [form.attrs["action"] for form in page.all("form") if form.attrs.get("action", "").startswith("/demo/")]
    assert sorted(BUTTONS) == sorted(SLUGS)
    assert {f"/demo/{slug}" for slug in BUTTONS} <= set(actions)
    assert "Leila, Maya’s mother" in page.text


@pytest.mark.parametrize("slug", ["leila", "maya", "okoro", "quinn"])
def test_one_press_signs_in(visitor: Browser, look: Look, slug: str) -> None:
    answer = visitor.sends("/demo", to=f"/demo/{slug}")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert look(sa.select(SignIn.way_in)) == ["demo"]
    assert look(sa.select(AuditEntry.event)) == ["account.person.signed_in"]


def test_a_press_without_a_token_signs_in_as_well(visitor: Browser) -> None:
    assert visitor.post("/demo/leila").status_code == 302


def test_another_site_cannot_press_the_button(visitor: Browser, look: Look) -> None:
    answer = visitor.post("/demo/leila", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400
    assert look(sa.select(SignIn)) == []


def test_signing_in_as_somebody_else_ends_the_sign_in_before(visitor: Browser, look: Look) -> None:
    visitor.post("/demo/leila")
    visitor.post("/demo/okoro")
    sign_ins = sa.select(SignIn).order_by(SignIn.created_at)
    assert [bool(one.ended_at) for one in look(sign_ins)] == [True, False]
    assert "You are Sam now." in visitor.reads("/demo").text


@pytest.mark.parametrize("slug", ["anna", "nobody", "clock", "keys"])
def test_somebody_without_a_sign_in_is_not_there(visitor: Browser, look: Look, slug: str) -> None:
    assert visitor.post(f"/demo/{slug}").status_code in {400, 404, 405}
    assert look(sa.select(SignIn)) == []


def test_what_was_sent_stands_there_the_newest_first(visitor: Browser, settings: Settings) -> None:
    folder = FolderTransport(settings.data_folder / "sent", "portal@example.org")
    folder.send(Mail("tomasz@example.org", "An older one", "Hello.\n", "pl", "one"))
    folder.send(Mail("leila@example.org", "Your way in", "Press:\nhttps://localhost/in/x\n482913\n", "ar", "two"))
    folder.send(Mail("07700 900203", "", "Please sign in and open it.", "en", "three"))
    page = visitor.reads("/demo")
    section = page.one("section", where=lambda node: node.attrs.get("aria-labelledby") == "sent")
    assert [heading.text for heading in section.all("h3")] == ["Text", "Your way in", "An older one"]
    assert "To 07700 900203" in section.text
    assert "To Leila, leila@example.org" in section.text
    assert section.one("a", where=lambda node: node.attrs["href"] == "https://localhost/in/x")
    assert section.one("p", where=lambda node: "code" in node.attrs.get("class", "")).text == "482913"


def test_everything_that_was_sent_is_reached(visitor: Browser, settings: Settings) -> None:
    folder = FolderTransport(settings.data_folder / "sent", "portal@example.org")
    for number in range(41):
        folder.send(Mail("tomasz@example.org", f"Letter {number}", "Hello.\n", "pl", str(number)))
    found, path = [], "/demo"
    while path:
        section = visitor.reads(path).one("section", where=lambda node: node.attrs.get("aria-labelledby") == "sent")
        found += [heading.text for heading in section.all("h3")]
        path = next((link.attrs["href"] for link in section.all("a", where=lambda a: a.attrs.get("rel") == "next")), "")
    assert sorted(found) == sorted(f"Letter {number}" for number in range(41))


def test_the_page_opens_for_whoever_is_signed_in(signed_in_as: SignedInAs) -> None:
    for slug in ("maya", "tomasz", "byrne"):
        assert signed_in_as(slug).get("/demo").status_code == 200


@pytest.mark.parametrize("slug", ["leila", "zofia", "okoro", "hughes"])
def test_from_everybodys_page_it_is_one_press_back_to_the_demo(signed_in_as: SignedInAs, slug: str) -> None:
    (link,) = signed_in_as(slug).reads("/").all("a", where=lambda node: node.attrs.get("href") == "/demo")
    assert link.text


def test_plain_http_is_said(make_settings: MakeSettings, db_url: str) -> None:
    browser = Browser(create_app(make_settings(db_url, public_url="http://127.0.0.1:8000")))
    assert "not marked Secure" in browser.get("/demo", base_url="http://127.0.0.1:8000").text
    db.stop()


def test_there_is_no_demo_in_production(make_settings: MakeSettings, db_url: str) -> None:
    app: Flask = create_app(make_settings(db_url, stage="production", demo=False))
    browser = app.test_client()
    assert "/demo" not in browser.get("/sign-in", base_url="https://localhost").text
    assert browser.get("/demo", base_url="https://localhost").status_code == 404
    assert browser.post("/demo/leila", base_url="https://localhost").status_code in {400, 404}
    assert not [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/demo")]
    db.stop()


class ByNumber(Browser):
    """A browser that calls this machine by its number, not by the name that the demo prints."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask at 127.0.0.1."""
        return super().open(*args, **{**kwargs, "base_url": "https://127.0.0.1"})


def test_a_letter_leads_back_to_where_it_was_asked_for(app: Flask) -> None:
    for browser, address in ((Browser(app), "https://localhost/"), (ByNumber(app), "https://127.0.0.1/")):
        asks(browser, "leila@example.org")
        assert letters()[-1]["link"].startswith(address)
