"""The plan on one sheet: what whoever prints it may read, and nothing else."""

from datetime import date

import pytest

from portal.database import SYSTEM, db
from portal.models import Journey, Rung, Stage
from tests import cast
from tests.factories.goals import a_goal, moved
from tests.factories.plans import change_placement, put_review, write_plan
from tests.support.portal import SignedInAs

MAYA = f"/plan/{cast.pupil('maya')}"


def test_leila_has_the_plan_on_paper(signed_in_as: SignedInAs) -> None:
    change_placement("maya", planned_weeks=24)
    write_plan("maya", stage=Stage.HELPING, journey=Journey.HYBRID, next_step="One art class.")
    put_review("maya", date(2026, 12, 3))
    leila = signed_in_as("leila")
    leila.sends(f"{MAYA}/about/helps", words="A calm start.")
    page = leila.reads(f"{MAYA}/print")
    assert "letter" in page.one("body").attrs["class"]
    for words in ("Week 13 of 24", "One art class.", "Thursday 3 December, 2:00", "Mill Lane", "A calm start."):
        assert words in page.one("main").text


def test_a_young_persons_sheet_counts_no_weeks(signed_in_as: SignedInAs) -> None:
    assert "Week" not in signed_in_as("maya").reads(f"{MAYA}/print").one("main").text


def test_a_card_nobody_has_filled_takes_no_room_on_paper(signed_in_as: SignedInAs) -> None:
    signed_in_as("maya").sends(f"{MAYA}/about/talk", words="I draw.")
    headings = [node.text for node in signed_in_as("maya").reads(f"{MAYA}/print").all("h2")]
    assert headings == ["About me", "Where we are", "My next step", "The next review"]
    assert "I draw." in signed_in_as("maya").reads(f"{MAYA}/print").text


def test_the_goals_stand_first_with_both_ladders_in_words(signed_in_as: SignedInAs) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        a_goal(session, "maya")
        a_goal(session, "maya", 2, own_words="An old one.", ended_on=date(2026, 11, 24))
        a_goal(session, "zofia", own_words="Zofia's own.")
        moved(session, "maya", "maya", Rung.A_LITTLE)
        moved(session, "maya", "okoro", Rung.A_LOT)
    signed_in_as("maya").sends(f"{MAYA}/about/talk", words="I draw.")
    write_plan("maya", sensory_needs="Loud halls are hard.", offered="Art.")
    for slug, says in (("leila", "Maya says"), ("maya", "I say")):
        words = signed_in_as(slug).reads(f"{MAYA}/print").one("main").text
        first = words.index("The next small step: Come in with Sam.")
        assert f"{says}: a little" in words
        assert "Sam says: a lot" in words
        assert first < words.index("Loud halls are hard.") < words.index("Art.") < words.index("Where we are")
        assert "An old one." not in words
        assert "Zofia" not in words


def test_on_paper_it_is_said_who_wrote_down_where_maya_sees_it(signed_in_as: SignedInAs) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        goal = a_goal(session, "maya")
    signed_in_as("okoro").sends(f"/goals/{goal}/ladder", rung="done", for_young="yes")
    words = signed_in_as("leila").reads(f"{MAYA}/print").one("main").text
    assert "Maya says: done (Written down by Sam)" in words
    assert "The adults say: No adult has said yet." in words


@pytest.mark.parametrize(("slug", "is_theirs"), [("leila", True), ("maya", True), ("okoro", False)])
def test_the_sheet_can_be_hidden_and_leads_to_somebody_who_rings(
    signed_in_as: SignedInAs, slug: str, is_theirs: bool
) -> None:
    page = signed_in_as(slug).reads(f"{MAYA}/print")
    hides = page.all("form", where=lambda node: node.attrs.get("action") == "/leave")
    rings = page.all("a", where=lambda node: node.attrs["href"] == "/calls/ask?page=plans.plan_print")
    assert (len(hides), len(rings)) == (is_theirs, is_theirs)
    # On paper neither is of use.
    around = [
        {name for each in node.ancestors() for name in each.attrs.get("class", "").split()} for node in (*hides, *rings)
    ]
    assert all("noprint" in names for names in around)
