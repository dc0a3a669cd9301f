"""My own phone: kept once behind four pictures, opened again with them, five wrong tries in all."""

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.access.ending import end_access
from portal.access.policy import Role
from portal.database import SYSTEM, db
from portal.models import CardTry, Contact, Device, OwnDevice, Relationship, RoleHolding, SignIn
from tests.cast import person, relationship, setting
from tests.support.client import Browser
from tests.support.html import Node
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime
from tests.web.account.letters import asks, cookies_of, letters, with_cookies

MINE = ("fox", "kite", "drum", "owl")
NOT_MINE = ("fox", "kite", "owl", "drum")


def comes_in(browser: Browser, *, phone: str = "own") -> str | None:
    """Leila comes in by e-mail and says whose phone it is; returns where she is sent."""
    browser.sends("/sign-in?way=email", to="/language", language="en")
    asks(browser, "leila@example.org", phone=phone)
    return browser.sends("/sign-in/code", to="/sign-in/code", code=letters()[-1]["code"]).location


def taps(browser: Browser, *pictures: str, at: str = "/open") -> str | None:
    """Tap pictures one after the other; returns where the last one leads."""
    return [browser.sends(at, to=at, picture=picture).location for picture in pictures][-1]


def keeps(browser: Browser) -> None:
    """Leila comes in and keeps this phone with four pictures."""
    comes_in(browser)
    assert taps(browser, *MINE, *MINE, at="/phone/pictures") == "/"


def notice(browser: Browser, path: str) -> Node:
    """What the page says of what was just done."""
    [first, *_] = browser.reads(path).all("div", where=lambda node: node.attrs.get("role") == "status")
    return first.one("div", where=lambda node: "notice" in node.attrs.get("class", "").split())


def comes_again(browser: Browser, the_time_is: SetTime, when: str = "2026-11-25 08:00") -> None:
    """Another day: the session is over."""
    the_time_is(when)


def test_a_shared_phone_is_never_kept(visitor: Browser, look: Look) -> None:
    assert comes_in(visitor, phone="shared") == "/"
    for path in ("/phone", "/phone/pictures"):
        assert visitor.get(path).location == "/"
    token = visitor.form("/account", to="/sign-out").hidden_values()
    assert visitor.post("/phone/pictures", data={**token, "picture": "fox"}).location == "/"
    assert look(sa.select(OwnDevice.id)) == look(sa.select(CardTry.id)) == []


def test_whoever_says_it_is_theirs_is_asked_once_and_may_say_not_now(visitor: Browser) -> None:
    assert comes_in(visitor) == "/phone"
    page = visitor.reads("/phone")
    assert "Not now" in page.text
    assert [link.attrs["href"] for link in page.all("a") if link.text == "Not now"] == ["/"]


def test_four_pictures_chosen_twice_keep_the_phone(visitor: Browser, look: Look) -> None:
    keeps(visitor)
    device = look(sa.select(OwnDevice))[0]
    assert device.person_id == person("leila")
    assert device.pin_hash.startswith("$argon2id$")
    assert (device.ends_at - device.created_at).days == 30


def test_other_pictures_the_second_time_begin_anew(visitor: Browser, look: Look) -> None:
    comes_in(visitor)
    assert taps(visitor, *MINE, *NOT_MINE, at="/phone/pictures") == "/phone/pictures"
    assert "Those were other pictures" in visitor.reads("/phone/pictures").text
    assert look(sa.select(OwnDevice.id)) == []
    assert taps(visitor, *MINE, *MINE, at="/phone/pictures") == "/"


def test_one_picture_twice_counts_once(visitor: Browser) -> None:
    comes_in(visitor)
    taps(visitor, "fox", "fox", "kite", at="/phone/pictures")
    assert "2 of 4 done" in visitor.reads("/phone/pictures").text


def test_starting_again_forgets_what_was_tapped(visitor: Browser) -> None:
    comes_in(visitor)
    taps(visitor, "fox", "kite", at="/phone/pictures")
    visitor.sends("/phone/pictures", to="/again")
    assert "0 of 4 done" in visitor.reads("/phone/pictures").text


def test_what_is_chosen_stands_nowhere_in_the_clear_afterwards(visitor: Browser, look: Look) -> None:
    keeps(visitor)
    assert look(sa.select(CardTry.tapped)) == [""]


def test_the_next_day_leila_is_in_with_four_taps(visitor: Browser, the_time_is: SetTime, look: Look) -> None:
    keeps(visitor)
    comes_again(visitor, the_time_is)
    assert visitor.get("/").location == "/sign-in"
    assert visitor.get("/sign-in").location == "/open"
    assert taps(visitor, *MINE) == "/"
    newest = look(sa.select(SignIn).order_by(SignIn.created_at.desc()))[0]
    assert (newest.way_in, newest.device) == ("pin", Device.OWN)


def test_the_lock_names_nobody_and_shows_the_pictures_shuffled(visitor: Browser, the_time_is: SetTime) -> None:
    keeps(visitor)
    orders = set()
    for day in (25, 26, 27):
        comes_again(visitor, the_time_is, f"2026-11-{day} 08:00")
        page = visitor.reads("/open")
        assert "Leila" not in page.text
        assert "Orchard Row" not in page.text
        orders.add(tuple(button.attrs["value"] for button in page.all("button") if "value" in button.attrs))
        taps(visitor, *MINE)
    assert len(orders) == 3


def test_the_lock_speaks_its_owner_s_language(visitor: Browser, app: Flask, the_time_is: SetTime) -> None:
    keeps(visitor)
    comes_again(visitor, the_time_is)
    held = {name: value for name, value in cookies_of(visitor).items() if name == "__Host-portal-device"}
    opened_again = with_cookies(app, held)
    page = opened_again.reads("/open")
    assert (page.one("html").attrs["lang"], page.one("html").attrs["dir"]) == ("ar", "rtl")
    opened_again.sends("/language", to="/language", language="pl")
    assert opened_again.reads("/open").one("html").attrs["lang"] == "pl"


def test_what_was_wrong_never_stands_beside_a_tick(visitor: Browser, the_time_is: SetTime) -> None:
    keeps(visitor)
    assert "notice--kept" in notice(visitor, "/").attrs["class"]
    comes_again(visitor, the_time_is)
    taps(visitor, *NOT_MINE)
    wrong = notice(visitor, "/open")
    assert "Those were not your pictures" in wrong.text
    assert wrong.attrs["class"] == "notice"


def test_the_order_stays_while_somebody_taps(visitor: Browser, the_time_is: SetTime) -> None:
    keeps(visitor)
    comes_again(visitor, the_time_is)
    orders = []
    for picture in MINE[:3]:
        page = visitor.reads("/open")
        orders.append([button.attrs["value"] for button in page.all("button") if button.attrs.get("name") == "picture"])
        taps(visitor, picture)
    assert orders[0] == orders[1] == orders[2]


def test_five_wrong_tries_in_all_end_the_phone(visitor: Browser, the_time_is: SetTime, look: Look) -> None:
    keeps(visitor)
    comes_again(visitor, the_time_is)
    for _ in range(4):
        taps(visitor, *NOT_MINE)
        assert "Those were not your pictures" in visitor.reads("/open").text
    taps(visitor, *NOT_MINE)
    assert look(sa.select(OwnDevice.id).where(OwnDevice.ended_at.is_(None))) == []
    assert visitor.get("/open").location == "/sign-in"
    assert "does not open with pictures now" in visitor.reads("/sign-in").text


def test_a_copy_of_the_phone_s_cookie_gets_no_more_tries(visitor: Browser, app: Flask, the_time_is: SetTime) -> None:
    keeps(visitor)
    comes_again(visitor, the_time_is)
    held = {name: value for name, value in cookies_of(visitor).items() if name == "__Host-portal-device"}
    for _ in range(5):
        taps(with_cookies(app, held), *NOT_MINE)
    assert visitor.get("/open").location == "/sign-in"


def test_a_phone_is_kept_for_thirty_days(visitor: Browser, the_time_is: SetTime) -> None:
    keeps(visitor)
    comes_again(visitor, the_time_is, "2026-12-24 09:00")
    assert visitor.get("/sign-in").location == "/open"
    comes_again(visitor, the_time_is, "2026-12-24 11:00")
    assert visitor.get("/sign-in").status_code == 200


def test_hiding_locks_the_phone_and_does_not_forget_it(visitor: Browser) -> None:
    keeps(visitor)
    visitor.post("/leave")
    assert visitor.get("/sign-in").location == "/open"
    assert taps(visitor, *MINE) == "/"


def test_there_is_always_the_way_by_e_mail(visitor: Browser, the_time_is: SetTime) -> None:
    keeps(visitor)
    comes_again(visitor, the_time_is)
    assert "/sign-in?way=email" in [link.attrs["href"] for link in visitor.reads("/open").all("a")]
    assert visitor.get("/sign-in?way=email").status_code == 200
    assert comes_in(visitor) == "/"


def test_stopping_contact_ends_the_phone_at_once(visitor: Browser, the_time_is: SetTime) -> None:
    keeps(visitor)
    with db.work(SYSTEM, reason="a test"):
        end_access(person("leila"), why="a test")
    assert visitor.get("/open").location == "/sign-in"


def test_a_kept_phone_opens_nothing_once_the_relationship_is_closed(visitor: Browser, the_time_is: SetTime) -> None:
    keeps(visitor)
    comes_again(visitor, the_time_is)
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, relationship("leila", "maya")).contact = Contact.NONE
    assert taps(visitor, *MINE) == "/sign-in?way=email"


def test_a_carers_phone_is_no_tablet_at_the_door_of_young_people(visitor: Browser, look: Look) -> None:
    keeps(visitor)
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, relationship("leila", "maya")).contact = Contact.NONE
    token = visitor.form("/card").hidden_values()
    begun = len(look(sa.select(CardTry.id)))
    assert visitor.post("/card/mine", data=token).location == "/card"
    assert len(look(sa.select(CardTry.id))) == begun


def test_a_person_sees_their_phones_and_forgets_one(visitor: Browser, the_time_is: SetTime, look: Look) -> None:
    keeps(visitor)
    page = visitor.reads("/account")
    assert "This phone" in page.text
    assert "until Thursday 24 December" in page.text
    visitor.sends("/account", to="/forget")
    assert "You keep no phone open" in visitor.reads("/account").text
    assert look(sa.select(OwnDevice.id).where(OwnDevice.ended_at.is_(None))) == []


@pytest.mark.parametrize("slug", ["maya", "okoro"])
def test_nobody_but_a_carer_keeps_a_phone_open_for_thirty_days(signed_in_as: SignedInAs, look: Look, slug: str) -> None:
    """A young person's tablet opens for twelve hours, by their card; who works here has a password and an app."""
    browser = signed_in_as(slug, device=Device.OWN)
    token = browser.form("/account", to="/sign-out").hidden_values()
    assert [browser.get(path).status_code for path in ("/phone", "/phone/pictures")] == [404, 404]
    for picture in (*MINE, *MINE):
        assert browser.post("/phone/pictures", data={**token, "picture": picture}).status_code == 404
    assert look(sa.select(OwnDevice.id)) == []


def test_who_gets_a_job_here_comes_in_by_the_door_of_staff_from_then_on(
    visitor: Browser, the_time_is: SetTime, look: Look
) -> None:
    keeps(visitor)
    _works_here("leila")
    comes_again(visitor, the_time_is)
    before = len(look(sa.select(SignIn)))
    assert taps(visitor, *MINE) == "/sign-in?way=email"
    sent = len(letters())
    asks(visitor, "leila@example.org", phone="own")
    assert len(letters()) == sent, "A letter opened a caseload."
    assert len(look(sa.select(SignIn))) == before


def test_a_letter_that_was_on_its_way_opens_nothing_for_who_has_a_job_by_now(visitor: Browser, look: Look) -> None:
    visitor.sends("/sign-in?way=email", to="/language", language="en")
    asks(visitor, "leila@example.org", phone="own")
    _works_here("leila")
    visitor.sends("/sign-in/code", to="/sign-in/code", code=letters()[-1]["code"])
    assert look(sa.select(SignIn)) == []


def test_who_is_in_when_they_get_a_job_proves_who_they_are_as_staff_do(visitor: Browser) -> None:
    comes_in(visitor)
    assert visitor.get("/account").status_code == 200
    _works_here("leila")
    assert visitor.get("/account").location == "/sign-in"


def _works_here(slug: str) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.add(RoleHolding(setting_id=setting(), person_id=person(slug), role=Role.COORDINATOR))


def test_nobody_forgets_somebody_else_s_phone(visitor: Browser, signed_in_as: SignedInAs, look: Look) -> None:
    keeps(visitor)
    device = look(sa.select(OwnDevice.id))[0]
    tomasz = signed_in_as("tomasz")
    token = tomasz.form("/account", to="/sign-out").hidden_values()
    assert tomasz.post(f"/account/phones/{device}/forget", data=token).status_code == 404
    assert look(sa.select(OwnDevice.ended_at)) == [None]


def test_the_lock_says_why_the_session_is_over(visitor: Browser, the_time_is: SetTime) -> None:
    keeps(visitor)
    the_time_is("2026-11-24 10:45")
    assert "You were away for 30 minutes." in visitor.reads("/open").text
