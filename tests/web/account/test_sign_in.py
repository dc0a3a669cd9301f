"""The carers' door: an address is asked for, and the answer tells nobody who is here (reliability.md checks 18-21)."""

import sqlalchemy as sa
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import LinkRequest, OutboxItem, Person, SignIn
from tests.cast import SINCE, person, setting
from tests.support.client import Browser
from tests.support.examples import drawn_once
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime
from tests.web.account.letters import asks, letters, second_setting_for


def test_a_carer_asks_for_a_code_and_gets_one_letter(visitor: Browser, look: Look) -> None:
    answer = asks(visitor, "leila@example.org")
    assert (answer.status_code, answer.location) == (303, "/sign-in/code")
    assert look(sa.select(LinkRequest.person_id)) == [person("leila")]
    assert look(sa.select(OutboxItem.letter)) == ["sign_in"]
    letter = letters()[0]
    assert letter["link"].startswith("https://localhost/sign-in/link/")
    assert len(letter["code"]) == 6


def test_capitals_and_spaces_around_an_address_do_not_matter(visitor: Browser) -> None:
    asks(visitor, "  Leila@Example.ORG ")
    assert len(letters()) == 1


def test_nobody_can_tell_who_is_here(app: Flask) -> None:
    """Known, unknown, a father without contact, staff, and a phone call away: the same answer to the byte."""
    seen = set()
    for email in ("leila", "nobody", "dan", "okoro", "amara"):
        browser = app.test_client()
        answer = asks(browser, f"{email}@example.org")  # type: ignore[arg-type]
        page = browser.get("/sign-in/code").text
        seen.add((answer.status_code, answer.data, answer.location, len(page)))
    assert len(seen) == 1
    assert len(letters()) == 1


def test_a_father_without_contact_gets_no_letter(visitor: Browser, look: Look) -> None:
    asks(visitor, "dan@example.org")
    assert letters() == []
    assert look(sa.select(LinkRequest.person_id)) == [None]


def test_somebody_who_has_left_gets_no_letter(visitor: Browser) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, person("leila")).left_on = SINCE
    asks(visitor, "leila@example.org")
    assert letters() == []


def test_an_address_that_two_settings_know_gets_a_letter_from_each(visitor: Browser, look: Look) -> None:
    second_setting_for("leila@example.org")
    asks(visitor, "leila@example.org")
    assert len(letters()) == 2
    assert len({letter["code"] for letter in letters()}) == 2
    assert set(look(sa.select(OutboxItem.setting_id))) == {setting(), setting("millbrook")}


def test_an_empty_address_is_asked_for_in_plain_words(visitor: Browser, look: Look) -> None:
    answer = asks(visitor, "")
    assert answer.status_code == 422
    assert "Type your email" in answer.text
    assert answer.text.index("Problem:") < answer.text.index("Come in")
    assert look(sa.select(LinkRequest.id)) == []


def test_strange_addresses_are_answered_kindly_and_kept_on_the_page(visitor: Browser) -> None:
    for words in ("leila", "a@b\x00c", "a b@c", "\u202eleila@example.org\u202c", "👩‍👩‍👧@", "a" * 100_000 + "@b"):
        answer = asks(visitor, words)
        assert answer.status_code in (303, 422)


def test_somebody_who_is_in_goes_to_their_first_page(signed_in_as: SignedInAs) -> None:
    assert signed_in_as("leila").get("/sign-in").location == "/"


def test_a_person_is_told_only_once_that_their_time_was_over(signed_in_as: SignedInAs, the_time_is: SetTime) -> None:
    leila = signed_in_as("leila")
    assert leila.get("/account").status_code == 200
    the_time_is("2026-11-24 10:11")
    assert "You were away for 10 minutes. Come in again." in leila.reads("/sign-in").text
    assert "You were away" not in leila.reads("/sign-in").text


def test_a_stranger_is_told_nothing_about_time(visitor: Browser) -> None:
    assert "You were" not in visitor.reads("/sign-in").text


@drawn_once
def test_the_page_asks_whose_phone_it_is_and_no_stands_there(visitor: Browser) -> None:
    page = visitor.reads("/sign-in")
    chosen = [box.attrs["value"] for box in page.all("input") if "checked" in box.attrs]
    assert chosen == ["shared"]


def test_nothing_is_signed_in_by_asking(visitor: Browser, look: Look) -> None:
    asks(visitor, "leila@example.org")
    assert look(sa.select(SignIn.id)) == []
