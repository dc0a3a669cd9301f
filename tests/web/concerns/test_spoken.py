"""The card of who knows, on a phone without a voice: recordings joined as the card stands."""

import re

import pytest
import sqlalchemy as sa

from portal import clock
from portal.blueprints.concerns.speaking import SPOKEN
from portal.database import SYSTEM, db
from portal.models import Concern, Setting
from tests import cast
from tests.support.client import Browser
from tests.support.portal import SignedInAs
from tests.support.time import SetTime
from tests.web.concerns.scene import everything_has_gone, press_help, somebody_watches

NAMES = re.compile(r"/static/sound/([a-z-]+)\.([a-z]+)\.mp3")


def spoken(browser: Browser, address: str) -> list[str]:
    """What is spoken without a voice; each of the sentences stands on the page but for the names."""
    card = browser.reads(address).one("section", where=lambda node: node.attrs.get("id") == "told")
    [button] = card.all("button", where=lambda node: "data-listen" in node.attrs)
    return [name for name, _language in NAMES.findall(button.attrs["data-unvoiced"])]


def opened_by(slug: str) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(Concern).values(opened_at=clock.now(), opened_by_id=cast.person(slug)))


def test_it_is_as_the_card_is_step_by_step(signed_in_as: SignedInAs) -> None:
    somebody_watches()
    maya = signed_in_as("maya")
    address = press_help(maya)
    assert spoken(maya, address) == ["told-sending", "when-ring", "when-trust"]
    everything_has_gone()
    assert spoken(maya, address) == ["told-sent", "when-ring", "when-trust"]
    opened_by("byrne")
    assert spoken(maya, address) == ["told-knows", "when-ring"]


def test_at_night_it_says_that_nobody_reads_it_now(signed_in_as: SignedInAs, the_time_is: SetTime) -> None:
    somebody_watches()
    the_time_is("2026-11-24 22:00")
    maya = signed_in_as("maya")
    assert spoken(maya, press_help(maya)) == ["told-sending", "when-closed", "when-later", "when-trust"]


def test_at_night_it_also_says_that_there_is_a_number(signed_in_as: SignedInAs, the_time_is: SetTime) -> None:
    somebody_watches()
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Setting, cast.setting()).duty_phone = "01632 960 111"
    the_time_is("2026-11-24 22:00")
    maya = signed_in_as("maya")
    assert spoken(maya, press_help(maya)) == ["told-sending", "when-closed", "when-later", "when-duty", "when-trust"]


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_each_language_has_its_own(signed_in_as: SignedInAs, language: str) -> None:
    maya = signed_in_as("maya")
    maya.sends("/language", to="/language", language=language)
    page = maya.get(press_help(maya)).text
    found = NAMES.findall(re.search(r'data-unvoiced="([^"]+)"', page)[1])  # type: ignore[index]
    assert {spoken_in for _name, spoken_in in found} == {language}
    assert {name for name, _language in found} <= set(SPOKEN)
