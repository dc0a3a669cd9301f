"""Four pictures in order open a card; five wrong tries in all, and then a person has to help."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import clock, seals
from portal.blueprints.account.services import cards, pictures
from portal.database import SYSTEM, db
from portal.keys import codes
from portal.models import AuditEntry, Card, Device, OwnDevice, Person, SignIn
from tests.cast import person
from tests.support.client import Browser
from tests.support.portal import Look
from tests.support.rarely import as_many
from tests.web.account.cards_in_hand import a_card_for, change_cards, right, show, tap, wrong


def test_maya_comes_in_with_her_four_pictures(visitor: Browser, look: Look) -> None:
    card = a_card_for()
    show(visitor, card.code)
    assert tap(visitor, right(card)).headers["Location"] == "/"
    (sign_in,) = look(sa.select(SignIn))
    assert (sign_in.person_id, sign_in.way_in, sign_in.device) == (person("maya"), "card", Device.SHARED)
    assert look(sa.select(Card.wrong_tries)) == [0]


def test_the_page_says_how_many_are_tapped_and_never_which(visitor: Browser) -> None:
    card = a_card_for()
    show(visitor, card.code)
    before = visitor.reads("/card/pin")
    tap(visitor, right(card)[:2])
    after = visitor.reads("/card/pin")
    assert "2 of 4" in after.text
    assert [button.attrs for button in before.all("button")] == [button.attrs for button in after.all("button")]
    assert [node.attrs.get("value") for node in before.all("button")].count("fox") == 1


def test_the_order_on_the_screen_changes_from_card_to_card(visitor: Browser) -> None:
    orders = set()
    for _ in range(5):
        show(visitor, codes.draw())
        orders.add(order_of(visitor))
    assert len(orders) == 5
    assert all(len(set(order)) == 12 for order in orders)


def test_the_order_on_the_screen_changes_after_each_wrong_try_and_stays_while_one_is_tapped(visitor: Browser) -> None:
    card = a_card_for()
    show(visitor, card.code)
    orders = []
    for _ in range(3):
        before = order_of(visitor)
        tap(visitor, wrong(card)[:3])
        assert order_of(visitor) == before
        tap(visitor, wrong(card)[3:])
        orders.append(before)
    assert len({*orders, order_of(visitor)}) == 4


def order_of(visitor: Browser) -> tuple[str, ...]:
    """The pictures as they stand on the screen."""
    buttons = visitor.reads("/card/pin").all("button")
    return tuple(node.attrs["value"] for node in buttons if node.attrs.get("name") == "picture")


def test_the_same_pictures_in_another_order_are_wrong(visitor: Browser, look: Look) -> None:
    card = a_card_for()
    show(visitor, card.code)
    assert tap(visitor, right(card)[::-1]).headers["Location"] == "/card/pin?wrong=1"
    assert "not your 4 pictures" in visitor.reads("/card/pin?wrong=1").text
    assert look(sa.select(Card.wrong_tries)) == [1]


def test_a_picture_tapped_twice_costs_nothing(visitor: Browser, look: Look) -> None:
    card = a_card_for()
    show(visitor, card.code)
    first, *rest = right(card)
    tap(visitor, [first, first, "dragon", ""])
    assert "1 of 4" in visitor.reads("/card/pin").text
    assert tap(visitor, rest).headers["Location"] == "/"


def test_start_again_forgets_what_was_tapped(visitor: Browser, look: Look) -> None:
    card = a_card_for()
    show(visitor, card.code)
    tap(visitor, wrong(card)[:3])
    visitor.sends("/card/pin", to="/card/pin/again")
    assert "0 of 4" in visitor.reads("/card/pin").text
    assert tap(visitor, right(card)).headers["Location"] == "/"


def test_after_five_wrong_tries_a_person_has_to_help(visitor: Browser, look: Look) -> None:
    card = a_card_for()
    show(visitor, card.code)
    led_to = [tap(visitor, wrong(card)).headers["Location"] for _ in range(6)]
    assert led_to == ["/card/pin?wrong=1"] * 4 + ["/card/ask"] * 2
    assert tap(visitor, right(card)).headers["Location"] == "/card/ask"
    assert look(sa.select(Card.wrong_tries)) == [5]
    assert look(sa.select(SignIn)) == []
    assert [line.event for line in look(sa.select(AuditEntry))].count("account.try.failed") == 1
    assert "You did nothing wrong" in visitor.reads("/card/ask").text


def test_a_right_try_in_between_does_not_give_the_wrong_ones_back(visitor: Browser, app: Flask, look: Look) -> None:
    card = a_card_for()
    show(visitor, card.code)
    for _ in range(4):
        tap(visitor, wrong(card))
    assert tap(visitor, right(card)).headers["Location"] == "/"
    friend: Browser = app.test_client()  # type: ignore[assignment]
    show(friend, card.code)
    assert tap(friend, wrong(card)).headers["Location"] == "/card/ask"


def test_unlocked_by_a_person_the_card_works_again(visitor: Browser) -> None:
    card = a_card_for()
    change_cards(wrong_tries=5)
    show(visitor, card.code)
    assert tap(visitor, right(card)).headers["Location"] == "/card/ask"
    change_cards(wrong_tries=0)
    assert tap(visitor, right(card)).headers["Location"] == "/"


def test_a_card_nobody_knows_answers_like_a_real_one(visitor: Browser, app: Flask) -> None:
    stranger: Browser = app.test_client()  # type: ignore[assignment]
    card, unknown = a_card_for(), codes.spaced(codes.draw())
    seen = []
    for browser, code in ((visitor, card.code), (stranger, unknown)):
        answers = []
        for _ in range(2):  # shown twice: what was used up stays used up
            show(browser, code)
            answers += [tap(browser, wrong(card)) for _ in range(4)]
        seen.append([(answer.status_code, answer.headers["Location"], answer.text) for answer in answers])
    assert seen[0] == seen[1]
    assert [location for _, location, _ in seen[0]] == ["/card/pin?wrong=1"] * 4 + ["/card/ask"] * 4


def test_a_card_that_was_revoked_or_is_a_year_old_opens_nothing(visitor: Browser, app: Flask, look: Look) -> None:
    for change in ({"ended_at": clock.now()}, {"ends_on": clock.now() - timedelta(seconds=1)}):
        card = a_card_for()
        show(visitor, card.code)
        change_cards(**change)
        assert tap(visitor, right(card)).headers["Location"] == "/card/ask"
        other: Browser = app.test_client()  # type: ignore[assignment]
        show(other, card.code)
        assert tap(other, right(card)).headers["Location"] == "/card/pin?wrong=1"
    assert look(sa.select(SignIn)) == []


def test_no_sign_in_outlives_the_card(visitor: Browser, look: Look) -> None:
    card = a_card_for()
    end = clock.now() + timedelta(minutes=3)
    change_cards(ends_on=end)
    show(visitor, card.code, device="own")
    tap(visitor, right(card))
    assert abs(look(sa.select(SignIn.ends_at))[0] - end) < timedelta(seconds=1)
    assert abs(look(sa.select(OwnDevice.ends_at))[0] - end) < timedelta(seconds=1)


def test_ten_minutes_after_the_card_was_shown_it_has_to_be_shown_again(
    visitor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = a_card_for()
    show(visitor, card.code)
    tap(visitor, right(card)[:3])
    later = clock.now() + timedelta(minutes=10, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert visitor.get("/card/pin").headers["Location"] == "/card"


def test_of_many_guesses_at_once_five_are_looked_at(app: Flask, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    card, looked_at = a_card_for(), []
    monkeypatch.setattr(seals, "slow_matches", lambda *both: looked_at.append(both) or False)

    def guess(number: int) -> None:
        browser = f"browser {number}"
        with app.app_context():
            db.open_for("write")
            cards.begin_card_try(secret="", code=card.code, browser_hash=browser)
            db.session.commit()
            for picture in wrong(card):
                answer = pictures.tap(picture, browser_hash=browser)
                db.session.commit()
            assert answer in {pictures.Answer.WRONG, pictures.Answer.LOCKED}
            db.close()

    with ThreadPoolExecutor(as_many(in_a_run=12, in_a_drill=50)) as pool:
        list(pool.map(guess, range(as_many(in_a_run=60, in_a_drill=300))))
    assert len(looked_at) == 5
    assert look(sa.select(Card.wrong_tries)) == [5]


def test_somebody_who_has_left_is_sent_to_an_adult(visitor: Browser, look: Look) -> None:
    card = a_card_for()
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, person("maya")).left_on = clock.today()
    show(visitor, card.code)
    assert tap(visitor, right(card)).headers["Location"] == "/card/ask"
    assert look(sa.select(SignIn)) == []
