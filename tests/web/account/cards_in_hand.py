"""A card in somebody's hand: given out to one of the cast, shown and tapped as a young person would."""

import sqlalchemy as sa
from werkzeug.test import TestResponse

from portal.database import SYSTEM, db
from portal.keys.cards import IssuedCard, issue_card
from portal.keys.pictures import PICTURES
from portal.models import Card, Person
from tests.cast import person
from tests.support.client import Browser


def a_card_for(slug: str = "maya") -> IssuedCard:
    """A fresh card."""
    with db.work(SYSTEM, reason="a test gives out a card") as session:
        return issue_card(session.get_one(Person, person(slug)), by=None)


def right(card: IssuedCard) -> list[str]:
    """The four pictures of a card, in order."""
    return [picture.name for picture in card.pictures]


def wrong(card: IssuedCard | None = None) -> list[str]:
    """Four other pictures."""
    return sorted(set(PICTURES) - set(right(card) if card else ()))[:4]


def show(browser: Browser, code: str, *, device: str = "shared") -> TestResponse:
    """Type a card's code and say whose tablet it is."""
    answer = browser.sends("/card", to="/card", code=code)
    assert answer.status_code == 303, answer.text
    return browser.sends("/card/whose", picture=device)


def tap(browser: Browser, names: list[str]) -> TestResponse:
    """Tap pictures, one after the other. Returns what the last tap led to."""
    token = browser.form("/card/pin", to="/card/pin").hidden_values()
    return [browser.post("/card/pin", data={**token, "picture": name}) for name in names][-1]


def change_cards(**values: object) -> None:
    """Change every card beside the requests."""
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(Card).values(**values))
