"""A young person shows a card: by its square, or by its code."""

import pytest
import sqlalchemy as sa

from portal.keys import codes
from portal.models import CardTry, Device, SignIn
from tests.cast import person
from tests.support.client import Browser
from tests.support.portal import Look
from tests.web.account.cards_in_hand import a_card_for, right, show, tap


def test_the_secret_of_the_square_opens_the_next_page(visitor: Browser, look: Look) -> None:
    card = a_card_for()
    answer = visitor.sends("/card", to="/card", secret=card.secret_url.partition("#")[2])
    assert answer.headers["Location"] == "/card/whose"
    assert look(sa.select(CardTry.card_id)) != [None]


def test_the_page_holds_a_place_for_the_secret_and_the_script_that_brings_it(visitor: Browser) -> None:
    page = visitor.reads("/card")
    field = page.one("input", where=lambda node: "data-card-secret" in node.attrs)
    assert (field.attrs["name"], field.attrs["type"]) == ("secret", "hidden")
    assert any("js/card" in script.attrs.get("src", "") for script in page.all("script"))


def test_the_code_may_be_typed_in_any_shape(visitor: Browser, look: Look) -> None:
    card = a_card_for()
    show(visitor, card.code.lower().replace("-", " "))
    assert look(sa.select(CardTry.card_id)) != [None]


@pytest.mark.parametrize("typed", ["", "123", "hello", "7KQ2-M01A-93TD-5"])
def test_what_cannot_be_a_code_is_asked_for_again(visitor: Browser, look: Look, typed: str) -> None:
    answer = visitor.sends("/card", to="/card", code=typed)
    assert answer.status_code == 422
    assert "12 signs" in answer.text
    assert look(sa.select(CardTry)) == []


def test_a_card_nobody_knows_leads_to_the_same_pages(visitor: Browser, look: Look) -> None:
    assert show(visitor, codes.draw()).headers["Location"] == "/card/pin"
    assert look(sa.select(CardTry.card_id)) == [None]


def test_the_tablet_is_shared_unless_somebody_says_otherwise(visitor: Browser, look: Look) -> None:
    card = a_card_for()
    visitor.sends("/card", to="/card", code=card.code)
    assert look(sa.select(CardTry.device)) == [Device.SHARED]
    visitor.sends("/card/whose", picture="nonsense")
    assert look(sa.select(CardTry.device)) == [Device.SHARED]


def test_the_pages_are_for_young_people_and_offer_help_at_once(visitor: Browser) -> None:
    show(visitor, codes.draw())
    for path in ("/card", "/card/whose", "/card/pin", "/card/ask"):
        page = visitor.reads(path)
        assert "page--young" in page.one("body").attrs["class"]
        links = {link.text: link.attrs["href"] for link in page.all("a")}
        assert links["I need help now"] == "/help"
        assert "Ring us" in links
        assert not any("cdn" in node.attrs.get("src", "") for node in page.all("script"))


def test_without_a_card_there_is_nothing_to_tap(visitor: Browser) -> None:
    for path in ("/card/pin", "/card/whose"):
        assert visitor.get(path).headers["Location"] == "/card"


def test_a_new_card_in_the_same_browser_takes_the_place_of_the_old_one(visitor: Browser, look: Look) -> None:
    maya, zofia = a_card_for("maya"), a_card_for("zofia")
    show(visitor, maya.code)
    tap(visitor, right(maya)[:2])
    show(visitor, zofia.code)
    assert tap(visitor, right(zofia)).headers["Location"] == "/"
    assert look(sa.select(SignIn.person_id)) == [person("zofia")]


def test_another_browser_cannot_go_on_with_somebodys_card(app, visitor: Browser) -> None:  # type: ignore[no-untyped-def]
    card = a_card_for()
    show(visitor, card.code)
    other = app.test_client()
    assert other.get("/card/pin").headers["Location"] == "/card"
