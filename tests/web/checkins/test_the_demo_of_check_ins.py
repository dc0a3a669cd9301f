"""The check-ins of the demo: some go home, one is for Maya alone, and what was said is answered or waits."""

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.database import SYSTEM, db
from portal.demo import check_ins
from portal.models import Ask, CheckIn, Sharing
from tests import cast
from tests.factories.check_ins import in_english
from tests.support.portal import Look, SignedInAs


@pytest.fixture(autouse=True)
def filled(app: Flask) -> None:
    in_english()
    for _again in range(2):
        with db.work(SYSTEM, reason="a test") as session:
            check_ins.fill(session, cast.setting())


def test_it_is_there_once_and_one_is_for_maya_alone(look: Look) -> None:
    rows = look(sa.select(CheckIn))
    assert len(rows) == 17
    assert [row.person_id for row in rows if row.sharing is Sharing.JUST_ME] == [cast.person("maya")]
    assert len({ask.contribution_id for ask in look(sa.select(Ask))}) == 5


def test_everyone_finds_theirs(signed_in_as: SignedInAs) -> None:
    okoro = signed_in_as("okoro").reads(f"/check-in/of/{cast.pupil('maya')}").text
    assert "Maya usually says good or OK. The last 3 times: not so good." in okoro
    assert "Lunch is too loud." in signed_in_as("leila").reads(f"/check-in/shared/{cast.pupil('maya')}").text
    assert "The big snail" in signed_in_as("tomasz").reads(f"/check-in/shared/{cast.pupil('zofia')}").text
    for who in ("priya", "arjun"):
        assert "mended the chain" in signed_in_as(who).reads(f"/check-in/shared/{cast.pupil('rohan')}").text
    for who in ("maya", "zofia", "rohan"):
        assert "The week of" in signed_in_as(who).reads("/check-in/mine").text
    assert "really hard" in signed_in_as("maya").reads("/check-in/mine").text
