"""Writing a goal: three at most, a review not before the start, two people at once, a history that loses nothing."""

import uuid
from typing import Any

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import (
    AuditEntry,
    Contribution,
    Goal,
    GoalHelper,
    GoalStep,
    HowSaid,
    LadderMove,
    Place,
    Placement,
    Revision,
)
from tests import cast
from tests.factories.goals import OWN_WORDS, a_goal
from tests.support.examples import each_on_both
from tests.support.html import parse
from tests.support.portal import Look, SignedInAs

NEW = f"/goals/of/{cast.pupil('maya')}/new"
WORDS = {
    "area": "learning",
    "own_words": "I want to read to my brother.",
    "team_words": "Reads aloud for five minutes.",
    "steps": "Choose a book.\n\n  Read one page.  \n",
    "helps_here": "A quiet corner.",
    "helps_home": "",
}


def goals(look: Look) -> list[Goal]:
    return look(sa.select(Goal).order_by(Goal.started_on, Goal.position))


def steps(look: Look) -> list[tuple[str, bool]]:
    return [(step.words, bool(step.done_on)) for step in look(sa.select(GoalStep).order_by(GoalStep.position))]


def revisions(look: Look) -> list[int]:
    return look(sa.select(Revision.version).order_by(Revision.version))


def edit(goal: uuid.UUID) -> str:
    return f"/goals/{goal}/edit"


def test_sam_writes_a_goal_and_leila_reads_it(signed_in_as: SignedInAs, look: Look) -> None:
    answer = signed_in_as("okoro").sends(NEW, **WORDS, helpers=str(cast.person("anna")))
    assert answer.status_code == 302
    assert steps(look) == [("Choose a book.", False), ("Read one page.", False)]
    assert look(sa.select(GoalHelper.person_id)) == [cast.person("anna")]
    main = signed_in_as("leila").reads(answer.headers["Location"]).one("main").text
    for words in ("“I want to read to my brother.”", "Reads aloud for five minutes.", "Choose a book.", "Anna"):
        assert words in main


def test_the_goal_in_their_own_words_passes_the_one_place_of_words(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    goal = okoro.sends(NEW, **WORDS).headers["Location"]
    okoro.sends(f"{goal}/edit", own_words="I want to read to Sami.")
    okoro.sends(f"{goal}/edit", helps_here="A lamp.")
    said = look(sa.select(Contribution).where(Contribution.place == Place.GOAL_WORDS).order_by(Contribution.said_at))
    maya, sam = cast.person("maya"), cast.person("okoro")
    assert [(one.words, bool(one.replaced_at)) for one in said] == [
        ("I want to read to my brother.", True),
        ("I want to read to Sami.", False),
    ]
    assert {(one.person_id, one.entered_by_id, one.how_said) for one in said} == {(maya, sam, HowSaid.WRITTEN_FOR_ME)}


def test_the_same_form_sent_twice_is_one_goal(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    sent = {**okoro.form(NEW).hidden_values(), **WORDS}
    assert len({okoro.post(NEW, data=sent).headers["Location"] for _ in range(3)}) == 1
    assert len(goals(look)) == 1


def test_the_number_of_another_childs_goal_is_not_taken(
    signed_in_as: SignedInAs, look: Look, rohans_goal: uuid.UUID
) -> None:
    assert signed_in_as("okoro").sends(NEW, **WORDS, client_id=str(rohans_goal)).status_code == 404
    assert [goal.own_words for goal in goals(look)] == [OWN_WORDS]


def test_a_fourth_goal_is_refused_with_a_sentence_and_the_words_stay(signed_in_as: SignedInAs, look: Look) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        for number in (1, 2, 3):
            a_goal(session, "maya", number)
    answer = signed_in_as("okoro").sends(NEW, **WORDS)
    assert answer.status_code == 422
    assert "There are 3 goals already. End one first" in answer.text
    assert "Reads aloud for five minutes." in answer.text
    assert len(goals(look)) == 3


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"team_words": " "}, "Write what the adults call it"),
        ({"area": "magic"}, "Choose what it is about"),
        ({"steps": "\n".join(f"Step {n}" for n in range(13))}, "Write 12 steps at most, one on each line"),
        ({"helps_here": "x" * 2001}, "Use fewer words: up to 2,000 letters"),
        ({"own_words": "x" * 1_000_000}, "Use fewer words: up to 2,000 letters"),
        (
            {"review_on-day": "23", "review_on-month": "11", "review_on-year": "2026"},
            "This day is before the goal begins",
        ),
        ({"review_on-day": "31", "review_on-month": "2", "review_on-year": "2027"}, "Type a real date, like 27 3 2026"),
    ],
)
def test_what_is_not_taken_is_explained_and_the_words_stay(
    signed_in_as: SignedInAs, look: Look, changed: dict[str, str], says: str
) -> None:
    answer = signed_in_as("okoro").sends(NEW, **{**WORDS, **changed})
    assert answer.status_code == 422
    assert says in answer.text
    assert "A quiet corner." in answer.text or "helps_here" in changed
    assert goals(look) == []


def test_a_review_on_the_first_day_is_taken(signed_in_as: SignedInAs, look: Look) -> None:
    signed_in_as("okoro").sends(
        NEW, **WORDS, **{"review_on-day": "24", "review_on-month": "11", "review_on-year": "26"}
    )
    assert [str(goal.review_on) for goal in goals(look)] == ["2026-11-24"]


def test_words_that_name_another_child_are_asked_about(signed_in_as: SignedInAs, look: Look) -> None:
    words = {**WORDS, "helps_here": "Sits with Zofia."}
    asked = signed_in_as("okoro").sends(NEW, **words)
    assert asked.status_code == 422
    assert "That is the name of another child here." in asked.text
    assert goals(look) == []
    assert signed_in_as("okoro").sends(NEW, **words, names_ok="y").status_code == 302


def test_an_edit_is_kept_with_its_name_and_a_step_keeps_its_tick(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID
) -> None:
    okoro = signed_in_as("okoro")
    okoro.sends(edit(mayas_goal), steps="Ring the bell.\nWait by the gate.", helps_home="No rush in the car.")
    assert steps(look) == [("Ring the bell.", False), ("Wait by the gate.", True)]
    assert revisions(look) == [1, 2]
    main = signed_in_as("leila").reads(f"/goals/{mayas_goal}/history").one("main").text
    assert "Sam changed it today" in main
    assert "Now: No rush in the car." in main
    assert "Ring the bell." in main


def test_a_goal_without_a_history_says_what_will_come(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.delete(Revision))
        session.execute(sa.delete(LadderMove))
        session.execute(sa.update(GoalStep).values(done_on=None))
    assert "Nothing has changed yet." in signed_in_as("leila").reads(f"/goals/{mayas_goal}/history").text


def test_saving_what_stands_there_already_is_no_change(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID
) -> None:
    assert signed_in_as("okoro").sends(edit(mayas_goal)).status_code == 302
    assert revisions(look) == [1]


def test_two_people_edit_one_goal_and_nothing_of_either_is_lost(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID
) -> None:
    okoro, byrne = signed_in_as("okoro"), signed_in_as("byrne")
    okoro.sends(edit(mayas_goal), helps_home="No rush.")  # so that there is a text it was opened with
    opened = byrne.form(edit(mayas_goal)).hidden_values()
    okoro.sends(edit(mayas_goal), helps_home="Sam's words", helps_here="Sam's other words", steps="Sam's step")
    answer = byrne.post(edit(mayas_goal), data={**opened, "helps_home": "Ruth's words", "team_words": "Ruth's too"})
    assert answer.status_code == 409
    page = parse(answer.text)
    three = [
        node.text for node in page.one("section", where=lambda n: n.attrs.get("aria-labelledby") == "clash").all("dd")
    ]
    assert {"No rush.", "Sam's words", "Ruth's words"} <= set(three)
    form = page.one("form", where=lambda node: node.attrs.get("action") == edit(mayas_goal)).hidden_values()
    # What only Sam changed stands in the form as he left it; what Ruth changed stands there as she wrote it.
    assert (form["helps_home"], form["helps_here"], form["steps"], form["team_words"]) == (
        "Ruth's words", "Sam's other words", "Sam's step", "Ruth's too",
    )  # fmt: skip
    assert byrne.post(edit(mayas_goal), data={**form, "helps_home": "Both words"}).status_code == 302
    assert [goal.helps_home for goal in goals(look)] == ["Both words"]
    history = byrne.reads(f"/goals/{mayas_goal}/history").text
    assert "Sam's words" in history
    assert "Both words" in history


@each_on_both
@pytest.mark.parametrize("version", ["", "0", "99", "x", "\x00", "-1", "٢", "9" * 20, "9" * 5000])
def test_a_version_that_is_none_is_a_clash_and_no_error(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID, version: str
) -> None:
    answer = signed_in_as("okoro").sends(edit(mayas_goal), version=version, helps_here="New words")
    assert answer.status_code == 409
    assert revisions(look) == [1]


def test_a_small_step_is_ticked_and_ticked_off_again(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID
) -> None:
    okoro = signed_in_as("okoro")
    for value in ("yes", "yes", "no"):
        [step] = look(sa.select(GoalStep).where(GoalStep.position == 1))
        answer = okoro.sends(f"/goals/{mayas_goal}", to="/step", step=str(step.id), done=value)
        assert answer.status_code == 302
        assert steps(look)[1] == ("Come in with Sam.", value == "yes")
    assert "Done today" in signed_in_as("maya").reads(f"/goals/{mayas_goal}").text
    assert len(look(sa.select(AuditEntry).where(AuditEntry.event == "goals.step.ticked"))) == 2


@each_on_both
@pytest.mark.parametrize("step", ["4ba98a5d-1bfc-47b4-9afc-459b5d469e5a", "x", "\x00"])
def test_a_step_of_another_goal_is_not_there(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID, step: str
) -> None:
    assert signed_in_as("okoro").sends(f"/goals/{mayas_goal}", to="/step", step=step, done="yes").status_code == 404


def test_a_goal_ends_and_stays_to_be_read(signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID) -> None:
    okoro = signed_in_as("okoro")
    okoro.sends(f"/goals/{mayas_goal}/end")
    [goal] = goals(look)
    assert goal.ended_on is not None
    assert "Sam ended it today" in okoro.reads(f"/goals/{mayas_goal}/history").text
    assert OWN_WORDS in signed_in_as("leila").reads(f"/goals/{mayas_goal}").text
    assert okoro.get(edit(mayas_goal)).status_code == 404


def test_who_ends_a_goal_that_has_just_changed_looks_at_it_first(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID
) -> None:
    byrne, path = signed_in_as("byrne"), f"/goals/{mayas_goal}/end"
    opened = byrne.form(path).hidden_values()
    signed_in_as("okoro").sends(edit(mayas_goal), helps_home="Sam's words")
    page = byrne.post(path, data=opened, follow_redirects=True)
    assert "Somebody else has just changed this goal." in page.text
    assert [goal.ended_on for goal in goals(look)] == [None]


@pytest.mark.parametrize(
    ("who", "status"),
    [("leila", 403), ("maya", 403), ("dan", 403), ("hughes", 403), ("amara", 403), ("lewis", 404), ("quinn", 404)],
)
def test_nobody_else_writes(signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID, who: str, status: int) -> None:
    browser = signed_in_as(who)
    token = browser.form("/language", to="/language").hidden_values()["csrf_token"]
    sent: dict[str, Any] = {"csrf_token": token, **WORDS, "version": "1", "step": str(uuid.uuid4())}
    paths = [NEW, edit(mayas_goal), f"/goals/{mayas_goal}/end", f"/goals/{mayas_goal}/step"]
    assert {browser.post(path, data=sent).status_code for path in paths} == {status}
    assert revisions(look) == [1]


def test_who_is_no_longer_the_key_worker_while_writing_saves_nothing(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID
) -> None:
    okoro = signed_in_as("okoro")
    sent = {**okoro.form(edit(mayas_goal)).hidden_values(), "helps_here": "Too late"}
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(Placement).values(key_worker_id=cast.person("lewis")))
    assert okoro.post(edit(mayas_goal), data=sent).status_code == 404
    assert revisions(look) == [1]
