"""Reviews: a day everybody knows, everybody's words before it, other ways to take part, and what was decided."""

import uuid
from datetime import date, time

import pytest
import sqlalchemy as sa

from portal.models import Contribution, MeetingWay, Place, PlanReview
from tests import cast
from tests.factories.plans import change_placement, put_review
from tests.support.client import Browser
from tests.support.html import parse
from tests.support.portal import Look, SignedInAs

MAYA, ROHAN = f"/plan/{cast.pupil('maya')}", f"/plan/{cast.pupil('rohan')}"
DAY = {"on-day": "3", "on-month": "12", "on-year": "2026", "starts": "14:30", "way": "our_place", "place": "Mill Lane"}
NEXT = date(2026, 12, 3)


def arrange(browser: Browser, **changes: str) -> str:
    answer = browser.sends(f"{MAYA}/reviews/new", **{**DAY, **changes})
    assert answer.status_code == 302, answer.text
    return str(answer.headers["Location"])


def test_sam_arranges_and_leila_and_maya_read_when_and_where(signed_in_as: SignedInAs) -> None:
    address = arrange(signed_in_as("okoro"))
    for slug in ("leila", "maya", "byrne"):
        words = signed_in_as(slug).reads(address).one("main").text
        for fact in ("3 December 2026", "2:30", "At our place", "Mill Lane", "Sam"):
            assert fact in words
        assert "3 December 2026" in signed_in_as(slug).reads(f"{MAYA}/reviews").text


def test_a_review_that_names_another_child_is_asked_about_first(signed_in_as: SignedInAs, look: Look) -> None:
    okoro, named = signed_in_as("okoro"), {**DAY, "place": "Jakub's room"}
    asked = okoro.sends(f"{MAYA}/reviews/new", **named)
    assert asked.status_code == 422
    assert "That is the name of another child here." in asked.text
    assert look(sa.select(PlanReview)) == []
    address = okoro.sends(f"{MAYA}/reviews/new", **named, names_ok="y").headers["Location"]
    held = {
        "held_on-day": "23",
        "held_on-month": "11",
        "held_on-year": "2026",
        "outcome": "Zofia comes along.",
        "reason": "She wants to.",
    }
    again = okoro.sends(f"{address}/edit", **{**DAY, **held})
    assert again.status_code == 422
    assert "That is the name of another child here." in again.text
    assert look(sa.select(PlanReview.outcome)) == [""]
    assert okoro.sends(f"{address}/edit", **{**DAY, **held}, names_ok="y").status_code == 302


def test_before_there_is_a_day_it_is_said_who_will_tell(signed_in_as: SignedInAs) -> None:
    assert "The next review has no day yet. Sam will tell you." in signed_in_as("leila").reads(f"{MAYA}/reviews").text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"on-day": "31", "on-month": "8"}, "This day is before the placement starts."),
        ({"on-day": "23", "on-month": "11"}, "This day has passed."),
        ({"on-day": "31", "on-month": "2"}, "Type a real date"),
        ({"on-day": "", "on-month": "", "on-year": ""}, "Say which day"),
        ({"starts": "25:00"}, "Type a time"),
        ({"starts": "soon"}, "Type a time"),
        ({"way": "by_owl"}, "Choose how it is held"),
        ({"place": "x" * 50_000}, "Use fewer words here."),
    ],
)
def test_a_day_that_cannot_be_is_said_and_nothing_is_lost(
    signed_in_as: SignedInAs, look: Look, changes: dict[str, str], said: str
) -> None:
    answer = signed_in_as("okoro").sends(f"{MAYA}/reviews/new", **{**DAY, **changes})
    assert answer.status_code == 422
    assert said in answer.text
    assert DAY["starts"] in answer.text or "starts" in changes
    assert look(sa.select(PlanReview)) == []


def test_no_review_stands_before_a_placement_that_is_to_come(signed_in_as: SignedInAs) -> None:
    change_placement("maya", starts_on=date(2026, 12, 7))
    answer = signed_in_as("okoro").sends(f"{MAYA}/reviews/new", **DAY)
    assert "This day is before the placement starts." in answer.text


def test_a_pupil_with_no_placement_has_no_review(signed_in_as: SignedInAs) -> None:
    change_placement("maya", ended_on=date(2026, 11, 20))
    answer = signed_in_as("byrne").sends(f"{MAYA}/reviews/new", **DAY)
    assert "This pupil has no placement now" in answer.text


def test_the_same_form_sent_twice_is_one_review(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    sent = {**okoro.form(f"{MAYA}/reviews/new").hidden_values(), **DAY}
    assert len({okoro.post(f"{MAYA}/reviews/new", data=sent).headers["Location"] for _ in range(3)}) == 1
    assert len(look(sa.select(PlanReview))) == 1


def test_nobody_takes_the_number_of_somebody_elses_review(signed_in_as: SignedInAs, look: Look) -> None:
    review = put_review("rohan", NEXT, by="lewis")
    answer = signed_in_as("okoro").sends(f"{MAYA}/reviews/new", **DAY, client_id=str(review))
    assert answer.status_code == 404
    assert look(sa.select(PlanReview.pupil_id)) == [cast.pupil("rohan")]


def test_an_address_is_neither_kept_nor_shown(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    address = arrange(okoro, way="home", place="7 Mill Street")
    assert look(sa.select(PlanReview.place)) == [""]
    other = put_review("maya", NEXT, way=MeetingWay.HOME, place="7 Mill Street")
    for path in (address, f"/plan/reviews/{other}", f"{MAYA}/reviews", f"{MAYA}/print"):
        assert "7 Mill Street" not in okoro.reads(path).text


def test_two_who_change_a_review_at_once_see_three_texts(signed_in_as: SignedInAs, look: Look) -> None:
    okoro, byrne = signed_in_as("okoro"), signed_in_as("byrne")
    edit = f"{arrange(okoro)}/edit"
    opened = {**byrne.form(edit).hidden_values(), **DAY}
    assert okoro.sends(edit, **{**DAY, "place": "Canal House", "starts": "9:30"}).status_code == 302
    answer = byrne.post(edit, data={**opened, "place": "The library"})
    assert answer.status_code == 409
    for text in ("Mill Lane", "Canal House", "The library"):
        assert text in answer.text
    later = {**opened, "place": "The library", "on-day": "16"}
    assert okoro.sends(edit, **{**DAY, "place": "Canal House", "starts": "9:30", "on-day": "17"}).status_code == 302
    days = [text.text for text in parse(byrne.post(edit, data=later).text).one("main").all("dd")]
    assert [day for day in days if "December" in day] == ["3 December 2026", "17 December 2026", "16 December 2026"]
    assert okoro.sends(edit, **{**DAY, "place": "Canal House", "starts": "9:30"}).status_code == 302
    # Ruth changed no time: the box holds Sam's.
    assert 'value="09:30"' in answer.text
    [review] = look(sa.select(PlanReview))
    assert (review.place, review.starts, review.version) == ("Canal House", time(9, 30), 4)


def test_a_late_review_says_so_until_it_is_held_and_then_what_was_decided(signed_in_as: SignedInAs) -> None:
    review = put_review("maya", date(2026, 11, 20))
    address, okoro, leila = f"/plan/reviews/{review}", signed_in_as("okoro"), signed_in_as("leila")
    assert "This review is late. Ask Sam." in leila.reads(address).text
    held = {
        "held_on-day": "23",
        "held_on-month": "11",
        "held_on-year": "2026",
        "outcome": "One art class.",
        "reason": "Art helps.",
    }
    day = {**DAY, "on-day": "20", "on-month": "11"}
    assert okoro.sends(f"{address}/edit", **day, **held).status_code == 302
    page = leila.reads(address).text
    assert "This review is late." not in page
    assert "One art class." in page
    assert "Art helps." in page
    assert "23 November 2026" in page
    assert "How do you take part?" not in page


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (("23", "11", "2026", "Decided."), "Write why it was decided so."),
        (("23", "11", "2026", ""), "Write what was decided."),
        (("25", "11", "2026", ""), "Type a day between the start of the placement and today"),
        (("31", "8", "2026", ""), "Type a day between the start of the placement and today"),
        (("", "", "", "Decided."), "Say above on which day it was held"),
    ],
)
def test_what_has_not_been_held_has_no_outcome(
    signed_in_as: SignedInAs, held: tuple[str, str, str, str], said: str
) -> None:
    okoro = signed_in_as("okoro")
    boxes = dict(zip(("held_on-day", "held_on-month", "held_on-year", "outcome"), held, strict=True))
    answer = okoro.sends(f"{arrange(okoro)}/edit", **DAY, **boxes)
    assert (answer.status_code, said in answer.text) == (422, True)


def test_maya_says_what_she_thinks_one_question_after_the_other(signed_in_as: SignedInAs, look: Look) -> None:
    review = put_review("maya", NEXT)
    maya, path = signed_in_as("maya"), f"/plan/reviews/{review}/say"
    for words in ("Art.", "", "Ten, not nine."):
        page = maya.reads(path)
        skip = next(link.attrs["href"] for link in page.all("a") if link.text == "Skip")
        path = maya.sends(path, words=words).headers["Location"] if words else skip
    assert path == f"/plan/reviews/{review}"
    rows = look(sa.select(Contribution).order_by(Contribution.said_at))
    assert [(row.place, row.about_id, row.topic, row.words) for row in rows] == [
        (Place.REVIEW, review, "good", "Art."),
        (Place.REVIEW, review, "want", "Ten, not nine."),
    ]
    assert "“Ten, not nine.”" in signed_in_as("okoro").reads(path).text
    assert "Ten, not nine." not in signed_in_as("leila").reads(path).text


def test_priyas_words_are_not_in_arjuns_review(signed_in_as: SignedInAs) -> None:
    review = put_review("rohan", NEXT, by="lewis")
    path = f"/plan/reviews/{review}"
    signed_in_as("priya").sends(f"{path}/say", words="Words of Priya.", readers=str(cast.person("rohan")))
    assert "Words of Priya." in signed_in_as("rohan").reads(path).text
    for one in (path, f"{path}/say", f"{ROHAN}/print", f"{ROHAN}/reviews"):
        page = signed_in_as("arjun").reads(one).text
        assert "Words of Priya." not in page
        assert "Priya" not in page


def test_words_to_one_review_are_not_words_to_the_next(signed_in_as: SignedInAs) -> None:
    first, second = put_review("maya", date(2026, 11, 24)), put_review("maya", NEXT)
    signed_in_as("leila").sends(f"/plan/reviews/{first}/say", words="It goes well.")
    assert "It goes well." not in signed_in_as("leila").reads(f"/plan/reviews/{second}").text


def test_nobody_elses_review_is_there(signed_in_as: SignedInAs) -> None:
    review = put_review("maya", NEXT)
    for slug in ("dan", "tomasz", "priya", "lewis", "quinn"):
        browser = signed_in_as(slug)
        for path in (f"/plan/reviews/{review}", f"/plan/reviews/{review}/say", f"/plan/reviews/{uuid.uuid4()}"):
            assert browser.get(path).status_code == 404
    assert signed_in_as("lewis").get(f"/plan/reviews/{review}/edit").status_code == 404
    for slug in ("leila", "maya"):
        assert signed_in_as(slug).get(f"/plan/reviews/{review}/edit").status_code == 403
        assert signed_in_as(slug).get(f"{MAYA}/reviews/new").status_code == 403
