"""Maya holds her card in front of a tablet and taps her four pictures, with and without scripts."""

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from portal import seals
from portal.audit import chain
from portal.database import SYSTEM, db
from portal.keys import address
from portal.keys.cards import IssuedCard, issue_card
from portal.models import Person
from tests.support.rarely import variants
from tests.support.visitor import Arrives, Visitor
from tools.running import RunningPortal


@pytest.fixture
def card(portal: RunningPortal) -> IssuedCard:
    """Maya's new card."""
    seals.use_keys(portal.env["PORTAL_SEAL_KEYS"], pepper=portal.env["PORTAL_PEPPER"])
    chain.use_key(portal.env["PORTAL_AUDIT_KEY"])
    address.use(portal.url)
    db.start(portal.database_url)
    try:
        with db.work(SYSTEM, reason="a journey gives out a card") as session:
            maya = session.scalars(sa.select(Person).where(Person.external_id == "maya")).one()
            return issue_card(maya, by=None)
    finally:
        db.stop()


def taps(maya: Visitor, card: IssuedCard) -> None:
    """The four pictures, by the words under them."""
    for done, picture in enumerate(card.pictures):
        expect(maya.page.get_by_role("status").filter(has_text=f"{done} of 4")).to_be_attached()
        maya.presses(str(picture.label))


def test_the_square_on_the_card_leaves_no_secret_behind(
    arrives: Arrives, card: IssuedCard, portal: RunningPortal
) -> None:
    maya = arrives(width=768)
    maya.page.goto(card.secret_url)
    maya.sees_page("Whose tablet is this?")
    assert "#" not in maya.page.url
    assert card.secret_url.split("#")[1] not in str(maya.page.evaluate("() => history.length + location.href"))
    maya.presses("We all use it")
    taps(maya, card)
    expect(maya.page).to_have_url(f"{portal.url}/")
    assert card.secret_url.split("#")[1] not in portal.log("web")


@pytest.mark.parametrize(("width", "scripts"), variants([(320, False), (768, True)], [(320, True), (768, False)]))
def test_the_code_on_the_card_is_typed(
    arrives: Arrives, card: IssuedCard, portal: RunningPortal, scripts: bool, width: int
) -> None:
    maya = arrives(width=width, scripts=scripts)
    maya.goes_to("/card")
    maya.can_use_this_page()
    maya.fills("The code on your card", card.code.lower().replace("-", " "))
    maya.presses("Go on")
    maya.can_use_this_page()
    maya.presses("We all use it")
    maya.can_use_this_page()
    taps(maya, card)
    expect(maya.page).to_have_url(f"{portal.url}/")


def test_whoever_forgot_is_sent_to_an_adult(arrives: Arrives) -> None:
    maya = arrives()
    maya.goes_to("/card")
    maya.follows("I lost it. Ask an adult")
    maya.sees("You did nothing wrong.")
    maya.can_use_this_page()
    maya.follows("I need help now")
