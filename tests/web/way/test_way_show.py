"""The plan: what it is, where it leads, the day hoped for, and what is agreed in each part."""

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import AgreeAnswer, SectionKind, WaySection
from tests import cast
from tests.factories.ways import agreed, answered, section_of, way_of
from tests.support.portal import SignedInAs

MAYA = f"/way/{cast.pupil('maya')}"


@pytest.mark.parametrize(
    ("who", "child", "title"),
    [
        ("leila", "maya", "The way back for Maya"),
        ("maya", "maya", "My way back"),
        ("zofia", "zofia", "My next place"),
        ("priya", "rohan", "Rohan stays in school"),
        ("amara", "tyler", "The next place for Tyler"),
    ],
)
def test_the_plan_is_there_from_the_first_day(signed_in_as: SignedInAs, who: str, child: str, title: str) -> None:
    page = signed_in_as(who).reads(f"/way/{cast.pupil(child)}")
    assert title in page.one("h1").text
    assert "The day is not set yet." in page.text


def test_leila_reads_what_is_agreed_in_one_line(signed_in_as: SignedInAs) -> None:
    agreed("maya", SectionKind.HELPS, "A quiet room.\nAnd a second line.")
    page = signed_in_as("leila").reads(MAYA)
    assert "A quiet room." in page.text
    assert "And a second line." not in page.text


def test_not_everybody_agrees_and_nobody_is_named(signed_in_as: SignedInAs) -> None:
    answered("priya", "rohan", AgreeAnswer.NO, about="goal")
    page = signed_in_as("arjun").reads(f"/way/{cast.pupil('rohan')}")
    assert page.text.count("not everybody agrees yet") == 1
    assert "Priya" not in page.text


@pytest.mark.parametrize("who", ["dan", "grace", "priya", "tomasz", "lewis", "quinn", "hughes", "amara", "joanna"])
def test_a_plan_of_somebody_elses_child_is_not_there(signed_in_as: SignedInAs, who: str) -> None:
    browser = signed_in_as(who)
    for path in (MAYA, f"/way/plan/{way_of('maya')}", f"/way/section/{section_of('maya', SectionKind.GOAL)}"):
        assert browser.get(path).status_code in (403, 404)


def test_graces_foster_child_has_a_plan_that_is_not_hers(signed_in_as: SignedInAs) -> None:
    assert signed_in_as("grace").get(f"/way/{cast.pupil('tyler')}").status_code == 404


def test_no_family_and_no_social_worker_finds_the_part_of_staff(signed_in_as: SignedInAs) -> None:
    for child, people in {"maya": ("maya", "leila"), "tyler": ("tyler", "amara"), "rohan": ("priya",)}.items():
        staff_only = section_of(child, SectionKind.RISK_STAFF)
        for who in people:
            browser = signed_in_as(who)
            assert "staff only" not in browser.reads(f"/way/{cast.pupil(child)}").text
            for path in ("", "/history", "/say", "/draw", "/speak"):
                assert browser.get(f"/way/section/{staff_only}{path}").status_code == 404
    assert "staff only" in signed_in_as("okoro").reads(MAYA).text


def test_every_section_has_a_page_with_one_question(signed_in_as: SignedInAs) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        ids = list(session.scalars(sa.select(WaySection.id).where(WaySection.way_id == way_of("maya"))))
    okoro, leila, maya = signed_in_as("okoro"), signed_in_as("leila"), signed_in_as("maya")
    opened = 0
    for section_id in ids:
        assert okoro.reads(f"/way/section/{section_id}").one("h1").text
        opened += leila.get(f"/way/section/{section_id}").status_code == 200
        opened += maya.get(f"/way/section/{section_id}").status_code == 200
    assert (len(ids), opened) == (12, 22)
