"""In the demo Rohan is back for some weeks: each has answered alone, a question waits, and nothing raised a concern."""

import sqlalchemy as sa

from portal.database import db
from portal.demo.after import fill
from portal.models import Concern, Contribution, FollowUp
from tests import cast
from tests.factories.returns import question_of
from tests.support.portal import Look, SignedInAs

ROHAN = f"/after/of/{cast.pupil('rohan')}"


def filled() -> None:
    with db.work(cast.setting(), reason="the demo is furnished") as session:
        fill(session, cast.setting())


def test_filling_again_adds_nothing_and_nothing_raises_a_concern(app: object, look: Look) -> None:
    filled()
    counts = [len(look(sa.select(kind))) for kind in (FollowUp, Contribution)]
    filled()
    assert [len(look(sa.select(kind))) for kind in (FollowUp, Contribution)] == counts
    assert look(sa.select(Concern)) == []


def test_each_finds_a_question_and_their_own_answers(signed_in_as: SignedInAs) -> None:
    filled()
    for slug in ("rohan", "priya", "arjun", "lewis"):
        browser = signed_in_as(slug)
        browser.reads(f"/after/{question_of(slug, 'rohan')}")
        browser.reads("/after/")
    assert "I ran the fastest." in signed_in_as("rohan").reads(ROHAN).text
    assert "He sleeps" not in signed_in_as("arjun").reads(ROHAN).text
    assert "Priya" in signed_in_as("lewis").reads(ROHAN).text
