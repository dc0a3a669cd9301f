"""What was said without signal: in this young person's own presentation, and when, as far as anybody can know."""

import pytest
import sqlalchemy as sa

from portal.models import CheckIn, Concern
from tests.factories.sealed import TO, Phone
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime

# ---- how the questions are drawn ----


@pytest.mark.parametrize(("who", "kind"), [("zofia", "younger"), ("rohan", "middle"), ("tyler", "older")])
def test_it_is_drawn_and_kept_as_it_is_for_this_young_person(
    visitor: Browser, signed_in_as: SignedInAs, look: Look, who: str, kind: str
) -> None:
    for page in ("/", "/check-in/"):
        [held] = signed_in_as(who).reads(page).all("input", where=lambda node: node.attrs.get("name") == "ticket")
        assert held.attrs["data-kind"] == kind
    visitor.post(TO, json=Phone(signed_in_as(who)).seals(kind=kind))
    assert look(sa.select(CheckIn.presentation)) == [kind]


def test_what_is_not_offered_in_their_way_is_not_taken(visitor: Browser, phone: Phone, look: Look) -> None:
    for said in ({"kind": "younger", "how": ["really_hard"]}, {"kind": "tiny"}, {"kind": []}):
        assert visitor.post(TO, json=phone.seals(**said)).status_code == 422
    assert look(sa.select(CheckIn)) == []


# ---- when it was said ----


def page_of_the_concern(signed_in_as: SignedInAs, look: Look) -> str:
    [row] = look(sa.select(Concern))
    byrne = signed_in_as("byrne")
    byrne.sends(f"/concerns/{row.id}", to=f"/concerns/{row.id}/open")
    return byrne.reads(f"/concerns/{row.id}").one("main").text


def test_the_concern_says_when_it_was_said_and_that_it_came_later(
    visitor: Browser, signed_in_as: SignedInAs, phone: Phone, look: Look, the_time_is: SetTime
) -> None:
    sent = phone.seals(safe="not_sure", at="2026-11-24T21:10:00Z")
    the_time_is("2026-11-25 08:02")
    visitor.post(TO, json=sent)
    page = page_of_the_concern(signed_in_as, look)
    assert "Said at 21:10 on Tuesday 24 November on a phone without signal. It arrived at 8:02." in page
    assert "wrong" not in page


def test_what_came_within_a_few_minutes_needs_no_such_sentence(
    visitor: Browser, signed_in_as: SignedInAs, phone: Phone, look: Look, the_time_is: SetTime
) -> None:
    sent = phone.seals(safe="no", at="2026-11-24T10:01:00Z")
    the_time_is("2026-11-24 10:04")
    visitor.post(TO, json=sent)
    assert "without signal" not in page_of_the_concern(signed_in_as, look)


@pytest.mark.parametrize("at", ["2027-11-24T09:00:00Z", "2025-11-24T09:00:00Z", "2026-11-24T07:00:00Z", "x", None])
def test_of_a_clock_that_was_wrong_no_time_is_said(
    visitor: Browser, signed_in_as: SignedInAs, phone: Phone, look: Look, the_time_is: SetTime, at: str | None
) -> None:
    sent = phone.seals(safe="no", at=at)
    the_time_is("2026-11-24 15:30")
    visitor.post(TO, json=sent)
    page = page_of_the_concern(signed_in_as, look)
    assert "The phone's clock was wrong: nobody knows when it was said. It arrived at 15:30." in page
    assert "Said at" not in page
