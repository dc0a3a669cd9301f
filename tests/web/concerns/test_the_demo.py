"""The demo shows who is told and when, and its lead one concern that went all its way."""

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.database import SYSTEM, db
from portal.demo import concerns
from portal.models import AlertStep, Concern, ConcernStep, MonitoredTime
from portal.safeguarding import State, state_of
from tests import cast
from tests.support.portal import Look, SignedInAs


@pytest.fixture(autouse=True)
def filled(app: Flask) -> None:
    for _again in range(2):
        with db.work(SYSTEM, reason="a test") as session:
            concerns.fill(session, cast.setting())


def test_twice_is_once(look: Look) -> None:
    assert len(look(sa.select(MonitoredTime))) == 5
    assert len(look(sa.select(Concern))) == 1
    assert len(look(sa.select(ConcernStep))) == 6
    assert look(sa.select(AlertStep))


def test_the_one_that_is_done_is_there_for_its_lead_to_read(signed_in_as: SignedInAs, look: Look) -> None:
    [concern] = look(sa.select(Concern))
    assert state_of(concern) is State.CHILD_TOLD
    browser = signed_in_as("byrne")
    assert str(concern.id) not in browser.get("/concerns/").text
    assert "can I sit in the front" in browser.get(f"/concerns/{concern.id}").text
    assert signed_in_as("lewis").get(f"/concerns/{concern.id}").status_code == 404


def test_the_page_right_after_names_when_somebody_reads_it(signed_in_as: SignedInAs) -> None:
    browser = signed_in_as("maya")
    address = browser.sends("/help", to="/help/now").headers["Location"]
    assert "One of us will ring you or come to you." in browser.get(address).text
