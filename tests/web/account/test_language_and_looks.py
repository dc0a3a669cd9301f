"""Language and look: by anybody, signed in or not, without a script."""

import pytest
import sqlalchemy as sa

from portal.models import AuditEntry, SignIn
from portal.web import words
from tests.support.client import Browser
from tests.support.examples import drawn_once
from tests.support.portal import Look, SignedInAs
from tests.web.account.letters import asks, letters


def test_a_visitor_chooses_arabic_on_the_door(visitor: Browser) -> None:
    assert visitor.sends("/sign-in", to="/language", language="ar").location == "/sign-in"
    page = visitor.reads("/sign-in").one("html")
    assert (page.attrs["lang"], page.attrs["dir"]) == ("ar", "rtl")


def test_the_choice_goes_along_when_somebody_comes_in(visitor: Browser, look: Look) -> None:
    visitor.sends("/sign-in", to="/language", language="pl")
    asks(visitor, "leila@example.org")
    visitor.sends("/sign-in/code", to="/sign-in/code", code=letters()[0]["code"])
    assert look(sa.select(SignIn.language)) == ["pl"]
    assert visitor.reads("/account").one("html").attrs["lang"] == "pl"


def test_a_carer_sees_her_own_language_and_can_choose_another(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    assert leila.reads("/language").one("html").attrs["lang"] == "ar"
    assert leila.sends("/language", to="/language", language="en").location == "/language"
    assert leila.reads("/language").one("html").attrs["lang"] == "en"
    assert look(sa.select(SignIn.language)) == ["en"]
    assert "account.language.chosen" in look(sa.select(AuditEntry.event))


@pytest.mark.parametrize("wish", ["xx", "", "../../etc", "ar\x00"])
def test_a_language_that_is_not_there_changes_nothing(visitor: Browser, wish: str) -> None:
    visitor.sends("/language", to="/language", language=wish)
    assert visitor.reads("/language").one("html").attrs["lang"] == "en"


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil", "javascript:alert(1)", "\r\nX: y"]
)
def test_choosing_never_leads_off_the_site(visitor: Browser, back: str) -> None:
    assert visitor.sends("/language", to="/language", language="pl", back=back).location == "/language"


def test_it_is_said_that_nobody_has_checked_the_words(visitor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = {"phrases": 90, "checked": 0, "safety": 9, "safety_checked": 0}
    monkeypatch.setattr("portal.blueprints.account.look_routes.counts_of", lambda _language: nothing)
    page = visitor.reads("/language")
    assert page.text.count("No person has checked these words yet.") == 2


@drawn_once
def test_it_is_said_how_much_somebody_has_checked(visitor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    some = {"phrases": 90, "checked": 12, "safety": 9, "safety_checked": 3}
    monkeypatch.setattr("portal.blueprints.account.look_routes.counts_of", lambda _language: some)
    page = visitor.reads("/language").text
    assert "A person has checked 12 of 90 sentences." in page
    assert "About safety: 3 of 9." in page


@drawn_once
def test_each_language_stands_there_under_its_own_name(visitor: Browser) -> None:
    names = [button.text for button in visitor.form("/language", to="/language").all("button")]
    assert names == list(words.LANGUAGES.values())


def test_words_and_colours_are_chosen_and_stay(visitor: Browser) -> None:
    visitor.sends("/looks", to="/looks", text="largest", scheme="dark")
    page = visitor.reads("/sign-in").one("html")
    assert (page.attrs["data-text"], page.attrs["data-scheme"]) == ("largest", "dark")
    chosen = {box.attrs["value"] for box in visitor.reads("/looks").all("input") if "checked" in box.attrs}
    assert chosen == {"largest", "dark"}


def test_a_look_that_is_not_there_changes_nothing(visitor: Browser) -> None:
    assert visitor.sends("/looks", to="/looks", text="huge", scheme="pink").status_code == 303
    page = visitor.reads("/sign-in").one("html")
    assert "data-text" not in page.attrs
    assert "data-scheme" not in page.attrs
