"""Keeping safe: what everybody of the plan reads, and what staff keep among themselves."""

import pytest
import sqlalchemy as sa

from portal.models import Revision, SectionKind, WayRisk, WaySection
from tests import cast
from tests.factories.ways import section_of, way_of
from tests.support.narrowed import As
from tests.support.portal import Look, SignedInAs

LINE = {
    "hazard": "journey",
    "likelihood": "sometimes",
    "what_we_do": "Sam walks beside her to the bus.",
    "who_knows": "Sam and Leila",
    "review_on-day": "8",
    "review_on-month": "12",
    "review_on-year": "2026",
}


def test_the_family_reads_the_shared_lines(signed_in_as: SignedInAs) -> None:
    section = section_of("maya", SectionKind.RISK)
    assert signed_in_as("okoro").sends(f"/way/section/{section}/risk", **LINE).status_code == 302
    for who in ("maya", "leila"):
        page = signed_in_as(who).reads(f"/way/section/{section}").text
        assert "Sam walks beside her to the bus." in page
        assert "We look at it again on 8 December 2026." in page


def test_what_is_for_staff_only_no_family_ever_reads(signed_in_as: SignedInAs, look: Look) -> None:
    staff_only, shared = section_of("maya", SectionKind.RISK_STAFF), section_of("maya", SectionKind.RISK)
    secret = {**LINE, "what_we_do": "Two adults at the gate."}
    assert signed_in_as("okoro").sends(f"/way/section/{staff_only}/risk", **secret).status_code == 302
    signed_in_as("okoro").sends(f"/way/section/{staff_only}/edit", agreed="Staff agreed this.")
    (risk,) = look(sa.select(WayRisk))
    assert risk.is_staff_only
    for who in ("maya", "leila"):
        browser = signed_in_as(who)
        for path in (f"/way/section/{shared}", f"/way/section/{shared}/history", f"/way/plan/{way_of('maya')}/history"):
            page = browser.reads(path).text
            assert "Two adults at the gate." not in page
            assert "Staff agreed this." not in page
        assert browser.get(f"/way/section/{staff_only}").status_code == 404
    for who in ("okoro", "byrne", "patel"):
        assert "Two adults at the gate." in signed_in_as(who).reads(f"/way/section/{staff_only}").text


def test_a_risk_has_a_day_on_which_it_is_looked_at(signed_in_as: SignedInAs, look: Look) -> None:
    path = f"/way/section/{section_of('maya', SectionKind.RISK)}/risk"
    without = {name: value for name, value in LINE.items() if not name.startswith("review_on")}
    answer = signed_in_as("okoro").sends(path, **without)
    assert answer.status_code == 422
    assert "Sam walks beside her to the bus." in answer.text
    assert look(sa.select(WayRisk)) == []


def test_two_who_change_a_line_lose_nothing(signed_in_as: SignedInAs, look: Look) -> None:
    signed_in_as("okoro").sends(f"/way/section/{section_of('maya', SectionKind.RISK)}/risk", **LINE)
    (risk,) = look(sa.select(WayRisk))
    path = f"/way/risk/{risk.id}/edit"
    opened = signed_in_as("okoro").form(path).hidden_values()["version"]
    assert signed_in_as("patel").sends(path, **{**LINE, "what_we_do": "Ring home first."}).status_code == 302
    clash = signed_in_as("okoro").sends(path, **{**LINE, "what_we_do": "Take the taxi.", "version": opened})
    assert clash.status_code == 409
    assert "Ring home first." in clash.text
    assert "Take the taxi." in clash.text


def test_a_line_that_is_over_is_taken_out(signed_in_as: SignedInAs, look: Look) -> None:
    section = section_of("maya", SectionKind.RISK)
    signed_in_as("okoro").sends(f"/way/section/{section}/risk", **LINE)
    (risk,) = look(sa.select(WayRisk))
    assert signed_in_as("okoro").sends(f"/way/risk/{risk.id}/edit", **LINE, is_over="y").status_code == 302
    assert "Sam walks" not in signed_in_as("leila").reads(f"/way/section/{section}").text


@pytest.mark.parametrize("kind", [SectionKind.GOAL, SectionKind.PEOPLE])
def test_only_the_parts_about_keeping_safe_have_such_lines(signed_in_as: SignedInAs, kind: SectionKind) -> None:
    assert signed_in_as("okoro").get(f"/way/section/{section_of('maya', kind)}/risk").status_code == 404


def test_what_is_for_staff_only_is_never_released(signed_in_as: SignedInAs, look: Look) -> None:
    staff_only = section_of("maya", SectionKind.RISK_STAFF)
    signed_in_as("okoro").sends(f"/way/section/{staff_only}/edit", agreed="Ours.", is_for_school="y")
    (section,) = look(sa.select(WaySection).where(WaySection.id == staff_only))
    assert not section.is_for_school
    assert signed_in_as("hughes").get(f"/way/section/{staff_only}").status_code == 404
    assert signed_in_as("hughes").get(f"/way/{cast.pupil('maya')}").status_code == 404


def test_no_statement_under_a_familys_page_finds_what_is_for_staff_only(signed_in_as: SignedInAs, seen_by: As) -> None:
    for kind in (SectionKind.RISK, SectionKind.RISK_STAFF):
        signed_in_as("okoro").sends(f"/way/section/{section_of('maya', kind)}/risk", **LINE)
    for who, risks in {"maya": 1, "leila": 1, "okoro": 2, "dan": 0, "hughes": 0}.items():
        with seen_by(who) as session:
            assert len(session.scalars(sa.select(WayRisk)).all()) == risks
            assert len(session.scalars(sa.select(Revision)).all()) == risks
