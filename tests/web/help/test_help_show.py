"""I need help now: open to everyone, the child's own council first, and nobody learns who looked."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import AuditEntry, HelpNumber, Pupil
from tests import cast
from tests.factories.numbers import help_number
from tests.support.client import Browser
from tests.support.examples import drawn_once
from tests.support.html import Node
from tests.support.portal import Look, SignedInAs


@pytest.fixture
def numbers(app: Flask) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.add_all(
            [
                help_number("Swindon", "01793 464646", hours="Monday to Friday", position=1),
                help_number("Swindon", "01793 466900", service="At night", position=2),
                help_number("Wiltshire", "0300 456 0108", service="The front door"),
                help_number("Bath", "01225 000 000", setting_id=cast.setting("millbrook")),
            ]
        )
        session.get_one(Pupil, cast.pupil("maya")).home_council = "Wiltshire"


def addresses(page: Node) -> list[str]:
    return [link.attrs["href"] for link in page.all("a") if link.attrs["href"].startswith(("tel:", "sms:"))]


@pytest.mark.parametrize(("language", "words"), [("pl", "Zadzwoń pod 999"), ("ar", "اتصل بالرقم 999")])
def test_the_number_for_danger_is_said_in_the_readers_language(visitor: Browser, language: str, words: str) -> None:
    visitor.sends("/language", to="/language", language=language)
    first = visitor.reads("/help").one("a", where=lambda node: node.attrs.get("href") == "tel:999")
    assert first.text.startswith(words)


def councils(page: Node) -> list[str]:
    return [heading.text for heading in page.all("h3")]


def test_a_visitor_finds_somebody_to_ring_or_to_write_to(visitor: Browser) -> None:
    found = addresses(visitor.reads("/help"))
    assert found == ["tel:999", "tel:08001111", "sms:85258?body=SHOUT", "tel:116123", "sms:88247"]


def test_a_visitor_finds_every_council_of_every_setting(visitor: Browser, numbers: None) -> None:
    page = visitor.reads("/help")
    assert councils(page) == ["Bath", "Swindon", "Wiltshire"]
    assert {"tel:01793464646", "tel:01793466900", "tel:03004560108", "tel:01225000000"} <= set(addresses(page))
    assert "Checked on 2 November 2026" in page.text


@pytest.mark.parametrize("who", ["leila", "maya"])
def test_a_childs_own_council_comes_first(signed_in_as: SignedInAs, numbers: None, who: str) -> None:
    page = signed_in_as(who).reads("/help")
    assert councils(page)[0] == "Wiltshire"
    assert addresses(page)[0] == "tel:999"


def test_another_family_has_no_council_of_mayas_first(signed_in_as: SignedInAs, numbers: None) -> None:
    for who in ("priya", "dan"):
        assert councils(signed_in_as(who).reads("/help", headers={"Accept-Language": "en"}))[0] == "Bath"


def test_nobody_learns_who_looked_for_help(signed_in_as: SignedInAs, numbers: None, look: Look) -> None:
    signed_in_as("maya").reads("/help")
    assert look(sa.select(AuditEntry)) == []


def test_a_number_that_two_settings_entered_stands_there_once(visitor: Browser, numbers: None) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        newer = {"setting_id": cast.setting("millbrook"), "checked_on": date(2026, 11, 20)}
        session.add(help_number("Swindon", "01793464646", **newer))
    page = visitor.reads("/help")
    assert addresses(page).count("tel:01793464646") == 1
    assert "Checked on 20 November 2026" in page.text


def test_a_number_that_nobody_checked_is_not_shown(visitor: Browser) -> None:
    assert not {"tel:08088005000", "tel:111"} & set(addresses(visitor.reads("/help")))


def test_help_opens_when_the_numbers_cannot_be_read(
    visitor: Browser, numbers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object) -> None:
        raise sa.exc.OperationalError("SELECT", {}, Exception("the database is away"))

    monkeypatch.setattr("portal.blueprints.help.queries.db.elevated", away)
    assert "tel:999" in addresses(visitor.reads("/help"))


@drawn_once
def test_help_is_read_without_a_script_and_says_it_short(visitor: Browser) -> None:
    page = visitor.reads("/help")
    assert "page--young" in page.one("body").attrs["class"]
    assert all(button.attrs.get("type") != "button" or "hidden" in button.attrs for button in page.all("button"))


def test_somebody_can_leave_from_here(visitor: Browser) -> None:
    assert [form.attrs["action"] for form in visitor.reads("/help").all("form")] == ["/leave"]


# ---- without signal ----


def test_the_page_for_the_phone_belongs_to_nobody(visitor: Browser, signed_in_as: SignedInAs, numbers: None) -> None:
    page = visitor.reads("/help/offline")
    assert "tel:01793464646" in addresses(page)
    leila = signed_in_as("leila").get("/help/offline")
    assert (leila.status_code, leila.headers["Location"]) == (302, "/help")


@drawn_once
def test_the_script_that_keeps_it_serves_every_address(visitor: Browser) -> None:
    script = visitor.get("/sw.js")
    assert script.headers["Service-Worker-Allowed"] == "/"
    assert script.mimetype == "text/javascript"
    assert "/help/offline" in script.text


# ---- ring us, without a sign-in ----


def test_a_visitor_finds_the_numbers_of_the_settings(visitor: Browser) -> None:
    page = visitor.reads("/ring")
    assert "Orchard Row" in page.text
    assert "Millbrook" in page.text
    assert addresses(page)[0] == "tel:01632960100"


def test_somebody_of_a_setting_finds_its_number_only(signed_in_as: SignedInAs) -> None:
    assert "Millbrook" not in signed_in_as("leila").reads("/ring").text


def test_nothing_here_is_written(visitor: Browser, numbers: None, look: Look) -> None:
    before = len(look(sa.select(HelpNumber)))
    visitor.reads("/help")
    assert len(look(sa.select(HelpNumber))) == before
