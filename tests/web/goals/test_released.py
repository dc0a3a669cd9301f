"""The link teacher: the goals that were released to him, the notes he was named reader of, and nothing else."""

import uuid

from portal.database import SYSTEM, db
from portal.models import Goal, GoalHelper
from tests import cast
from tests.factories.goals import OWN_WORDS, a_goal, said
from tests.support.portal import SignedInAs


def about_maya() -> dict[str, uuid.UUID]:
    return {"setting_id": cast.setting(), "pupil_id": cast.pupil("maya")}


def release(goal: uuid.UUID) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Goal, goal).is_for_school = True


def test_sam_releases_a_goal_and_knows_who_reads_it(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    okoro, hughes = signed_in_as("okoro"), signed_in_as("hughes")
    assert "Owen then reads this goal" in okoro.reads(f"/goals/{mayas_goal}/edit").text
    assert "No goal is shared with you now." in hughes.reads("/goals/released").text
    okoro.sends(f"/goals/{mayas_goal}/edit", is_for_school="y")
    page = hughes.reads("/goals/released")
    assert OWN_WORDS in page.text
    assert "Owen at the school can read this goal." in signed_in_as("leila").reads(f"/goals/{mayas_goal}").text


def test_he_finds_it_from_today(signed_in_as: SignedInAs) -> None:
    links = [link.attrs["href"] for link in signed_in_as("hughes").reads("/").all("a")]
    assert "/goals/released" in links


def test_he_sees_that_goal_and_nothing_else_of_maya(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        other = a_goal(session, "maya", 2, own_words="A second one.")
        jakubs = a_goal(session, "jakub")
    release(mayas_goal)
    hughes = signed_in_as("hughes")
    assert hughes.get(f"/goals/{mayas_goal}").status_code == 200
    hidden = [f"/goals/{other}", f"/goals/{jakubs}", f"/goals/{mayas_goal}/history", f"/goals/of/{cast.pupil('maya')}"]
    assert {hughes.get(path).status_code for path in hidden} == {404}
    assert "A second one." not in hughes.get("/goals/released").text
    assert hughes.get(f"/week/{cast.pupil('maya')}/this").status_code == 403


def test_he_reads_only_the_notes_that_name_him(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    release(mayas_goal)
    with db.work(SYSTEM, reason="a test") as session:
        said(session, "maya", "leila", "For the school too.", to=("hughes",))
        said(session, "maya", "leila", "For Sam alone.")
    page = signed_in_as("hughes").get(f"/goals/{mayas_goal}").text
    assert "For the school too." in page
    assert "For Sam alone." not in page


def test_he_says_what_he_saw_at_school(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    release(mayas_goal)
    hughes = signed_in_as("hughes")
    assert hughes.reads(f"/goals/{mayas_goal}/note").one("h1").text == "What we saw at school"
    hughes.sends(f"/goals/{mayas_goal}/note", words="She said hello to me.")
    assert "She said hello to me." in signed_in_as("okoro").get(f"/goals/{mayas_goal}").text
    assert "She said hello to me." not in signed_in_as("leila").get(f"/goals/{mayas_goal}").text


def test_taken_back_it_is_gone_for_him(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    release(mayas_goal)
    hughes = signed_in_as("hughes")
    assert hughes.get(f"/goals/{mayas_goal}").status_code == 200
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Goal, mayas_goal).is_for_school = False
    assert hughes.get(f"/goals/{mayas_goal}").status_code == 404


def test_he_reads_its_steps_and_both_ladders_and_not_what_helps(
    signed_in_as: SignedInAs, mayas_goal: uuid.UUID
) -> None:
    """What the release says: this goal, its steps and both ladders, and nothing else of the plan."""
    with db.work(SYSTEM, reason="a test") as session:
        goal = session.get_one(Goal, mayas_goal)
        goal.is_for_school, goal.helps_here, goal.helps_home = True, "A quiet corner.", "A calm start."
        session.add(GoalHelper(goal_id=mayas_goal, person_id=cast.person("anna"), **about_maya()))
    for path in (f"/goals/{mayas_goal}", f"/goals/{mayas_goal}/print"):
        theirs, his = (signed_in_as(who).reads(path).one("main").text for who in ("leila", "hughes"))
        for words in ("What helps", "A quiet corner.", "A calm start.", "Anna"):
            assert words in theirs
            assert words not in his
        for words in (OWN_WORDS, "Wait by the gate.", "Maya moved it today.", "Sam moved it today."):
            assert words in his
