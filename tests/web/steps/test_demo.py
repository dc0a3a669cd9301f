"""The demo has steps that are over, now and to come, a step back, and a "stay" that waits for an answer."""

import sqlalchemy as sa

from portal.database import db
from portal.demo.steps import fill
from portal.models import Revision, StepAnswer, StepOffer, StepState, TimetableSession, WayStep
from tests import cast
from tests.support.portal import Look, SignedInAs


def filled() -> None:
    with db.work(cast.setting(), reason="the demo's steps") as session:
        fill(session, cast.setting())


def test_filling_again_adds_nothing_and_every_step_has_the_words_it_began_with(look: Look, app: object) -> None:
    filled()
    counts = [len(look(sa.select(kind))) for kind in (WayStep, StepAnswer, StepOffer, Revision)]
    filled()
    assert [len(look(sa.select(kind))) for kind in (WayStep, StepAnswer, StepOffer, Revision)] == counts
    assert counts[0] == counts[3]
    assert set(look(sa.select(WayStep.state))) == set(StepState)
    # The week of the demo is its roster's, until somebody starts a step.
    assert look(sa.select(TimetableSession)) == []


def test_everybody_reads_their_own_steps_of_the_demo(signed_in_as: SignedInAs) -> None:
    filled()
    for who, child in (
        ("maya", "maya"),
        ("leila", "maya"),
        ("tomasz", "zofia"),
        ("priya", "rohan"),
        ("okoro", "zofia"),
    ):
        assert signed_in_as(who).reads(f"/steps/{cast.pupil(child)}").one("main").all("ol")
    assert "We took a step back" in signed_in_as("arjun").reads(f"/steps/{cast.pupil('rohan')}").text
