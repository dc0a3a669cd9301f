"""What the cast types and shows at the real doors."""

import json
from typing import Any

import pyotp
import pytest
import sqlalchemy as sa
from flask import Flask

from portal import clock, seals
from portal.config import Settings
from portal.demo import keys_given_out
from portal.keys import address
from portal.models import Card, StaffSecret
from tests.cast import person
from tests.support.client import Browser
from tests.support.portal import Look

Given = dict[str, dict[str, dict[str, Any]]]


@pytest.fixture
def given(app: Flask, settings: Settings) -> Given:
    address.use(settings.public_url)
    keys_given_out.give_out(settings.data_folder)
    return json.loads((settings.data_folder / "keys-given-out.json").read_text())  # type: ignore[no-any-return]


def test_staff_have_a_password_and_a_generator(given: Given, look: Look) -> None:
    assert {"okoro", "byrne", "amara", "hughes", "joanna", "quinn"} <= set(given["staff"])
    assert not {"leila", "maya", "anna"} & set(given["staff"])
    (secret,) = look(sa.select(StaffSecret).where(StaffSecret.person_id == person("okoro")))
    assert secret.is_ready
    assert seals.slow_matches(secret.password_hash, given["staff"]["okoro"]["password"])
    assert seals.unseal(secret.totp_seed) == given["staff"]["okoro"]["seed"]


def test_each_young_person_has_a_card(given: Given, look: Look) -> None:
    assert set(given["cards"]) == {"maya", "zofia", "jakub", "rohan", "tyler"}
    assert len(look(sa.select(Card))) == 5
    assert all(len(card["pictures"]) == 4 for card in given["cards"].values())


def test_the_page_shows_them_with_the_code_of_this_moment(given: Given, visitor: Browser) -> None:
    page = visitor.reads("/demo/keys")
    assert pyotp.TOTP(given["staff"]["okoro"]["seed"]).at(clock.now()) in page.text
    assert given["staff"]["okoro"]["password"] in page.text
    card = page.one("section", where=lambda node: node.attrs.get("aria-labelledby") == "card-zofia")
    assert given["cards"]["zofia"]["code"] in card.text
    assert card.one("a").attrs["href"] == f"https://localhost/card#{given['cards']['zofia']['secret']}"
    assert len(card.all("img")) == 4
    assert card.all("svg")


def test_a_demo_without_keys_says_so(visitor: Browser) -> None:
    assert "Nothing was given out here." in visitor.reads("/demo/keys").text


def test_mr_okoro_comes_in_by_the_staffs_door(given: Given, visitor: Browser) -> None:
    keys = given["staff"]["okoro"]
    answer = visitor.sends("/sign-in/staff", to="/sign-in/staff", email=keys["email"], password=keys["password"])
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in/staff/code")
    answer = visitor.sends("/sign-in/staff/code", code=pyotp.TOTP(keys["seed"]).at(clock.now()))
    assert answer.status_code == 303
    assert "You are Sam now." in visitor.reads("/demo").text


def test_a_card_opens_with_its_four_pictures(given: Given, visitor: Browser) -> None:
    card = given["cards"]["maya"]
    visitor.sends("/card", to="/card", code=card["code"])
    visitor.sends("/card/whose", to="/card/whose", picture="shared")
    for picture in card["pictures"]:
        visitor.sends("/card/pin", to="/card/pin", picture=picture)
    assert "You are Maya now." in visitor.reads("/demo").text
