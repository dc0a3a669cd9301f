"""On a tablet of one's own the pictures open it again for twelve hours."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal import clock
from portal.access.ending import end_access
from portal.database import SYSTEM, db
from portal.models import Card, Device, OwnDevice, SignIn
from tests.cast import person
from tests.support.client import Browser
from tests.support.portal import Look
from tests.web.account.cards_in_hand import a_card_for, change_cards, right, show, tap, wrong


@pytest.fixture
def card(visitor: Browser):  # type: ignore[no-untyped-def]
    """Maya is in, on a tablet she called her own."""
    issued = a_card_for()
    show(visitor, issued.code, device="own")
    assert tap(visitor, right(issued)).headers["Location"] == "/"
    return issued


def _sign_out() -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(SignIn).values(ended_at=clock.now()))


def _moved(monkeypatch: pytest.MonkeyPatch, **by: int) -> None:
    then = clock.now() + timedelta(**by)
    monkeypatch.setattr(clock, "now", lambda: then)


def test_it_opens_again_with_the_pictures_alone(visitor: Browser, card, look: Look) -> None:  # type: ignore[no-untyped-def]
    _sign_out()
    assert visitor.sends("/card", to="/card/mine").headers["Location"] == "/card/pin"
    assert tap(visitor, right(card)).headers["Location"] == "/"
    newest = look(sa.select(SignIn).order_by(SignIn.created_at.desc()))[0]
    assert (newest.way_in, newest.device) == ("pin", Device.OWN)
    assert len(look(sa.select(OwnDevice))) == 1


def test_wrong_pictures_on_it_count_on_the_card(visitor: Browser, card, look: Look) -> None:  # type: ignore[no-untyped-def]
    _sign_out()
    visitor.sends("/card", to="/card/mine")
    for _ in range(5):
        last = tap(visitor, wrong(card))
    assert last.headers["Location"] == "/card/ask"
    assert look(sa.select(Card.wrong_tries)) == [5]


def test_after_twelve_hours_the_card_is_needed(  # type: ignore[no-untyped-def]
    visitor: Browser, card, monkeypatch: pytest.MonkeyPatch
) -> None:
    _moved(monkeypatch, hours=12, seconds=1)
    assert "your own tablet" not in visitor.reads("/card").text
    token = visitor.form("/card").hidden_values()
    assert visitor.post("/card/mine", data=token).headers["Location"] == "/card"


@pytest.mark.parametrize("how", ["the card is revoked", "everything ends", "the card is a year old"])
def test_it_is_over_when_the_card_is(visitor: Browser, card, how: str) -> None:  # type: ignore[no-untyped-def]
    visitor.sends("/card", to="/card/mine")
    if how == "everything ends":
        with db.work(SYSTEM, reason="a test"):
            end_access(person("maya"), why="test")
    elif how == "the card is revoked":
        a_card_for("maya")
    else:
        change_cards(ends_on=clock.now())
    if how == "everything ends":  # also what was being tapped
        assert visitor.get("/card/pin").headers["Location"] == "/card"
    else:
        assert tap(visitor, right(card)).headers["Location"] == "/card/ask"


def test_a_shared_tablet_keeps_nothing(visitor: Browser, look: Look) -> None:
    issued = a_card_for()
    show(visitor, issued.code)
    tap(visitor, right(issued))
    assert look(sa.select(OwnDevice)) == []
    assert "your own tablet" not in visitor.reads("/card").text
