"""What a page may not send to be kept: secrets, other people's addresses, things that no page of ours sends."""

import json

import pytest
import sqlalchemy as sa

from portal.heard import MOST_SIGNS
from portal.models import KeptWords
from tests.cast import person, pupil
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs
from tests.web.kept.typing import field, given_back, keeps, token_of

ABOUT = f"/plan/{pupil('maya')}/about/likes"
WORDS = "I like it when Sam"


@pytest.mark.parametrize("name", ["password", "code", "picture", "totp", "csrf_token", "secret"])
def test_a_secret_is_kept_nowhere(signed_in_as: SignedInAs, look: Look, name: str) -> None:
    assert keeps(signed_in_as("maya"), ABOUT, field(ABOUT, "1234", name)).status_code == 400
    assert look(sa.select(KeptWords)) == []


@pytest.mark.parametrize(
    "page", ["/account", "/sign-in", "/demo", "/nowhere", "//example.org/", "https://example.org/", "", "/kept", "/\\x"]
)
def test_nothing_is_kept_of_a_page_that_is_none_of_ours_or_where_secrets_are_typed(
    signed_in_as: SignedInAs, look: Look, page: str
) -> None:
    assert keeps(signed_in_as("maya"), page, field(ABOUT, WORDS)).status_code == 400
    assert keeps(signed_in_as("maya"), ABOUT, field(page, WORDS)).status_code == 400
    assert look(sa.select(KeptWords)) == []


@pytest.mark.parametrize(
    "words",
    [
        "",
        "no list",
        "{}",
        "[1]",
        "[[]]",
        '[{"name": "words"}]',
        json.dumps([field(ABOUT, WORDS, nth=-1)]),
        json.dumps([field(ABOUT, WORDS, was="<b>")]),
        json.dumps([field(ABOUT, WORDS, nth=float("inf"))]),
        json.dumps([field(ABOUT, WORDS)] * 101),
        "[" * 100_000,
    ],
)
def test_what_no_page_of_ours_sends_is_refused(signed_in_as: SignedInAs, look: Look, words: str) -> None:
    assert keeps(signed_in_as("maya"), ABOUT, words=words).status_code == 400
    assert look(sa.select(KeptWords)) == []


def test_words_that_are_too_long_are_kept_up_to_the_most_and_a_broken_sign_breaks_nothing(
    signed_in_as: SignedInAs,
) -> None:
    maya = signed_in_as("maya")
    assert keeps(maya, ABOUT, field(ABOUT, "x" * 1_000_000)).status_code == 204
    assert given_back(maya.reads(ABOUT)) == ["x" * MOST_SIGNS]
    assert keeps(maya, ABOUT, field(ABOUT, "half \ud83d and \x00 nothing")).status_code == 204
    assert given_back(maya.reads(ABOUT)) == ["half  and  nothing"]


def test_without_a_token_of_the_page_nothing_is_kept(signed_in_as: SignedInAs, look: Look) -> None:
    assert keeps(signed_in_as("maya"), ABOUT, field(ABOUT, WORDS), csrf_token="").status_code == 400
    assert look(sa.select(KeptWords)) == []


def test_a_visitor_is_sent_to_the_door(visitor: Browser, look: Look) -> None:
    assert keeps(visitor, ABOUT, field(ABOUT, WORDS)).location == "/sign-in"
    assert look(sa.select(KeptWords)) == []


@pytest.mark.parametrize("page", ["https://example.org/", "//example.org", "/nowhere", "/account", ""])
def test_throwing_away_leads_nowhere_else(signed_in_as: SignedInAs, page: str) -> None:
    maya = signed_in_as("maya")
    assert maya.post("/kept/away", data={"csrf_token": token_of(maya), "page": page}).location == "/"


def test_words_of_an_answer_that_only_takes_a_form_are_kept_for_the_page_above(
    signed_in_as: SignedInAs, look: Look
) -> None:
    """What was not taken is drawn again at the address of its form, which nobody can open."""
    choice = f"/choices/{person('a choice')}"
    assert keeps(signed_in_as("leila"), f"{choice}/answer", field(f"{choice}/answer", "Half")).status_code == 204
    assert look(sa.select(KeptWords.page)) == [choice]
