"""A passkey lets its owner in, and an answer that is wrong in any one way lets nobody in."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from werkzeug.test import TestResponse

from portal import clock
from portal.access.ending import end_access
from portal.access.policy import Role
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import (
    Contact,
    Device,
    OutboxItem,
    OwnDevice,
    Passkey,
    Person,
    Relationship,
    RoleHolding,
    SignIn,
)
from tests.cast import person, relationship
from tests.support.client import Browser
from tests.support.portal import Look, MakeSettings, SignedInAs
from tests.web.account.authenticator import UP, UV, Authenticator


def asked(browser: Browser, page: str, to: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The question a page's script fetches, and what its form sends along."""
    form = browser.form(page, to=to)
    token = form.hidden_values()
    answer = browser.post(form.attrs["data-options-url"], data=token)
    assert answer.status_code == 200, answer.text
    return json.loads(answer.text), token


def add(browser: Browser, key: Authenticator) -> TestResponse:
    """Register a passkey, as the page's script does."""
    options, token = asked(browser, "/account/passkeys/add", "/account/passkeys/add")
    return browser.post("/account/passkeys/add", data={**token, "credential": key.create(options)})


def come_in(browser: Browser, key: Authenticator, **lie: Any) -> TestResponse:
    """Use a passkey at the staff's door."""
    options, token = asked(browser, "/sign-in/staff", "/sign-in/passkey")
    return browser.post("/sign-in/passkey", data={**token, "credential": key.get(options, **lie)})


@pytest.fixture
def key(signed_in_as: SignedInAs) -> Authenticator:
    """Mr Okoro's passkey."""
    authenticator = Authenticator()
    assert add(signed_in_as("okoro"), authenticator).headers["Location"] == "/account/ways"
    return authenticator


def test_mr_okoro_comes_in_with_his_passkey(visitor: Browser, key: Authenticator, look: Look) -> None:
    answer = come_in(visitor, key)
    assert answer.headers["Location"] == "/"
    newest = look(sa.select(SignIn).order_by(SignIn.created_at.desc()))[0]
    assert (newest.person_id, newest.way_in) == (person("okoro"), "passkey")
    (kept,) = look(sa.select(Passkey))
    assert kept.sign_count == 1
    assert kept.last_used_at
    assert come_in(visitor, key).headers["Location"] == "/"


def test_the_question_names_nobody_and_wants_the_lock_opened(visitor: Browser, key: Authenticator) -> None:
    options, _token = asked(visitor, "/sign-in/staff", "/sign-in/passkey")
    assert options["rpId"] == "localhost"
    assert options["userVerification"] == "required"
    assert not options.get("allowCredentials")


def test_a_new_passkey_is_told_to_its_owner_and_signs_everyone_else_out(signed_in_as: SignedInAs, look: Look) -> None:
    elsewhere, here = signed_in_as("okoro"), signed_in_as("okoro")
    add(here, Authenticator())
    assert elsewhere.get("/account/ways").status_code == 302
    assert here.get("/account/ways").status_code == 200
    assert look(sa.select(OutboxItem.letter)) == ["secret_changed"]


LIES: dict[str, dict[str, Any]] = {
    "another site": {"origin": "https://portal.evil.example"},
    "another port": {"origin": "https://localhost:8443"},
    "plain http": {"origin": "http://localhost"},
    "another domain": {"domain": "evil.example"},
    "lock not opened": {"flags": UP},
    "nobody there": {"flags": UV},
}
LATER_LIES: dict[str, dict[str, Any]] = {
    **LIES,
    "count went back": {"count": -1},
    "another key": {"key": ec.generate_private_key(ec.SECP256R1())},
    "unknown passkey": {"credential_id": b"x" * 32},
}


@pytest.mark.parametrize("what", LATER_LIES)
def test_an_answer_that_lies_lets_nobody_in(visitor: Browser, key: Authenticator, look: Look, what: str) -> None:
    assert come_in(visitor, key).headers["Location"] == "/"
    before = len(look(sa.select(SignIn)))
    vars(key).update(LATER_LIES[what])
    assert come_in(visitor, key).headers["Location"] == "/sign-in/staff"
    assert len(look(sa.select(SignIn))) == before


@pytest.mark.parametrize("what", LIES)
def test_a_new_passkey_that_lies_is_not_kept(signed_in_as: SignedInAs, look: Look, what: str) -> None:
    key = Authenticator()
    vars(key).update(LIES[what])
    assert add(signed_in_as("okoro"), key).headers["Location"] == "/account/passkeys/add"
    assert look(sa.select(Passkey)) == []


def test_it_says_whose_it_is_and_must_be_right(visitor: Browser, key: Authenticator) -> None:
    assert come_in(visitor, key, handle=person("byrne").bytes).headers["Location"] == "/sign-in/staff"


@pytest.mark.parametrize("counts", [True, False], ids=["a key that counts", "a phone that does not"])
def test_an_answer_works_once(visitor: Browser, key: Authenticator, counts: bool) -> None:
    key.counts = counts
    options, token = asked(visitor, "/sign-in/staff", "/sign-in/passkey")
    answer = key.get(options)
    assert visitor.post("/sign-in/passkey", data={**token, "credential": answer}).headers["Location"] == "/"
    # A new form token came with the sign-in: send the old answer with it.
    token = visitor.form("/account/passkeys/add").hidden_values()
    again = visitor.post("/sign-in/passkey", data={**token, "credential": answer})
    assert again.headers["Location"] == "/sign-in"


def test_of_ten_threads_with_one_answer_one_comes_in(
    app: Flask, visitor: Browser, key: Authenticator, look: Look
) -> None:
    options, token = asked(visitor, "/sign-in/staff", "/sign-in/passkey")
    data, before = {**token, "credential": key.get(options)}, len(look(sa.select(SignIn)))
    cookies = [visitor.get_cookie(name, domain="localhost") for name in ("__Host-portal-form", "__Host-portal-browser")]

    def send(_number: int) -> str:
        browser = app.test_client()
        for cookie in cookies:
            assert cookie
            browser.set_cookie(cookie.key, cookie.value, domain="localhost", secure=True)
        return browser.post("/sign-in/passkey", data=data).headers["Location"]

    with ThreadPoolExecutor(10) as pool:
        went = sorted(pool.map(send, range(10)))
    assert went == ["/", *["/sign-in/staff"] * 9]
    assert len(look(sa.select(SignIn))) == before + 1


def test_a_question_is_answered_in_its_own_browser_and_within_five_minutes(
    app: Flask, visitor: Browser, key: Authenticator, monkeypatch: pytest.MonkeyPatch
) -> None:
    options, token = asked(visitor, "/sign-in/staff", "/sign-in/passkey")
    other: Browser = app.test_client()  # type: ignore[assignment]
    others_token = other.form("/sign-in/staff", to="/sign-in/passkey").hidden_values()
    answer = key.get(options)
    assert other.post("/sign-in/passkey", data={**others_token, "credential": answer}).headers["Location"] != "/"
    later = clock.now() + timedelta(minutes=5, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert visitor.post("/sign-in/passkey", data={**token, "credential": answer}).headers["Location"] != "/"


EMPTY = {"clientDataJSON": "AA", "authenticatorData": "AA", "signature": "AA", "attestationObject": "AA"}
NONSENSE = [
    *("", "{}", "null", "[]", "5", '"x"', "\x00", "{" * 5000, "a" * 50_000),
    '{"id": {}, "rawId": [], "response": null}',
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": EMPTY}),
]


@pytest.mark.parametrize("credential", NONSENSE)
def test_nonsense_is_no_answer(visitor: Browser, signed_in_as: SignedInAs, credential: str) -> None:
    token = visitor.form("/sign-in/staff", to="/sign-in/passkey").hidden_values()
    answer = visitor.post("/sign-in/passkey", data={**token, "credential": credential})
    assert answer.headers["Location"] == "/sign-in/staff"
    okoro = signed_in_as("okoro")
    token = okoro.form("/account/passkeys/add").hidden_values()
    answer = okoro.post("/account/passkeys/add", data={**token, "credential": credential})
    assert answer.headers["Location"] == "/account/passkeys/add"


@pytest.mark.parametrize("how", ["removed", "everything ended", "has left", "no role"])
def test_a_passkey_that_is_over_opens_nothing(
    visitor: Browser, signed_in_as: SignedInAs, key: Authenticator, look: Look, how: str
) -> None:
    okoro = signed_in_as("okoro")
    if how == "removed":
        (passkey_id,) = look(sa.select(Passkey.id))
        assert okoro.sends("/account/ways", to="/remove").headers["Location"] == "/account/ways"
        assert look(sa.select(Passkey.ended_at).where(Passkey.id == passkey_id)) != [None]
    else:
        with db.work(SYSTEM, reason="a test") as session:
            if how == "everything ended":
                end_access(person("okoro"), why="test")
            elif how == "has left":
                session.get_one(Person, person("okoro")).left_on = clock.today()
            else:
                session.execute(sa.update(RoleHolding).values(until_on=clock.today() - timedelta(days=1)))
    assert come_in(visitor, key).headers["Location"] == "/sign-in/staff"


def test_nobody_takes_away_or_sees_somebody_elses(signed_in_as: SignedInAs, key: Authenticator, look: Look) -> None:
    (passkey_id,) = look(sa.select(Passkey.id))
    byrne = signed_in_as("byrne")
    assert "Added on" not in byrne.reads("/account/ways").text
    token = byrne.form("/account/passkeys/add").hidden_values()
    assert byrne.post(f"/account/passkeys/{passkey_id}/remove", data=token).status_code == 404
    assert look(sa.select(Passkey.ended_at)) == [None]


def test_one_passkey_belongs_to_one_person(signed_in_as: SignedInAs, key: Authenticator, look: Look) -> None:
    assert add(signed_in_as("byrne"), key).headers["Location"] == "/account/passkeys/add"
    assert [row.person_id for row in look(sa.select(Passkey))] == [person("okoro")]


def test_leila_keeps_her_own_phone_behind_its_lock(app: Flask, signed_in_as: SignedInAs, look: Look) -> None:
    leila, key = signed_in_as("leila", device=Device.OWN), Authenticator()
    answer = add(leila, key)
    assert any("portal-device" in cookie for cookie in answer.headers.getlist("Set-Cookie"))
    assert [row.pin_hash for row in look(sa.select(OwnDevice))] == [None]
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(SignIn).values(ended_at=clock.now()))
    options, token = asked(leila, "/open", "/sign-in/passkey")
    answer = leila.post("/sign-in/passkey", data={**token, "credential": key.get(options)})
    assert answer.headers["Location"] == "/"
    newest = look(sa.select(SignIn).order_by(SignIn.created_at.desc()))[0]
    assert (newest.person_id, newest.device) == (person("leila"), Device.OWN)


def test_no_contact_closes_the_passkey_too(visitor: Browser, signed_in_as: SignedInAs, look: Look) -> None:
    key = Authenticator()
    add(signed_in_as("leila"), key)
    assert come_in(visitor, key).headers["Location"] == "/"
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, relationship("leila", "maya")).contact = Contact.NONE
    before = len(look(sa.select(SignIn)))
    other = visitor.application.test_client()
    assert come_in(other, key).headers["Location"] == "/sign-in/staff"  # type: ignore[arg-type]
    assert len(look(sa.select(SignIn))) == before


def test_a_phone_opened_with_pictures_must_prove_more_before_it_gets_a_passkey(
    signed_in_as: SignedInAs, look: Look
) -> None:
    from portal.access.sign_ins import start_sign_in

    with db.work(SYSTEM, reason="a test") as session:
        leila = session.get_one(Person, person("leila"))
        start_sign_in(session, leila, frozenset({Role.CARER}), device=Device.OWN, way_in="pin")
    assert clock.now() - look(sa.select(SignIn.proved_at))[0] > timedelta(minutes=5)


class TestWhereThereIsNoDomain:
    """127.0.0.1 is no domain: passkeys are not offered there."""

    @pytest.fixture
    def settings(self, make_settings: MakeSettings, db_url: str) -> Settings:
        return make_settings(db_url, public_url="https://127.0.0.1", stage="production", demo=False)

    def test_no_passkey_is_offered(self, visitor: Browser, signed_in_as: SignedInAs) -> None:
        assert not visitor.reads("/sign-in/staff").all("form", where=lambda form: "data-passkey" in form.attrs)
        token = visitor.form("/sign-in/staff", to="/sign-in/staff").hidden_values()
        assert visitor.post("/sign-in/passkey/ask", data=token).status_code == 404
        okoro = signed_in_as("okoro")
        assert "passkey" not in okoro.reads("/account/ways").text
        assert okoro.get("/account/passkeys/add").headers["Location"] == "/account/ways"
