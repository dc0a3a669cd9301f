"""Checking parental responsibility: what was seen, by whom, when; known and held it opens access."""

from datetime import date

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import AuditEntry, ParentalResponsibility, Relationship, ResponsibilityProof
from tests.cast import person, pupil, relationship
from tests.support.portal import Look, SignedInAs

PATH = f"/people/relationships/{relationship('leila', 'maya')}/responsibility"
YES = {"answer": "yes", "proof": "birth_certificate", "sees_timetable": "y"}


@pytest.fixture(autouse=True)
def nobody_has_checked_leila(app: object) -> None:
    """Her row came in from a roster that knew nothing and gave nothing."""
    with db.work(SYSTEM, reason="a test") as session:
        row = session.get_one(Relationship, relationship("leila", "maya"))
        row.parental_responsibility = ParentalResponsibility.UNKNOWN
        row.sees_timetable = row.sees_plan = row.sees_attendance = row.gets_messages = row.may_agree = False


def _row(look: Look) -> Relationship:
    (row,) = look(sa.select(Relationship).where(Relationship.id == relationship("leila", "maya")))
    return row  # type: ignore[no-any-return]


def test_unknown_shows_nothing(signed_in_as: SignedInAs) -> None:
    assert signed_in_as("leila").get(f"/week/{pupil('maya')}/this").status_code == 404
    assert "Parental responsibility not checked" in signed_in_as("okoro").get(f"/people/{person('leila')}").text


def test_a_yes_opens_access_and_says_who_saw_what_and_when(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    assert okoro.sends(PATH, **YES).status_code == 302
    row = _row(look)
    assert (row.parental_responsibility, row.responsibility_proof) == (
        ParentalResponsibility.YES,
        ResponsibilityProof.BIRTH_CERTIFICATE,
    )
    assert (row.responsibility_checked_by_id, row.responsibility_checked_on) == (person("okoro"), date(2026, 11, 24))
    assert signed_in_as("leila").get(f"/week/{pupil('maya')}/this").status_code == 200
    text = okoro.reads(f"/people/{person('leila')}").text
    assert "Sam Okoro checked on 24 November 2026. Seen: The birth certificate." in text


def test_only_what_is_ticked_is_given(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    page = okoro.form(PATH).hidden_values()
    okoro.post(PATH, data={"csrf_token": page["csrf_token"], "was": page["was"], **YES})
    row = _row(look)
    assert (row.sees_timetable, row.sees_plan, row.gets_messages, row.may_agree) == (True, False, False, False)


def test_a_no_with_care_of_the_child_opens_access(signed_in_as: SignedInAs) -> None:
    no = {"answer": "no", "proof": "nothing", "is_education_parent": "y", "sees_timetable": "y"}
    signed_in_as("okoro").sends(PATH, **no)
    assert signed_in_as("leila").get(f"/week/{pupil('maya')}/this").status_code == 200


def test_a_no_without_care_ends_what_was_given(signed_in_as: SignedInAs) -> None:
    okoro = signed_in_as("okoro")
    okoro.sends(PATH, **YES)
    leila = signed_in_as("leila")
    okoro.sends(PATH, answer="no", proof="court_order")
    assert leila.get("/week/").status_code == 302
    assert signed_in_as("leila").get(f"/week/{pupil('maya')}/this").status_code == 404


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"answer": "", "proof": "court_order"}, "Choose what you found out"),
        ({"answer": "yes", "proof": ""}, "Choose what you have seen"),
        ({"answer": "yes", "proof": "nothing"}, "See a paper before you say yes"),
        ({"answer": "council", "proof": "court_order"}, "stands with the social worker"),
        ({"answer": "perhaps", "proof": "court_order"}, "Choose what you found out"),
    ],
)
def test_an_answer_that_cannot_be_taken_says_why(
    signed_in_as: SignedInAs, look: Look, answers: dict[str, str], sentence: str
) -> None:
    answer = signed_in_as("okoro").sends(PATH, **answers)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert _row(look).parental_responsibility == ParentalResponsibility.UNKNOWN


def test_no_contact_is_not_lifted_by_a_yes(signed_in_as: SignedInAs) -> None:
    path = f"/people/relationships/{relationship('dan', 'maya')}/responsibility"
    assert signed_in_as("okoro").sends(path, **YES).status_code == 302
    assert signed_in_as("dan").get(f"/week/{pupil('maya')}/this").status_code == 404


def test_a_page_that_is_old_overwrites_nothing(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    old = okoro.form(PATH).hidden_values()
    signed_in_as("byrne").sends(PATH, answer="no", proof="court_order")
    answer = okoro.post(PATH, data={**old, **YES})
    assert answer.status_code == 422
    assert "Somebody else has just changed this" in answer.text
    assert _row(look).parental_responsibility == ParentalResponsibility.NO


def test_every_check_leaves_a_line(signed_in_as: SignedInAs, look: Look) -> None:
    signed_in_as("okoro").sends(PATH, **YES)
    (line,) = look(sa.select(AuditEntry).where(AuditEntry.event == "people.responsibility.checked"))
    assert '"before": "unknown"' in line.facts
    assert '"after": "yes"' in line.facts
