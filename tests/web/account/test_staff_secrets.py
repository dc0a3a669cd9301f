"""A new password, a new app, new codes for paper: told to the old address, and everybody else is out."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.models import OutboxItem, RecoveryCode
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs
from tests.web.account.staff_at_the_door import age_proofs, code_now, give_password, set_up
from tests.web.account.test_staff_first import finish

PAGES = ["/account/password", "/account/generator", "/account/paper-codes"]
NEW = "another gravel teapot eighteen"


@pytest.fixture
def okoro(signed_in_as: SignedInAs) -> Browser:
    """Mr Okoro, set up and just signed in."""
    set_up()
    return signed_in_as("okoro")


@pytest.fixture
def elsewhere(okoro: Browser, signed_in_as: SignedInAs) -> Browser:
    """Mr Okoro on another computer."""
    return signed_in_as("okoro")


def test_a_new_password(okoro: Browser, elsewhere: Browser, visitor: Browser, look: Look) -> None:
    assert okoro.sends("/account/password", password=NEW, again=NEW).headers["Location"] == "/account/ways"
    assert "Your new password works" in okoro.reads("/account/ways").text
    assert elsewhere.get("/account/ways").status_code == 302
    assert look(sa.select(OutboxItem.letter)) == ["secret_changed"]
    assert give_password(visitor).status_code == 422
    assert give_password(visitor, password=NEW).status_code == 303


def test_a_weak_one_changes_nothing(okoro: Browser, elsewhere: Browser, visitor: Browser, look: Look) -> None:
    weak = "Okoro, Orchard Row 1"
    assert okoro.sends("/account/password", password=weak, again=weak).status_code == 422
    assert elsewhere.get("/account/ways").status_code == 200
    assert look(sa.select(OutboxItem)) == []
    assert give_password(visitor).status_code == 303


def test_a_new_app(okoro: Browser, elsewhere: Browser, visitor: Browser, look: Look) -> None:
    assert finish(okoro, "/account/generator").headers["Location"] == "/account/ways"
    assert elsewhere.get("/account/ways").status_code == 302
    assert look(sa.select(OutboxItem.letter)) == ["secret_changed"]
    give_password(visitor)
    assert visitor.sends("/sign-in/staff/code", code=code_now()).status_code == 422


def test_an_app_that_does_not_show_its_code_changes_nothing(okoro: Browser, visitor: Browser) -> None:
    form = okoro.form("/account/generator").hidden_values()
    assert okoro.post("/account/generator", data={**form, "code": code_now()}).status_code == 422
    give_password(visitor)
    assert visitor.sends("/sign-in/staff/code", code=code_now()).status_code == 303


def test_new_codes_for_paper(okoro: Browser, elsewhere: Browser, app: Flask, look: Look) -> None:
    assert "10 codes are left" in okoro.reads("/account/ways").text
    answer = okoro.sends("/account/paper-codes")
    papers = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", answer.text)
    assert len(set(papers)) == 10
    assert len([row for row in look(sa.select(RecoveryCode)) if row.ended_at is None]) == 10
    assert elsewhere.get("/account/ways").status_code == 302
    other: Browser = app.test_client()  # type: ignore[assignment]
    give_password(other)
    assert other.sends("/sign-in/staff/paper-code", code=papers[9]).status_code == 303
    # A sign-in in another browser is no change of a secret: Mr Okoro stays in, and sees that one code is gone.
    assert "9 codes are left" in okoro.reads("/account/ways").text


@pytest.mark.parametrize(
    "path", ["/account/password", "/account/generator", "/account/paper-codes", "/account/passkeys/add"]
)
def test_each_asks_for_a_fresh_proof(okoro: Browser, path: str) -> None:
    assert okoro.get(path).status_code == 200
    age_proofs()
    assert okoro.get(path).headers["Location"] == f"/sign-in/again?next={path}"
    token = okoro.form("/sign-in/again", to="/sign-in/again").hidden_values()
    assert okoro.post(path, data=token).headers["Location"] == f"/sign-in/again?next={path}"


@pytest.mark.parametrize("path", PAGES)
def test_a_carer_has_no_password_to_change(signed_in_as: SignedInAs, path: str) -> None:
    assert signed_in_as("leila").get(path).status_code == 403


def test_a_carer_sees_only_phones_and_keys(signed_in_as: SignedInAs) -> None:
    page = signed_in_as("grace").reads("/account/ways")
    assert "password" not in page.text
    assert "None yet." in page.text


def test_a_young_person_has_nothing_to_change(signed_in_as: SignedInAs) -> None:
    assert signed_in_as("maya").get("/account/ways").status_code == 403


def test_the_letter_says_neither_what_nor_whose(okoro: Browser, look: Look) -> None:
    okoro.sends("/account/paper-codes")
    (item,) = look(sa.select(OutboxItem))
    assert item.sealed == ""
    assert item.event_key.startswith("secret-changed:")


def test_staff_without_secrets_of_their_own_are_not_offered_to_change_them(signed_in_as: SignedInAs) -> None:
    byrne = signed_in_as("byrne")
    assert "Change my password" not in byrne.reads("/account/ways").text
    token = byrne.form("/account/password").hidden_values()
    assert byrne.post("/account/password", data={**token, "password": NEW, "again": NEW}).status_code == 404
