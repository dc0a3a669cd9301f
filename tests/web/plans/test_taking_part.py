"""Everybody says how they take part in a review; nobody reads another carer's answer; a review can be asked for."""

import uuid
from datetime import date

import pytest
import sqlalchemy as sa

from portal.blueprints.plans.summary import summarise_reviews
from portal.database import db
from portal.models import Ask, CallRequest, Coming, Contribution, PlanReview, ReviewComing, SectionKind
from portal.returning.reviews import late_review
from tests import cast
from tests.factories.check_ins import viewer
from tests.factories.plans import put_review
from tests.factories.ways import agreed
from tests.support.narrowed import As
from tests.support.portal import Look, SignedInAs

MAYA, ROHAN = f"/plan/{cast.pupil('maya')}", f"/plan/{cast.pupil('rohan')}"
NEXT = date(2026, 12, 3)


def coming(review: uuid.UUID) -> str:
    return f"/plan/reviews/{review}/coming"


def test_leila_and_maya_say_how_they_take_part_and_sam_reads_it(signed_in_as: SignedInAs, look: Look) -> None:
    review = put_review("maya", NEXT)
    for slug, how in (("leila", "phone"), ("maya", "come"), ("amara", "video")):
        if slug == "amara":
            assert signed_in_as(slug).get(coming(review)).status_code == 404
            continue
        page = signed_in_as(slug).reads(f"/plan/reviews/{review}")
        assert "How do you take part?" in page.text
        assert "does not wait for it" in page.text
        assert signed_in_as(slug).sends(coming(review), how=how).status_code == 302
    page = signed_in_as("okoro").reads(f"/plan/reviews/{review}").text
    assert "by phone" in page
    assert "How do you take part?" not in page
    assert "You said: I talk by phone" in signed_in_as("leila").reads(f"/plan/reviews/{review}").text
    assert sorted(look(sa.select(ReviewComing.how))) == [Coming.COME, Coming.PHONE]


def test_the_newest_answer_counts_and_a_tap_sent_twice_is_one(signed_in_as: SignedInAs, look: Look) -> None:
    review, leila = put_review("maya", NEXT), signed_in_as("leila")
    sent = {**leila.form(coming(review)).hidden_values(), "how": "come"}
    for _ in range(2):
        assert leila.post(coming(review), data=sent).status_code == 302
    assert leila.sends(coming(review), how="phone").status_code == 302
    assert len(look(sa.select(ReviewComing))) == 2
    of = signed_in_as("okoro").reads(f"/plan/reviews/{review}")
    who = of.one("section", where=lambda node: node.attrs.get("aria-labelledby") == "take-part").text
    assert "by phone" in who
    assert "comes" not in who


def test_arjun_never_reads_how_priya_takes_part(signed_in_as: SignedInAs, seen_by: As) -> None:
    review = put_review("rohan", NEXT, by="lewis")
    assert signed_in_as("priya").sends(coming(review), how="phone").status_code == 302
    for path in (coming(review), f"/plan/reviews/{review}", f"{ROHAN}/reviews"):
        page = signed_in_as("arjun").reads(path).text
        assert "Priya" not in page
        assert "You said" not in page
    for slug, sees in (("arjun", 0), ("rohan", 0), ("priya", 1), ("lewis", 1)):
        with seen_by(slug) as session:
            assert len(session.scalars(sa.select(ReviewComing)).all()) == sees
    assert "Priya" in signed_in_as("lewis").reads(f"/plan/reviews/{review}").text


def test_who_needs_another_time_is_rung_and_who_sends_their_view_writes_at_once(
    signed_in_as: SignedInAs, look: Look
) -> None:
    review, leila = put_review("maya", NEXT), signed_in_as("leila")
    assert leila.sends(coming(review), how="other_time").status_code == 302
    [call] = look(sa.select(CallRequest))
    assert (call.person_id, call.for_id, call.pupil_id) == (
        cast.person("leila"),
        cast.person("okoro"),
        cast.pupil("maya"),
    )
    answer = leila.sends(coming(review), how="send_view")
    assert answer.headers["Location"] == f"/plan/reviews/{review}/say"


def test_no_answer_and_a_strange_one_are_asked_again(signed_in_as: SignedInAs, look: Look) -> None:
    review = put_review("maya", NEXT)
    for how in ("", "by_owl"):
        answer = signed_in_as("leila").sends(coming(review), how=how)
        assert (answer.status_code, "Tap one of the 5 answers" in answer.text) == (422, True)
    assert look(sa.select(ReviewComing)) == []


def test_the_school_takes_part_only_where_the_reviews_were_released(signed_in_as: SignedInAs, look: Look) -> None:
    review, hughes = put_review("maya", NEXT), signed_in_as("hughes")
    agreed("maya", SectionKind.GOAL, "Back in class by May.", is_for_school=True)
    for path in (coming(review), f"/plan/reviews/{review}/say"):
        assert hughes.get(path).status_code == 404
    agreed("maya", SectionKind.REVIEWS, "We look at it each month.", is_for_school=True)
    page = hughes.reads(coming(review)).text
    assert "3 December 2026" in page
    assert "Leila" not in page
    assert hughes.get(f"/plan/reviews/{review}").status_code == 403
    assert hughes.sends(coming(review), how="other_time").status_code == 302
    [ask] = look(sa.select(Ask))
    assert (ask.for_id, ask.about_id) == (cast.person("okoro"), review)
    assert hughes.sends(f"/plan/reviews/{review}/say", words="Art goes well here.").status_code == 302
    assert "Art goes well here." in signed_in_as("okoro").reads(f"/plan/reviews/{review}").text
    assert "Art goes well here." not in signed_in_as("leila").reads(f"/plan/reviews/{review}").text
    assert hughes.get(coming(put_review("rohan", NEXT, by="lewis"))).status_code == 404


def test_nobody_else_says_anything_to_a_review(signed_in_as: SignedInAs) -> None:
    review = put_review("maya", NEXT)
    for slug in ("dan", "tomasz", "lewis", "quinn", "hughes"):
        assert signed_in_as(slug).get(coming(review)).status_code == 404


@pytest.mark.parametrize("words", ["", "The mornings do not work."])
def test_a_review_can_be_asked_for_at_any_time_and_is_answered_like_any_wish(
    signed_in_as: SignedInAs, look: Look, words: str
) -> None:
    leila = signed_in_as("leila")
    for path in (f"{MAYA}/reviews", MAYA):
        assert "Ask for a review" in leila.reads(path).text
    answer = leila.sends(f"{MAYA}/reviews/ask", words=words)
    [ask] = look(sa.select(Ask))
    assert answer.headers["Location"] == f"/asks/{ask.id}"
    assert ask.for_id == cast.person("okoro")
    assert look(sa.select(Contribution.words)) == [words]
    assert "Asks for a review of the plan" in signed_in_as("okoro").reads(f"/asks/{ask.id}/answer").text
    assert leila.reads(f"/asks/{ask.id}")


def test_the_social_worker_asks_for_a_review_and_reads_there_what_comes_of_it(signed_in_as: SignedInAs) -> None:
    amara, path = signed_in_as("amara"), f"/plan/{cast.pupil('tyler')}/reviews"
    assert amara.sends(f"{path}/ask", words="The council asks.").headers["Location"] == path
    assert "You asked for a review" in amara.reads(path).text
    assert signed_in_as("dan").get(f"{MAYA}/reviews/ask").status_code == 404


def test_home_is_told_of_a_late_review_and_nobody_elses(signed_in_as: SignedInAs) -> None:
    late = put_review("maya", date(2026, 11, 20))
    put_review("maya", date(2026, 11, 19), held_on=date(2026, 11, 19), outcome="Art.", reason="It helps.")
    for slug, known in (("leila", True), ("maya", True), ("dan", False), ("tomasz", False)):
        by = viewer(slug)
        with db.work(cast.setting(), reason="a test") as session:
            session.info["viewer"] = by
            found = late_review(cast.pupil("maya"), viewer=by)
            assert (found is not None and found.id == late) is known
            assert bool(summarise_reviews(viewer=by).late) is known


def test_a_review_that_is_over_takes_no_more_answers(signed_in_as: SignedInAs, look: Look) -> None:
    review = put_review("maya", date(2026, 11, 20), held_on=date(2026, 11, 20), outcome="Art.", reason="It helps.")
    page = signed_in_as("leila").reads(coming(review)).text
    assert "This review is over." in page
    assert look(sa.select(PlanReview.version)) == [1]
