"""Do you feel safe? The answer is kept apart, raised at once, asked alone, and shown nowhere."""

import uuid

import pytest
import sqlalchemy as sa

from portal.models import Cause, CheckIn, Concern, ConcernNotice, Level, OutboxItem, Safe, SafetyAnswer
from tests import cast
from tests.factories.checkins import QUICK, begins, cards, taps
from tests.support.examples import each_on_both
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime

RAISED = {Safe.NO: (Level.NOW, Cause.SAID_NO), Safe.NOT_SURE: (Level.TODAY, Cause.NOT_SURE)}


@each_on_both
@pytest.mark.parametrize("answer", list(Safe))
def test_an_answer_is_kept_and_raises_what_it_raises(signed_in_as: SignedInAs, look: Look, answer: Safe) -> None:
    maya = signed_in_as("maya")
    next_page = taps(maya, begins(maya), safe=answer)
    [said], raised = look(sa.select(SafetyAnswer)), look(sa.select(Concern))
    assert (said.answer, said.person_id, said.where) == (answer, cast.person("maya"), "")
    assert [(one.level, one.cause, one.safety_answer_id) for one in raised] == [
        (*RAISED[one], said.id) for one in RAISED if one is answer
    ]
    # Right after it stands who reads it; from there it goes on to "where".
    assert next_page.startswith("/help/") if raised else next_page.endswith("/talk")
    assert bool(look(sa.select(ConcernNotice))) == bool(look(sa.select(OutboxItem))) == bool(raised)


def test_the_same_tap_twice_is_one_and_a_no_said_again_is_another(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    form = maya.form(f"{at}safe").hidden_values()
    for _ in range(2):
        assert maya.post(f"{at}safe", data={**form, "answer": "no"}).status_code == 303
    assert (len(look(sa.select(SafetyAnswer))), len(look(sa.select(Concern)))) == (1, 1)
    taps(maya, at, safe="yes")
    taps(maya, at, safe="no")
    assert len(look(sa.select(Concern))) == 2


def test_another_answer_of_the_same_form_takes_nothing_back(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    form = maya.form(f"{at}safe").hidden_values()
    for answer in ("no", "yes"):
        maya.post(f"{at}safe", data={**form, "answer": answer})
    assert {one.answer for one in look(sa.select(SafetyAnswer))} == {Safe.NO, Safe.YES}
    assert [one.cause for one in look(sa.select(Concern))] == [Cause.SAID_NO]


def test_a_no_reaches_a_person_although_the_check_in_was_stopped_in_another_tab(
    signed_in_as: SignedInAs, look: Look
) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    form = maya.form(f"{at}safe").hidden_values()
    maya.post(f"{at}stop", data=form)
    assert maya.post(f"{at}safe", data={**form, "answer": "no"}).status_code == 303
    assert [one.level for one in look(sa.select(Concern))] == [Level.NOW]


def test_where_is_asked_once_and_never_why(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    taps(maya, at, how="good", feelings="sad", body="fine", energy="low", safe="no")
    assert maya.get("/check-in/go-on").headers["Location"] == "/check-in/where"
    page = maya.reads("/check-in/where")
    assert "You don't have to say." in page.text
    assert "hy" not in " ".join(cards(page))
    form = maya.form("/check-in/where").hidden_values()
    for _ in range(2):
        answer = maya.post("/check-in/where", data={**form, "answer": "at_home"})
        assert answer.headers["Location"] == f"{at}talk"
    first, second = sorted(look(sa.select(SafetyAnswer)), key=lambda one: one.where)
    assert (first.where, second.where, second.answer) == ("", "at_home", Safe.NO)
    assert second.id == uuid.uuid5(first.id, "where")
    [concern] = look(sa.select(Concern))
    byrne = signed_in_as("byrne")
    byrne.sends(f"/concerns/{concern.id}", to=f"/concerns/{concern.id}/open")
    assert "Where they do not feel safe: at home" in byrne.reads(f"/concerns/{concern.id}").text
    assert maya.get("/check-in/where").headers["Location"] == f"{at}talk"


def test_a_quarter_of_an_hour_later_nobody_who_picks_up_the_tablet_is_led_to_where(
    signed_in_as: SignedInAs, the_time_is: SetTime
) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    taps(maya, at, how="good", feelings="sad", body="fine", energy="low", safe="no")
    the_time_is("2026-11-24 10:15")
    later = signed_in_as("maya")
    assert later.get("/check-in/go-on").headers["Location"] == f"{at}talk"
    assert later.get("/check-in/where").headers["Location"] == f"{at}talk"


def test_no_page_shows_what_was_answered(signed_in_as: SignedInAs) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    taps(maya, at, safe="no")
    assert not [node for node in maya.reads(f"{at}safe").all("button") if node.attrs.get("aria-pressed")]
    rest = {question: answer for question, answer in QUICK.items() if question != "safe"}
    taps(maya, at, **rest, who="team")
    for page in ("/", f"{at}done", "/asks/"):
        words = maya.reads(page).one("main").text.lower()
        assert "safe" not in words
        assert "ruth" not in words


def test_beside_an_adult_of_the_home_it_is_asked_later_and_alone(
    signed_in_as: SignedInAs, look: Look, the_time_is: SetTime
) -> None:
    maya = signed_in_as("maya")
    at = begins(maya, "home_read")
    assert "1 of 5" in maya.reads(f"{at}how").text
    rest = {question: answer for question, answer in QUICK.items() if question != "safe"}
    assert taps(maya, at, **rest).endswith("/who")
    assert maya.get(f"{at}safe").headers["Location"] == f"{at}talk"
    taps(maya, at, who="team")
    # The adult may still sit there.
    assert "One more question" not in maya.reads("/").text
    assert maya.get("/check-in/one-more").headers["Location"] == "/"
    the_time_is("2026-11-24 14:00")
    alone = signed_in_as("maya")
    assert "One more question, just for you" in alone.reads("/").text
    assert "Do you feel safe?" in alone.reads("/check-in/one-more").text
    answer = alone.sends("/check-in/one-more", answer="no")
    assert answer.headers["Location"].startswith("/help/")
    assert [(one.level, one.cause) for one in look(sa.select(Concern))] == [(Level.NOW, Cause.SAID_NO)]
    assert look(sa.select(CheckIn.safety_is_open)) == [False]
    assert "One more question" not in alone.reads("/").text
