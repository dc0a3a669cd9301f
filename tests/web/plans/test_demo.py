"""The demo has a plan for each pupil, words in every voice, and a review that comes, is late, and was held."""

import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.demo.plans import fill
from portal.models import Contribution, Plan, PlanReview, Revision
from tests import cast
from tests.support.examples import drawn_once
from tests.support.portal import Look, SignedInAs


def filled() -> None:
    with db.work(SYSTEM, reason="the demo's plans") as session:
        fill(session, cast.setting())


def test_each_pupil_has_a_plan_and_filling_again_adds_nothing(look: Look, app: object) -> None:
    filled()
    counts = [len(look(sa.select(kind))) for kind in (Plan, PlanReview, Contribution, Revision)]
    assert counts[0] == len(cast.PUPILS) == 5
    filled()
    assert [len(look(sa.select(kind))) for kind in (Plan, PlanReview, Contribution, Revision)] == counts
    # Each plan and each review has the words it began with: two who change it at once see what stood before.
    assert counts[3] == counts[0] + counts[1]


def test_the_family_reads_that_jakubs_review_is_late_and_what_rohans_decided(signed_in_as: SignedInAs) -> None:
    filled()
    assert "This review is late. Ask Sam." in signed_in_as("tomasz").reads(f"/plan/{cast.pupil('jakub')}").text
    assert "Ask Sam." not in signed_in_as("okoro").reads(f"/plan/{cast.pupil('jakub')}").text
    assert "This review is late." not in signed_in_as("leila").reads(f"/plan/{cast.pupil('maya')}").text
    priya = signed_in_as("priya")
    for page in ("", "/about", "/welcome", "/reviews", "/print"):
        words = priya.reads(f"/plan/{cast.pupil('rohan')}{page}").text
        assert "Arjun" not in words
        assert "Ten minutes with the ball" not in words


@drawn_once
def test_everybody_reads_their_own_pages_of_the_demo(signed_in_as: SignedInAs) -> None:
    filled()
    for slug, child in (
        ("zofia", "zofia"),
        ("tyler", "tyler"),
        ("maya", "maya"),
        ("arjun", "rohan"),
        ("lewis", "tyler"),
    ):
        browser = signed_in_as(slug)
        for page in ("", "/about", "/welcome", "/reviews", "/print", "/history"):
            assert browser.get(f"/plan/{cast.pupil(child)}{page}").status_code == 200


@drawn_once
def test_the_reviews_of_the_demo_open(signed_in_as: SignedInAs, look: Look) -> None:
    filled()
    priya, rohan = signed_in_as("priya"), cast.pupil("rohan")
    first, _next = look(sa.select(PlanReview.id).where(PlanReview.pupil_id == rohan).order_by(PlanReview.on))
    words = priya.reads(f"/plan/reviews/{first}").text
    assert "Lunch in the hall waits until Rohan says he is ready." in words
    assert "Please do not hurry lunch." in words
    assert "He should try lunch soon." not in words
