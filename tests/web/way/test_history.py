"""What has changed: plain sentences, any two saves side by side, the same statements at 1 and at 200 saves."""

import json

import pytest

from portal.database import SYSTEM, db
from portal.models import Revision, SectionKind
from tests import cast
from tests.factories.ways import section_of, way_of
from tests.support.portal import SignedInAs
from tests.web.home.test_statements import statements

HELPS = SectionKind.HELPS


def test_each_save_is_a_plain_sentence(signed_in_as: SignedInAs) -> None:
    section = section_of("maya", HELPS)
    path = f"/way/section/{section}/edit"
    signed_in_as("okoro").sends(path, agreed="A quiet room.")
    signed_in_as("patel").sends(path, agreed="A small room.")
    goal = {"destination": "special_school", "goal_on-day": "1", "goal_on-month": "3", "goal_on-year": "2027"}
    signed_in_as("okoro").sends(f"/way/plan/{way_of('maya')}/edit", **goal)
    page = signed_in_as("leila").reads(f"/way/section/{section}/history").text
    assert "Sam wrote “What we agree”: A quiet room." in page
    assert "Nisha changed “What we agree” from A quiet room. to A small room." in page
    whole = signed_in_as("leila").reads(f"/way/plan/{way_of('maya')}/history").text
    assert "Sam wrote “The day we hope for”: 1 March 2027" in whole
    assert "Sam changed “Where it leads” from Back in their own school to A special school" in whole


def test_any_two_saves_stand_side_by_side(signed_in_as: SignedInAs) -> None:
    section = section_of("maya", HELPS)
    for words in ("First.", "Second.", "Third."):
        signed_in_as("okoro").sends(f"/way/section/{section}/edit", agreed=words)
    both = signed_in_as("leila").reads(f"/way/section/{section}/history?one=4&other=2").text.split("Put this one")[0]
    assert "First." in both
    assert "Third." in both
    assert "Second." not in both
    for nothing in ("?one=2&other=2", "?one=99&other=2", "?one=x"):
        page = signed_in_as("leila").reads(f"/way/section/{section}/history{nothing}").text
        assert "Two days side by side" not in page


@pytest.mark.parametrize("who", ["leila", "maya", "okoro"])
def test_a_plan_asks_the_same_at_1_and_at_200_saves(signed_in_as: SignedInAs, who: str) -> None:
    section, way = section_of("maya", HELPS), way_of("maya")
    signed_in_as("okoro").sends(f"/way/section/{section}/edit", agreed="Words.")
    paths = [f"/way/{cast.pupil('maya')}", f"/way/section/{section}", f"/way/section/{section}/history"]
    paths.append(f"/way/plan/{way}/history")
    browser = signed_in_as(who)
    for path in paths:
        browser.get(path)
    few = [statements(browser, path) for path in paths]
    with db.work(SYSTEM, reason="a test") as session:
        of = {"setting_id": cast.setting(), "pupil_id": cast.pupil("maya"), "person_id": cast.person("okoro")}
        for number in range(3, 203):
            words = json.dumps({"agreed": f"Words {number}."})
            session.add(Revision(subject="way_section", subject_id=section, version=number, fields=words, **of))
    assert [statements(browser, path) for path in paths] == few
    assert max(few) <= 24
