"""Reading the steps: the family, the young person and staff the same way; a link teacher only what was released."""

import uuid
from datetime import date

import pytest

from portal.blueprints.steps.summary import OfToday, answers_that_wait, step_to_answer, steps_of_today
from portal.database import db
from portal.models import ChoiceKind, Readiness, SectionKind, StepState
from tests import cast
from tests.factories.steps import a_step, begun, offered, said
from tests.factories.ways import agreed
from tests.house_rules.reading import grade
from tests.support.portal import SignedInAs
from tests.web.home.test_statements import statements
from tests.web.steps.viewing import viewer

MAYAS = f"/steps/{cast.pupil('maya')}"


def one(step: uuid.UUID, page: str = "") -> str:
    return f"/steps/one/{step}{page}"


@pytest.mark.parametrize("who", ["maya", "leila", "okoro", "byrne"])
def test_the_way_is_drawn_with_where_we_are_now(signed_in_as: SignedInAs, who: str) -> None:
    a_step("maya", "Look at the door", starts_on=date(2026, 11, 16), state=StepState.DONE)
    begun("maya", "Walk to the gate")
    a_step("maya", "Come in")
    main = signed_in_as(who).reads(MAYAS).one("main")
    text = main.all("ol")[0].text
    assert text.index("Look at the door") < text.index("Walk to the gate") < text.index("Come in")
    assert [item.attrs.get("aria-current") for item in main.all("ol")[0].all("li")] == [None, "step", None]
    assert "We are here" in text


def test_dan_rohans_family_and_the_other_setting_find_nothing(signed_in_as: SignedInAs) -> None:
    step = a_step("maya")
    answer = said("maya", step)
    for who in ("dan", "priya", "rohan", "lewis", "quinn", "grace"):
        browser = signed_in_as(who)
        assert browser.get(MAYAS).status_code == 404
        for page in ("", "/print", "/history"):
            assert browser.get(one(step, page)).status_code == 404
    assert signed_in_as("lewis").get(f"/steps/answers/{answer}").status_code == 404
    assert signed_in_as("lewis").get(one(step, "/edit")).status_code == 404


def test_mr_hughes_reads_the_steps_when_their_section_was_released_and_nothing_that_maya_said(
    signed_in_as: SignedInAs,
) -> None:
    step = a_step("maya")
    said("maya", step, Readiness.STAY)
    hughes = signed_in_as("hughes")
    agreed("maya", SectionKind.GOAL, "Back at school.", is_for_school=True)
    assert hughes.get(MAYAS).status_code == hughes.get(one(step)).status_code == 404
    agreed("maya", SectionKind.STEPS, "", is_for_school=True)
    assert "Say hello at the gate" in hughes.reads(MAYAS).one("main").text
    page = hughes.reads(one(step)).one("main").text
    assert "The front door" in page
    assert "Stay here" not in page
    assert hughes.get(one(step, "/ready/enter")).status_code == 403
    assert hughes.get(f"/steps/{cast.pupil('jakub')}").status_code == 404


def test_separated_parents_read_the_same_steps_and_learn_nothing_of_one_another(signed_in_as: SignedInAs) -> None:
    step = a_step("rohan")
    said("rohan", step)
    pages = [signed_in_as(who).reads(one(step)).one("main").text for who in ("priya", "arjun")]
    assert pages[0] == pages[1]
    assert "Priya" not in pages[1]


def test_the_step_for_the_fridge_door_says_when_where_and_who_and_nothing_that_was_said(
    signed_in_as: SignedInAs,
) -> None:
    step = a_step("maya", ready_when="I slept well.")
    said("maya", step)
    for who in ("maya", "leila", "okoro"):
        text = signed_in_as(who).reads(one(step, "/print")).one("main").text
        for words in ("Monday 30 November", "The front door", "Mr Hughes", "The library", "English"):
            assert words in text
        assert "Stay here" not in text


def test_maya_sorts_her_steps_without_a_script(signed_in_as: SignedInAs) -> None:
    first, second = a_step("maya", "Walk to the gate"), a_step("maya", "Come in", starts_on=date(2026, 12, 7))
    maya = signed_in_as("maya")
    path = f"{MAYAS}/order"
    moved = maya.sends(path, move=f"up {second}")
    assert moved.status_code == 200
    assert moved.text.index("Come in") < moved.text.index("Walk to the gate")
    assert "My ladder" not in maya.reads(MAYAS).text
    assert maya.sends(path, order=f"{second} {first}").status_code == 302
    for who in ("maya", "leila", "okoro"):
        ladder = signed_in_as(who).reads(MAYAS).one("main").all("ol")[1].text
        assert ladder.index("Come in") < ladder.index("Walk to the gate")


def test_the_pages_of_the_young_person_have_skip_back_stop_and_listen(signed_in_as: SignedInAs) -> None:
    step = a_step("maya")
    a_step("maya", "Come in", starts_on=date(2026, 12, 7))
    offered("maya", step, ChoiceKind.WHO_MEETS, "Anna", "anna")
    maya = signed_in_as("maya")
    for path in (one(step, "/ready"), one(step, "/choose/who_meets"), f"{MAYAS}/order"):
        page = maya.reads(path)
        assert {"Skip", "Stop"} <= {link.text for link in page.one("main").all("a")}
        assert "Back" in page.text
        assert "Listen" in page.text


def test_maya_reads_pages_of_the_second_grade_and_leila_of_the_fourth(signed_in_as: SignedInAs) -> None:
    begun("maya")
    step = a_step("maya", ready_when="I know the door.", pause_if="It is loud.")
    a_step("maya", "Come in", starts_on=date(2026, 12, 7))
    offered("maya", step, ChoiceKind.START_TIME, "10:00")
    said("maya", step)
    own = (one(step, "/ready"), one(step, "/choose/start_time"), f"{MAYAS}/order")
    both = (MAYAS, one(step), one(step, "/history"), one(step, "/print"))
    for who, most, paths in (("maya", 2, (*own, *both)), ("leila", 4, both)):
        for path in paths:
            found = grade(signed_in_as(who).reads(path))
            assert found is None or found <= most, f"{path} asks {who} for grade {found}"


@pytest.mark.parametrize("who", ["leila", "maya", "okoro"])
def test_the_same_statements_for_two_steps_and_for_forty(signed_in_as: SignedInAs, who: str) -> None:
    first = begun("maya")
    second = a_step("maya")
    said("maya", second)
    offered("maya", second, ChoiceKind.FIRST_LESSON, "Art")
    browser, paths = signed_in_as(who), (MAYAS, one(first))
    for path in paths:
        browser.get(path)
    few = [statements(browser, path) for path in paths]
    for number in range(38):
        step = a_step("maya", f"Step {number}", starts_on=date(2027, 1, 4))
        said("maya", step)
        offered("maya", step, ChoiceKind.FIRST_LESSON, "Art")
    assert [statements(browser, path) for path in paths] == few
    assert max(few) <= 22


def test_what_today_may_ask_of_steps() -> None:
    step = a_step("maya")
    with db.work(cast.setting(), reason="a test"):
        maya, okoro, lewis = viewer("maya"), viewer("okoro"), viewer("lewis")
        found = step_to_answer(cast.pupil("maya"), date(2026, 11, 24), viewer=maya)
        assert found is not None
        assert found.id == step
        assert step_to_answer(cast.pupil("maya"), date(2026, 11, 20), viewer=maya) is None
        assert answers_that_wait(viewer=okoro) == ()
        assert steps_of_today(viewer=okoro) == OfToday((), ())
    said("maya", step)
    with db.work(cast.setting(), reason="a test"):
        assert step_to_answer(cast.pupil("maya"), date(2026, 11, 24), viewer=maya) is None
        assert [(each.step_id, each.answer) for each in answers_that_wait(viewer=okoro)] == [(step, Readiness.STAY)]
        assert answers_that_wait(viewer=lewis) == ()
