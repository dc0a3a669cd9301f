"""The six numbers from the letter: ten minutes, once, the newest, five tries, in the browser that asked."""

from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from portal.database import SYSTEM, db
from portal.models import Contact, LinkRequest, OutboxItem, Relationship, SignIn
from tests.cast import person, relationship
from tests.support.client import Browser
from tests.support.examples import drawn_once
from tests.support.portal import Look
from tests.support.time import SetTime
from tests.web.account.letters import asks, cookies_of, letters, second_setting_for, with_cookies

OPEN = sa.select(SignIn.person_id).where(SignIn.ended_at.is_(None))


def types(browser: Browser, code: str) -> TestResponse:
    """Type a code and press the button."""
    return browser.sends("/sign-in/code", to="/sign-in/code", code=code)


def wrong(code: str) -> str:
    """Another code than this one."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_carer_types_the_code_and_is_in(visitor: Browser, look: Look) -> None:
    asks(visitor, "leila@example.org")
    answer = types(visitor, letters()[0]["code"])
    assert (answer.status_code, answer.location) == (303, "/")
    assert look(sa.select(SignIn.person_id)) == [person("leila")]
    assert look(sa.select(SignIn.way_in)) == ["code"]


def test_spaces_and_arabic_numbers_are_forgiven(visitor: Browser) -> None:
    asks(visitor, "leila@example.org")
    code = letters()[0]["code"]
    arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert types(visitor, f" {arabic[:3]} {arabic[3:]} ").location == "/"


@drawn_once
def test_the_field_takes_the_code_from_the_message(visitor: Browser) -> None:
    field = visitor.reads("/sign-in/code").one("input", where=lambda node: node.attrs.get("name") == "code")
    assert (field.attrs["autocomplete"], field.attrs["inputmode"]) == ("one-time-code", "numeric")


def test_a_code_works_once(visitor: Browser, look: Look) -> None:
    asks(visitor, "leila@example.org")
    code = letters()[0]["code"]
    types(visitor, code)
    visitor.post("/leave")
    assert types(visitor, code).status_code == 422
    assert look(OPEN) == []


def test_a_code_works_for_ten_minutes(visitor: Browser, the_time_is: SetTime) -> None:
    asks(visitor, "leila@example.org")
    asks(visitor, "tomasz@example.org")
    the_time_is("2026-11-24 10:11")
    assert types(visitor, letters()[-1]["code"]).status_code == 422


def test_a_code_still_works_after_nine_minutes(visitor: Browser, the_time_is: SetTime) -> None:
    asks(visitor, "leila@example.org")
    the_time_is("2026-11-24 10:09")
    assert types(visitor, letters()[0]["code"]).location == "/"


def test_only_the_newest_code_counts(visitor: Browser) -> None:
    asks(visitor, "leila@example.org")
    asks(visitor, "leila@example.org")
    old, new = letters()
    assert types(visitor, old["code"]).status_code == 422
    assert types(visitor, new["code"]).location == "/"


def test_a_code_asked_for_somewhere_else_opens_nothing_here(visitor: Browser, app: Flask, look: Look) -> None:
    asks(visitor, "leila@example.org")
    other = app.test_client()
    assert types(other, letters()[0]["code"]).status_code == 422  # type: ignore[arg-type]
    assert look(sa.select(SignIn.id)) == []


def test_asking_from_elsewhere_does_not_spoil_the_code_of_the_true_person(visitor: Browser, app: Flask) -> None:
    asks(visitor, "leila@example.org")
    code = letters()[0]["code"]
    asks(app.test_client(), "leila@example.org")  # type: ignore[arg-type]
    assert types(visitor, code).location == "/"


def test_after_five_wrong_tries_the_right_code_is_worth_nothing(visitor: Browser, look: Look) -> None:
    asks(visitor, "leila@example.org")
    code = letters()[0]["code"]
    for _ in range(5):
        assert "That is not the code" in types(visitor, wrong(code)).text
    assert "does not work any more" in types(visitor, code).text
    assert look(sa.select(SignIn.id)) == []


def test_it_looks_the_same_for_an_address_nobody_has(app: Flask) -> None:
    pages = []
    for email in ("leila@example.org", "nobody@example.org"):
        browser = app.test_client()
        asks(browser, email)  # type: ignore[arg-type]
        codes = [letter["code"] for letter in letters()] or ["000000"]
        pages.append([types(browser, wrong(codes[0])).text.count("That is not the code") for _ in range(6)])  # type: ignore[arg-type]
    assert pages[0] == pages[1] == [2, 2, 2, 2, 2, 0]


def test_20_threads_with_one_code_get_one_session(visitor: Browser, app: Flask, look: Look) -> None:
    asks(visitor, "leila@example.org")
    code, token = letters()[0]["code"], visitor.form("/sign-in/code", to="/sign-in/code").hidden_values()
    held = cookies_of(visitor)

    def one(_: int) -> int:
        return with_cookies(app, held).post("/sign-in/code", data={**token, "code": code}).status_code

    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(one, range(20)))
    assert answers.count(303) == 1
    assert look(sa.select(SignIn.person_id)) == [person("leila")]


def test_send_it_again_sends_a_new_one_without_the_address(visitor: Browser, look: Look) -> None:
    asks(visitor, "leila@example.org")
    answer = visitor.sends("/sign-in/code", to="/again")
    assert answer.location == "/sign-in/code"
    assert len(letters()) == 2
    assert "We sent it again" in visitor.reads("/sign-in/code").text


def test_send_it_again_is_no_different_for_an_address_nobody_has(visitor: Browser, look: Look) -> None:
    asks(visitor, "nobody@example.org")
    assert visitor.sends("/sign-in/code", to="/again").location == "/sign-in/code"
    assert len(look(sa.select(LinkRequest.id))) == 2
    assert look(sa.select(OutboxItem.id)) == []


def test_send_it_again_leads_to_the_door_when_nothing_was_asked(visitor: Browser) -> None:
    assert visitor.sends("/sign-in/code", to="/again").location == "/sign-in"


def test_two_settings_two_codes_and_each_opens_its_own(visitor: Browser, look: Look) -> None:
    elsewhere = second_setting_for("leila@example.org")
    asks(visitor, "leila@example.org")
    requests = {str(whose): None for whose in look(sa.select(LinkRequest.person_id))}
    assert set(requests) == {str(elsewhere), str(person("leila"))}
    for letter in letters():
        assert types(visitor, letter["code"]).location == "/"
    assert set(look(sa.select(SignIn.person_id))) == {elsewhere, person("leila")}


def test_nobody_comes_in_whose_contact_was_stopped_since_the_letter(visitor: Browser, look: Look) -> None:
    asks(visitor, "leila@example.org")
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, relationship("leila", "maya")).contact = Contact.NONE
    assert types(visitor, letters()[0]["code"]).status_code == 422
    assert look(sa.select(SignIn.id)) == []


def test_the_code_is_nowhere_in_the_database_in_the_clear(visitor: Browser, look: Look) -> None:
    asks(visitor, "leila@example.org")
    letter = letters()[0]
    kept = [*look(sa.select(LinkRequest.code_hash)), *look(sa.select(LinkRequest.link_hash))]
    kept += look(sa.select(OutboxItem.sealed))
    assert all(letter["code"] not in each and letter["link"].rsplit("/", 1)[1] not in each for each in kept)


def test_a_person_hears_of_a_browser_they_never_used(visitor: Browser, app: Flask) -> None:
    for browser, told in ((visitor, 1), (visitor, 1), (app.test_client(), 2)):
        asks(browser, "leila@example.org")  # type: ignore[arg-type]
        types(browser, _newest_letter()["code"])  # type: ignore[arg-type]
        assert len(letters("new_sign_in")) == told
        browser.post("/leave")


def _newest_letter() -> dict[str, str]:
    return letters()[-1]
