"""Short questions after a return: each answers alone, by one tap, may skip, and is never asked twice."""

import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.models import Contribution, FollowUp, HowItGoes, Place, Voice
from tests import cast
from tests.factories.returns import TODAY, asked_today, contact_ended, question_of, returned
from tests.support.narrowed import As
from tests.support.portal import Look, SignedInAs

WEEK = timedelta(weeks=1)
ASKED = {"rohan", "priya", "arjun", "lewis"}


@pytest.fixture(autouse=True)
def back(app: Flask) -> None:
    """Rohan is back in school for a week, and everybody is asked."""
    returned("rohan", TODAY - WEEK)
    asked_today()


def test_rohan_taps_a_picture_and_says_more_if_he_wants(signed_in_as: SignedInAs, look: Look) -> None:
    rohan, row = signed_in_as("rohan"), question_of("rohan", "rohan")
    assert "How is it going for you?" in rohan.reads("/after/").text
    answer = rohan.sends(f"/after/{row}", going="mixed")
    assert answer.headers["Location"] == f"/after/{row}/more"
    assert rohan.sends(f"/after/{row}/more", words="Lunch is loud.").headers["Location"] == "/after/"
    [said] = look(sa.select(Contribution))
    assert (said.place, said.about_id, said.voice) == (Place.AFTER_RETURN, row, Voice.YOUNG)
    [kept] = look(sa.select(FollowUp).where(FollowUp.id == row))
    assert (kept.going, kept.contribution_id, kept.days_missed) == (HowItGoes.MIXED, said.id, None)
    assert "Nothing waits for you here." in rohan.reads("/after/").text
    page = rohan.reads(f"/after/of/{cast.pupil('rohan')}").text
    assert "Some good, some hard" in page
    assert "Lunch is loud." in page


def test_home_says_how_many_days_were_missed_and_a_strange_number_is_asked_again(
    signed_in_as: SignedInAs, look: Look
) -> None:
    priya, row = signed_in_as("priya"), question_of("priya", "rohan")
    priya.sends(f"/after/{row}", going="good")
    for days in ("many", "-1", "1.5", "999"):
        answer = priya.sends(f"/after/{row}/more", days=days, words="He sleeps.")
        assert answer.status_code == 422
        assert "He sleeps." in answer.text
    assert priya.sends(f"/after/{row}/more", days="2", words="").status_code == 302
    assert look(sa.select(FollowUp.days_missed).where(FollowUp.id == row)) == [2]


def test_the_first_answer_counts_and_a_tap_sent_twice_is_one(signed_in_as: SignedInAs, look: Look) -> None:
    priya, row = signed_in_as("priya"), question_of("priya", "rohan")
    sent = {**priya.form(f"/after/{row}").hidden_values(), "going": "hard"}
    assert priya.post(f"/after/{row}", data=sent).status_code == 302
    assert priya.post(f"/after/{row}", data={**sent, "going": "good"}).status_code == 302
    assert look(sa.select(FollowUp.going).where(FollowUp.id == row)) == [HowItGoes.HARD]
    assert "This question is over." in priya.reads(f"/after/{row}").text


def test_nothing_tapped_or_a_strange_answer_is_asked_again(signed_in_as: SignedInAs, look: Look) -> None:
    priya, row = signed_in_as("priya"), question_of("priya", "rohan")
    for going in ("", "very_bad"):
        answer = priya.sends(f"/after/{row}", going=going)
        assert (answer.status_code, "Tap one of the 4 pictures" in answer.text) == (422, True)
    assert look(sa.select(FollowUp.answered_at).where(FollowUp.id == row)) == [None]


def test_whoever_skips_is_not_asked_again_until_the_next_one(signed_in_as: SignedInAs, look: Look) -> None:
    arjun, row = signed_in_as("arjun"), question_of("arjun", "rohan")
    token = arjun.form(f"/after/{row}").hidden_values()
    assert arjun.post(f"/after/{row}/skip", data=token).status_code == 302
    assert "Nothing waits for you here." in arjun.reads("/after/").text
    assert asked_today() == 0
    assert look(sa.select(FollowUp.going).where(FollowUp.id == row)) == [None]
    assert asked_today(TODAY + WEEK) == 4


def test_nobody_reads_or_answers_the_question_of_another(signed_in_as: SignedInAs) -> None:
    row = question_of("priya", "rohan")
    for slug in ("arjun", "rohan", "lewis", "byrne", "leila", "dan", "hughes", "quinn"):
        for path in (f"/after/{row}", f"/after/{row}/more", f"/after/{uuid.uuid4()}"):
            assert signed_in_as(slug).get(path).status_code == 404


def test_arjun_reads_nothing_of_what_priya_said(signed_in_as: SignedInAs) -> None:
    priya, row = signed_in_as("priya"), question_of("priya", "rohan")
    priya.sends(f"/after/{row}", going="hard")
    priya.sends(f"/after/{row}/more", days="3", words="Words of Priya.")
    for slug in ("arjun", "rohan"):
        for path in ("/after/", f"/after/of/{cast.pupil('rohan')}"):
            page = signed_in_as(slug).reads(path).one("main").text
            for words in ("Priya", "Words of Priya.", "Hard", "3 days"):
                assert words not in page
    page = signed_in_as("lewis").reads(f"/after/of/{cast.pupil('rohan')}").text
    for words in ("Priya", "Words of Priya.", "3 days missed"):
        assert words in page


def test_words_beside_an_answer_are_shown_to_no_reader_who_has_no_page_of_them(signed_in_as: SignedInAs) -> None:
    rohan, row = signed_in_as("rohan"), question_of("rohan", "rohan")
    rohan.sends(f"/after/{row}", going="good")
    page = rohan.reads(f"/after/{row}/more")
    assert "Hana" in page.text
    assert not page.all("input", where=lambda node: node.attrs.get("name") == "readers")


def test_a_carer_whose_contact_ended_no_longer_finds_the_question(signed_in_as: SignedInAs) -> None:
    row = question_of("arjun", "rohan")
    contact_ended("arjun", "rohan")
    assert signed_in_as("arjun").get(f"/after/{row}").status_code == 404


def test_whatever_page_asks_each_carer_sees_no_row_but_their_own(seen_by: As) -> None:
    for slug, people in (("priya", {"priya"}), ("arjun", {"arjun"}), ("rohan", {"rohan"}), ("lewis", ASKED)):
        with seen_by(slug) as session:
            found = session.scalars(sa.select(FollowUp.person_id)).all()
        assert set(found) == {cast.person(one) for one in people}
    contact_ended("arjun", "rohan")
    with seen_by("arjun") as session:
        assert session.scalars(sa.select(FollowUp.person_id)).all() == []
