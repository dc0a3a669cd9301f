"""Everybody reads promises: who, by when, done or late; what came with an answer, only who reads the question."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Promise, Revision, SectionKind
from tests import cast
from tests.factories.asks import asked, new
from tests.factories.promises import WHAT, promised
from tests.factories.ways import agreed, section_of
from tests.support.portal import SignedInAs
from tests.web.home.test_statements import counted

MAYA, ROHAN = f"/promises/{cast.pupil('maya')}", f"/promises/{cast.pupil('rohan')}"


@pytest.mark.parametrize("slug", ["leila", "maya", "okoro", "byrne", "patel"])
def test_a_promise_has_a_name_and_a_day_on_everybodys_page(signed_in_as: SignedInAs, slug: str) -> None:
    promised()
    words = signed_in_as(slug).reads(MAYA).one("main").text
    for fact in ("Sam promised", WHAT, "By 30 November 2026"):
        assert fact in words
    assert "Late" not in words


def test_a_late_one_is_said_plainly_and_whom_to_ask(signed_in_as: SignedInAs) -> None:
    promised(due_on=date(2026, 11, 23))
    assert "This is late. You can ask Sam when it will be done." in signed_in_as("leila").reads(MAYA).text
    assert "This is late. You can ask Sam." in signed_in_as("maya").reads(MAYA).text
    assert "Late" in signed_in_as("okoro").reads(MAYA).one("main").text


def test_a_promise_of_today_is_not_late(signed_in_as: SignedInAs) -> None:
    promised(due_on=date(2026, 11, 24))
    words = signed_in_as("leila").reads(MAYA).one("main").text
    assert "Today" in words
    assert "late" not in words


def test_done_and_taken_back_stay_below_the_open_ones(signed_in_as: SignedInAs) -> None:
    promised(what="This one is done.", done_on=date(2026, 11, 20))
    promised(what="This one is not.", dropped_on=date(2026, 11, 20), dropped_why="The room is shut.")
    promised(what="Later.", due_on=date(2026, 12, 10))
    promised(what="First.", due_on=date(2026, 11, 2))
    words = signed_in_as("leila").reads(MAYA).one("main").text
    places = [words.index(each) for each in ("First.", "Later.")]
    assert places == sorted(places)
    assert max(places) < min(words.index("This one is done."), words.index("This one is not."))
    assert "The room is shut." in words


def test_a_name_without_a_sign_in_can_promise(signed_in_as: SignedInAs) -> None:
    promised(owner_id=None, owner_name="Mrs Bell")
    assert "Mrs Bell promised" in signed_in_as("leila").reads(MAYA).text


def test_promises_are_there_for_whoever_sees_the_plan_alone(signed_in_as: SignedInAs) -> None:
    promised()
    for slug in ("dan", "tomasz", "priya", "lewis", "quinn", "zofia", "hughes", "amara"):
        assert signed_in_as(slug).get(MAYA).status_code == 404
    assert signed_in_as("joanna").get(MAYA).status_code == 403
    assert signed_in_as("grace").get(f"/promises/{cast.pupil('tyler')}").status_code == 404
    assert signed_in_as("amara").get(f"/promises/{cast.pupil('tyler')}").status_code == 200


def test_the_school_reads_what_stands_beside_what_was_released(signed_in_as: SignedInAs) -> None:
    school = agreed("maya", SectionKind.SCHOOL, "A quiet table.", is_for_school=True)
    promised(what="A quiet table in art.", section_id=school)
    promised(what="Something of home.", section_id=section_of("maya", SectionKind.HOME))
    promised(what="Something of nowhere.")
    words = signed_in_as("hughes").reads(MAYA).one("main").text
    assert "A quiet table in art." in words
    assert "Something of" not in words
    assert "Done" not in words
    assert signed_in_as("hughes").get(f"/promises/{cast.pupil('jakub')}").status_code == 404


def test_a_promise_among_staff_is_not_on_the_familys_page(signed_in_as: SignedInAs) -> None:
    promised(what="Ring the nurse.", section_id=section_of("maya", SectionKind.RISK_STAFF))
    for slug in ("leila", "maya"):
        words = signed_in_as(slug).reads(MAYA).one("main").text
        assert "Ring the nurse." not in words
        assert "There is no promise here yet." in words
    assert "Ring the nurse." in signed_in_as("okoro").reads(MAYA).text


def test_a_promise_to_priya_is_not_there_for_arjun(signed_in_as: SignedInAs) -> None:
    ask = asked("priya", "rohan", words="Can he start later?")
    private = promised("rohan", by="lewis", what="I will ring about nine.", ask_id=ask, due_on=date(2026, 11, 25))
    promised("rohan", by="lewis", what="A chair by the door.")
    for number in range(25):
        promised("rohan", by="lewis", what=f"For Priya {number}.", ask_id=ask)
    arjun = signed_in_as("arjun").reads(ROHAN).one("main").text
    assert "A chair by the door." in arjun
    for trace in ("I will ring", "For Priya", "Page 1 of", "question"):
        assert trace not in arjun
    assert "I will ring about nine." in signed_in_as("priya").reads(ROHAN).text
    assert "Only those who read the answer see this." in signed_in_as("lewis").reads(ROHAN).text
    # Nor the words of its saves, nor a question beside it.
    with db.work(SYSTEM, reason="a test") as session:
        row = session.get_one(Promise, private)
        kept = {"subject": "promise", "subject_id": private, "version": 1, "fields": "{}", "person_id": row.made_by_id}
        session.add(Revision(setting_id=row.setting_id, pupil_id=row.pupil_id, **kept))
    beside = new("rohan", "not_right", "promise", private)
    assert signed_in_as("arjun").get(beside).status_code == 404


def test_a_question_beside_a_promise_quotes_it(signed_in_as: SignedInAs) -> None:
    promised()
    leila = signed_in_as("leila")
    [address] = {
        link.attrs["href"]
        for link in leila.reads(MAYA).all("a")
        if "/promise" in link.attrs.get("href", "") and "can_i_ask" in link.attrs["href"]
    }
    assert WHAT in leila.reads(address).text


def test_many_promises_come_a_page_at_a_time_for_the_same_statements(signed_in_as: SignedInAs) -> None:
    leila = signed_in_as("leila")
    promised()
    leila.reads(MAYA)
    with counted() as few:
        leila.reads(MAYA)
    for number in range(25):
        promised(what=f"Thing {number}.", reminded_at=datetime(2026, 11, 20, tzinfo=UTC))
    with counted() as many:
        leila.reads(MAYA)
    assert len(many) == len(few)
    pages = [leila.reads(f"{MAYA}?page={page}").one("main").text for page in (1, 2)]
    assert all(any(f"Thing {number}." in page for page in pages) for number in range(25))
    with db.work(SYSTEM, reason="a test") as session:
        assert session.scalar(sa.select(sa.func.count(Promise.id))) == 26
