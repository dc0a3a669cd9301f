"""A page of goals asks the database the same, however much has been said and moved."""

import uuid

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Rung
from tests import cast
from tests.factories.goals import a_goal, moved, said
from tests.support.portal import SignedInAs
from tests.web.home.test_statements import statements


@pytest.mark.parametrize("who", ["leila", "maya", "okoro"])
def test_the_same_for_one_goal_and_for_many_words(signed_in_as: SignedInAs, mayas_goal: uuid.UUID, who: str) -> None:
    browser, paths = signed_in_as(who), (f"/goals/{mayas_goal}", f"/goals/of/{cast.pupil('maya')}")
    with db.work(SYSTEM, reason="a test") as session:
        said(session, "maya", "leila", "One thing.", to=("maya",))
    for path in paths:
        browser.get(path)
    few = [statements(browser, path) for path in paths]
    with db.work(SYSTEM, reason="a test") as session:
        for number in (2, 3):
            a_goal(session, "maya", number)
        for number in range(40):
            said(session, "maya", ("leila", "maya", "okoro")[number % 3], f"Thing {number}.", to=("maya", "leila"))
            moved(session, "maya", ("maya", "okoro")[number % 2], Rung.A_LOT)
        assert session.scalar(sa.text("SELECT count(*) FROM ladder_move")) == 42
    assert [statements(browser, path) for path in paths] == few
    assert max(few) <= 20
