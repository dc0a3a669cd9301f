"""What the cast types and shows at the real doors."""

import json

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


@pytest.fixture
def given(app: Flask, settings: Settings) -> dict[str, dict[str, dict[str, str]]]:
    address.use(settings.public_url)
    keys_given_out.give_out(settings.data_folder)
    return json.loads((settings.data_folder / "keys-given-out.json").read_text())  # type: ignore[no-any-return]


def test_staff_have_a_password_and_a_generator(given: dict[str, dict[str, dict[str, str]]], look: Look) -> None:
    assert {"okoro", "byrne", "amara", "hughes", "joanna", "quinn"} <= set(given["staff"])
    assert not {"leila", "maya", "anna"} & set(given["staff"])
    (secret,) = look(sa.select(StaffSecret).where(StaffSecret.person_id == person("okoro")))
    assert secret.is_ready
    assert seals.slow_matches(secret.password_hash, given["staff"]["okoro"]["password"])
    assert seals.unseal(secret.totp_seed) == given["staff"]["okoro"]["seed"]


def test_each_young_person_has_a_card(given: dict[str, dict[str, dict[str, str]]], look: Look) -> None:
    assert set(given["cards"]) == {"maya", "zofia", "jakub", "rohan", "tyler"}
    assert len(look(sa.select(Card))) == 5
    assert all(len(card["pictures"]) == 4 for card in given["cards"].values())


def test_the_page_shows_them_with_the_code_of_this_moment(
    given: dict[str, dict[str, dict[str, str]]], visitor: Browser
) -> None:
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
