"""Somebody holds a friend's card and guesses: of 20,000 guesses five are looked at (check 22)."""

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import seals
from portal.blueprints.account.services import cards, pictures
from portal.database import db
from portal.keys.pictures import PICTURES, pin_of
from portal.models import Card, CardTry
from tests.support.portal import Look
from tests.web.account.cards_in_hand import a_card_for, right

GUESSES, HANDS = 20_000, 50


def test_of_twenty_thousand_guesses_five_are_looked_at(app: Flask, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    card, looked_at = a_card_for(), []
    monkeypatch.setattr(seals, "slow_matches", lambda *both: looked_at.append(both) or False)
    others = [list(pin) for pin in itertools.permutations(PICTURES, 4) if list(pin) != right(card)]

    def guess(hand: int) -> int:
        for number in range(hand, GUESSES, HANDS):
            *three, last = others[number % len(others)]
            with app.app_context():
                _show_and_tap_three(card.code, three, f"{hand}")
                db.open_for("write")
                answer = pictures.tap(last, browser_hash=f"{hand}")
                db.session.commit()
                db.close()
            assert answer in {pictures.Answer.WRONG, pictures.Answer.LOCKED}
        return hand

    with ThreadPoolExecutor(HANDS) as pool:
        assert len(list(pool.map(guess, range(HANDS)))) == HANDS
    print(f"\n{db.engine.dialect.name}: {GUESSES} guesses by {HANDS} hands, {len(looked_at)} looked at")
    assert len(looked_at) == 5
    assert look(sa.select(Card.wrong_tries)) == [5]


def _show_and_tap_three(code: str, three: list[str], browser: str) -> None:
    db.open_for("write")
    cards.begin_card_try(secret="", code=code, browser_hash=browser)
    with db.elevated("a drill taps three at once") as session:
        session.execute(sa.update(CardTry).where(CardTry.browser_hash == browser).values(tapped=pin_of(three)))
    db.session.commit()
    db.close()
