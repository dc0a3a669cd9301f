"""I rang: by the key worker of the child, or somebody who looks after the whole setting."""

import pytest
import sqlalchemy as sa

from portal.models import AuditEntry, CallRequest
from tests import cast
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs

MAYA = f"/calls/ask/{cast.pupil('maya')}"


@pytest.fixture
def asked(signed_in_as: SignedInAs) -> str:
    return signed_in_as("leila").sends(MAYA, good_time="any").headers["Location"]


def done(browser: Browser, address: str) -> int:
    token = browser.form("/language", to="/language").hidden_values()["csrf_token"]
    return browser.post(f"{address}/done", data={"csrf_token": token}).status_code


def the_call(look: Look) -> CallRequest:
    return look(sa.select(CallRequest))[0]


@pytest.mark.parametrize("who", ["okoro", "patel", "byrne"])
def test_who_rang_takes_it_off_the_list(signed_in_as: SignedInAs, look: Look, asked: str, who: str) -> None:
    assert done(signed_in_as(who), asked) == 302
    call = the_call(look)
    assert call.done_at is not None
    assert call.done_by_id == cast.person(who)


def test_pressed_twice_the_first_one_rang(signed_in_as: SignedInAs, look: Look, asked: str) -> None:
    done(signed_in_as("okoro"), asked)
    done(signed_in_as("patel"), asked)
    assert the_call(look).done_by_id == cast.person("okoro")


@pytest.mark.parametrize(
    ("who", "status"),
    [("lewis", 404), ("quinn", 404), ("leila", 403), ("maya", 403), ("dan", 403), ("amara", 403), ("hughes", 403)],
)
def test_nobody_else_does(signed_in_as: SignedInAs, look: Look, asked: str, who: str, status: int) -> None:
    assert done(signed_in_as(who), asked) == status
    assert the_call(look).done_at is None


def test_the_record_says_who_rang(signed_in_as: SignedInAs, look: Look, asked: str) -> None:
    done(signed_in_as("okoro"), asked)
    [line] = look(sa.select(AuditEntry).where(AuditEntry.event == "calls.call.done"))
    assert line.by_id == cast.person("okoro")
