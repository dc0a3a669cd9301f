"""The link teacher: what was released, the first name, and nothing else of the portal."""

import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Contribution, Placement, SectionKind, Voice
from tests import cast
from tests.factories.ways import agreed, section_of, way_of
from tests.support.portal import Look, SignedInAs
from tests.web.way.test_section import say

ARRIVAL, GOAL = SectionKind.ARRIVAL, SectionKind.GOAL


def test_hughes_reads_the_released_section_and_no_other(signed_in_as: SignedInAs) -> None:
    agreed("maya", ARRIVAL, "Maya comes in by the side door.", is_for_school=True)
    agreed("maya", GOAL, "Back by spring.")
    hughes = signed_in_as("hughes")
    page = hughes.reads("/way/released").text
    assert "Maya" in page
    assert "Maya comes in by the side door." in page
    whole = hughes.reads(f"/way/{cast.pupil('maya')}").text
    assert "Back by spring." not in whole
    assert "Back in their own school" not in whole
    assert hughes.get(f"/way/section/{section_of('maya', GOAL)}").status_code == 404
    assert hughes.get(f"/way/section/{section_of('jakub', ARRIVAL)}").status_code == 404
    for path in (f"/way/plan/{way_of('maya')}/history", f"/way/section/{section_of('maya', ARRIVAL)}/history"):
        assert hughes.get(path).status_code == 404


def test_sam_releases_a_section_and_takes_it_back(signed_in_as: SignedInAs) -> None:
    section = section_of("maya", ARRIVAL)
    path = f"/way/section/{section}/edit"
    signed_in_as("okoro").sends(path, agreed="The side door.", is_for_school="y")
    assert signed_in_as("hughes").get(f"/way/section/{section}").status_code == 200
    assert signed_in_as("okoro").sends(path, agreed="The side door.", is_for_school="").status_code == 302
    assert signed_in_as("hughes").get(f"/way/section/{section}").status_code == 404
    assert signed_in_as("hughes").get(f"/way/{cast.pupil('maya')}").status_code == 404


def test_hughes_reads_nobodys_words_that_were_not_for_him(signed_in_as: SignedInAs) -> None:
    section = agreed("maya", ARRIVAL, "The side door.", is_for_school=True)
    say(signed_in_as, "maya", section, "I am scared of the hall.", "leila")
    say(signed_in_as, "leila", section, "Please no bell.", "hughes")
    page = signed_in_as("hughes").reads(f"/way/section/{section}").text
    assert "scared of the hall" not in page
    assert "Please no bell." in page


def test_what_hughes_says_is_read_by_maya_and_by_her_one_home(signed_in_as: SignedInAs, look: Look) -> None:
    section = agreed("maya", ARRIVAL, "The side door.", is_for_school=True)
    page = signed_in_as("hughes").reads(f"/way/section/{section}/say").text
    assert "Maya and home read it too." in page
    assert "Leila" not in page
    say(signed_in_as, "hughes", section, "I wait at the side door.")
    assert [one.voice for one in look(sa.select(Contribution))] == [Voice.SCHOOL]
    for who in ("maya", "leila", "okoro"):
        assert "I wait at the side door." in signed_in_as(who).reads(f"/way/section/{section}").text


def test_where_carers_live_apart_none_of_them_reads_the_school(signed_in_as: SignedInAs) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        of = sa.select(Placement).where(Placement.id == cast.placement("rohan"))
        session.scalars(of).one().link_teacher_id = cast.person("hughes")
    section = agreed("rohan", ARRIVAL, "At the office.", is_for_school=True)
    say(signed_in_as, "hughes", section, "He cried on Monday.", "priya", "arjun")
    assert "He cried on Monday." in signed_in_as("rohan").reads(f"/way/section/{section}").text
    for who in ("priya", "arjun"):
        assert "He cried on Monday." not in signed_in_as(who).reads(f"/way/section/{section}").text


def test_hughes_may_not_say_anything_to_what_was_not_released(signed_in_as: SignedInAs) -> None:
    agreed("maya", ARRIVAL, "The side door.", is_for_school=True)
    assert signed_in_as("hughes").get(f"/way/section/{section_of('maya', GOAL)}/say").status_code == 404


def test_amara_reads_tylers_plan(signed_in_as: SignedInAs) -> None:
    agreed("tyler", GOAL, "College in September.")
    assert "College in September." in signed_in_as("amara").reads(f"/way/{cast.pupil('tyler')}").text
    assert signed_in_as("amara").get("/way/").headers["Location"].endswith(f"/way/{cast.pupil('tyler')}")
