"""Before a grave act somebody shows once more that it is them, and goes on to the page that asked, nowhere else."""

import json

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import AuditEntry, SignIn
from portal.web import cookies
from tests.cast import person
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs
from tests.web.account.authenticator import Authenticator
from tests.web.account.staff_at_the_door import age_proofs, code_now, set_up
from tests.web.account.test_passkey import add

AGAIN = "/sign-in/again?next=/account/password"


@pytest.fixture
def okoro(signed_in_as: SignedInAs) -> Browser:
    """Mr Okoro, set up and signed in an hour ago."""
    set_up()
    browser = signed_in_as("okoro")
    age_proofs()
    return browser


def _key(browser: Browser, app: Flask) -> str:
    with app.app_context():
        cookie = browser.get_cookie(cookies.sign_in_cookie(), domain="localhost")
    assert cookie
    return cookie.value


def test_a_grave_page_asks_and_a_code_leads_back_to_it(okoro: Browser, look: Look) -> None:
    assert okoro.get("/account/password").headers["Location"] == AGAIN
    answer = okoro.sends(AGAIN, to="/sign-in/again", code=code_now())
    assert answer.headers["Location"] == "/account/password"
    assert okoro.get("/account/password").status_code == 200
    assert "account.person.proved_again" in [line.event for line in look(sa.select(AuditEntry))]


def test_the_key_of_the_sign_in_changes_and_the_old_one_opens_nothing(okoro: Browser, app: Flask, look: Look) -> None:
    before = _key(okoro, app)
    okoro.sends(AGAIN, to="/sign-in/again", code=code_now())
    assert _key(okoro, app) != before
    thief: Browser = app.test_client()  # type: ignore[assignment]
    with app.app_context():
        thief.set_cookie(cookies.sign_in_cookie(), before, domain="localhost", secure=True)
    assert thief.get("/account/ways").headers["Location"] == "/sign-in"
    assert len(look(sa.select(SignIn))) == 1


def test_a_wrong_or_used_code_proves_nothing(okoro: Browser) -> None:
    code = code_now()
    assert okoro.sends(AGAIN, to="/sign-in/again", code="123456" if code != "123456" else "654321").status_code == 422
    okoro.sends(AGAIN, to="/sign-in/again", code=code)
    age_proofs()
    assert okoro.sends(AGAIN, to="/sign-in/again", code=code).status_code == 422
    assert okoro.get("/account/password").status_code == 303


def test_five_codes_are_looked_at(okoro: Browser) -> None:
    wrong = "000000" if code_now() != "000000" else "111111"
    answers = [okoro.sends(AGAIN, to="/sign-in/again", code=wrong).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_a_passkey_proves_it_too(signed_in_as: SignedInAs, look: Look) -> None:
    browser, key = signed_in_as("okoro"), Authenticator()
    add(browser, key)
    age_proofs()
    form = browser.form(AGAIN, to="/sign-in/again/passkey")
    options = json.loads(browser.post(form.attrs["data-options-url"], data=form.hidden_values()).text)
    sent = {**form.hidden_values(), "credential": key.get(options)}
    answer = browser.post(form.attrs["action"], data=sent)
    assert answer.headers["Location"] == "/account/password"
    assert browser.post(form.attrs["action"], data=sent).headers["Location"].startswith("/sign-in/again")


def test_somebody_elses_passkey_proves_nothing(signed_in_as: SignedInAs) -> None:
    byrnes, okoros = Authenticator(), Authenticator()
    add(signed_in_as("byrne"), byrnes)
    okoro = signed_in_as("okoro")
    add(okoro, okoros)
    age_proofs()
    form = okoro.form(AGAIN, to="/sign-in/again/passkey")
    options = json.loads(okoro.post(form.attrs["data-options-url"], data=form.hidden_values()).text)
    okoro.post(form.attrs["action"], data={**form.hidden_values(), "credential": byrnes.get(options)})
    assert okoro.get("/account/password").status_code == 303


def test_whoever_has_neither_is_asked_to_come_in_again(signed_in_as: SignedInAs) -> None:
    leila = signed_in_as("leila")
    age_proofs()
    page = leila.reads("/sign-in/again?next=/account/passkeys/add")
    assert [
        form for form in page.all("form") if form.attrs["action"].endswith("/sign-out") and form.has_ancestor("main")
    ]
    assert not page.all("input", where=lambda field: field.attrs.get("name") == "code")


def test_a_code_of_a_visitor_proves_nothing(visitor: Browser) -> None:
    assert visitor.get(AGAIN).headers["Location"] == "/sign-in"


ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "https:evil.example",
    "https://evil.example",
    "http://evil.example/account/password",
    "HTTPS://evil.example",
    "//evil.example/account/password",
    "/%2f%2fevil.example",
    "%2f%2fevil.example",
    "/%5cevil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "/account/password\r\nLocation: //evil.example",
    "/account/password\nSet-Cookie: a=b",
    "\r\n//evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "\t//evil.example",
    "//localhost@evil.example",
    "https://localhost@evil.example",
    "https://localhost:x@evil.example/",
    "//evil.example%2f@localhost",
    "//localhost.evil.example",
    "//[::1]",
    "//[evil",
    "http://[",
    "//evil。example",
    "//evil．example",
    "/。/evil",
    "//ｅvil.example",
    "ftp://evil.example",
    "file:///etc/passwd",
    "mailto:x@evil.example",
    "tel:999",
    "blob:https://evil.example",
    "//",
    "///",
    "/..//evil.example",
    "/./\\evil.example",
    "/account/../..//evil.example",
    "//evil.example/..",
    "/;//evil.example",
    "/?//evil.example",
    "/#//evil.example",
    "?next=//evil.example",
    "#",
    "",
    ".",
    "..",
    "account/password",
    "\x00/account/password",
    "/account/password\x00",
    "/sign-in/again?next=//evil.example",
    "/leave",
    "/sign-out",
    "/demo",
    "/static/js/portal.js",
    "/account/passkeys/add/../../../",
    "/" + "a" * 5000,
    "/account/passkeys/not-a-uuid/remove",
    "/week/",
    "/help",
]


def test_there_are_sixty_ways_to_try() -> None:
    assert len(set(ELSEWHERE)) >= 60


def test_no_address_leads_anywhere_but_to_a_page_that_asks_for_a_proof(app: Flask) -> None:
    from portal.web.onward import onward

    with app.test_request_context(base_url="https://localhost"):
        led_to = {wanted: onward(wanted) for wanted in ELSEWHERE}
    assert set(led_to.values()) <= {"/", "/account/password"}
    assert [
        wanted for wanted, where in led_to.items() if where != "/" and "evil" in wanted and "\n" not in wanted
    ] == []


@pytest.mark.parametrize("wanted", ELSEWHERE[:8])
def test_nor_does_the_page_itself(okoro: Browser, wanted: str) -> None:
    answer = okoro.sends("/sign-in/again", to="/sign-in/again", code="000000")
    assert answer.status_code in {303, 422}
    token = okoro.form("/sign-in/again", to="/sign-in/again").hidden_values()
    answer = okoro.post("/sign-in/again", query_string={"next": wanted}, data={**token, "code": code_now()})
    assert answer.headers["Location"] == "/"


def test_a_page_with_an_id_is_found_again(app: Flask) -> None:
    from portal.web.onward import onward

    with app.test_request_context(base_url="https://localhost"):
        assert onward("/account/passkeys/add?x=1#y") == "/account/passkeys/add"


def test_a_sign_in_that_ended_meanwhile_is_not_woken(okoro: Browser) -> None:
    token = okoro.form(AGAIN, to="/sign-in/again").hidden_values()
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(SignIn).where(SignIn.person_id == person("okoro")).values(ended_at=sa.func.now()))
    assert okoro.post(AGAIN, data={**token, "code": code_now()}).headers["Location"] == "/sign-in"
