"""Writing what is agreed: under a version, with a revision, and what lifts an answer."""

import json
from datetime import date

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import (
    Agreement,
    PlanReview,
    ReviewWhy,
    Revision,
    SectionKind,
    WayBack,
    WayKind,
    WayPerson,
    WaySection,
)
from portal.returning.agreed import agreed_words, hashes_of
from tests import cast
from tests.factories.ways import answered, section_of, way_of
from tests.support.portal import Look, SignedInAs

HELPS = SectionKind.HELPS


def test_sam_writes_what_is_agreed_and_the_family_reads_it(signed_in_as: SignedInAs) -> None:
    section = section_of("maya", HELPS)
    sent = signed_in_as("okoro").sends(f"/way/section/{section}/edit", agreed="Maya can go to the small room.")
    assert sent.status_code == 302
    for who in ("maya", "leila"):
        assert "Maya can go to the small room." in signed_in_as(who).reads(f"/way/section/{section}").text


@pytest.mark.parametrize("who", ["leila", "maya", "hughes", "amara"])
def test_only_staff_write_it(signed_in_as: SignedInAs, who: str) -> None:
    assert signed_in_as(who).get(f"/way/section/{section_of('maya', HELPS)}/edit").status_code == 403


def test_of_two_who_save_both_texts_are_kept(signed_in_as: SignedInAs, look: Look) -> None:
    path = f"/way/section/{section_of('maya', HELPS)}/edit"
    opened = signed_in_as("okoro").form(path).hidden_values()
    assert (
        signed_in_as("patel").sends(path, agreed="Nisha wrote this.", about_the_rest="We ask again.").status_code == 302
    )
    okoro = signed_in_as("okoro")
    fresh = {**okoro.form(path).hidden_values(), "version": opened["version"]}
    clash = okoro.post(path, data={**fresh, "agreed": "Sam wrote this.", "about_the_rest": ""})
    assert clash.status_code == 409
    assert "Nisha wrote this." in clash.text
    assert "Sam wrote this." in clash.text
    assert ">\nWe ask again.</textarea>" in clash.text
    assert [one.agreed for one in look(sa.select(WaySection).where(WaySection.agreed != ""))] == ["Nisha wrote this."]


def test_a_save_that_changes_nothing_is_no_revision(signed_in_as: SignedInAs, look: Look) -> None:
    path = f"/way/section/{section_of('maya', HELPS)}/edit"
    for _time in range(2):
        signed_in_as("okoro").sends(path, agreed="The same.")
    assert [one.version for one in look(sa.select(Revision).order_by(Revision.version))] == [1, 2]


def test_an_edit_lifts_the_answers_to_what_changed_and_no_others(signed_in_as: SignedInAs, look: Look) -> None:
    way_id = way_of("maya")
    with db.work(SYSTEM, reason="a test"):
        now = hashes_of(agreed_words(way_id))
    answered("leila", "maya", hashes=json.dumps(now))
    answered("maya", "maya", hashes=json.dumps({"goal": now["goal"]}))
    signed_in_as("okoro").sends(f"/way/section/{section_of('maya', HELPS)}/edit", agreed="New words.")
    assert {one.person_id: one.lifted for one in look(sa.select(Agreement))} == {
        cast.person("leila"): "helps",
        cast.person("maya"): "",
    }


def test_an_end_before_the_start_is_said_in_a_sentence(signed_in_as: SignedInAs, look: Look) -> None:
    path = f"/way/plan/{way_of('maya')}/edit"
    typed = {"goal_on-day": "1", "goal_on-month": "8", "goal_on-year": "2026", "destination": "own_school"}
    answer = signed_in_as("okoro").sends(path, **typed)
    assert answer.status_code == 422
    assert "The plan begins on 1 September 2026." in answer.text
    assert 'value="8"' in answer.text
    assert signed_in_as("okoro").sends(path, **{**typed, "goal_on-year": "2027"}).status_code == 302
    assert date(2027, 8, 1) in [one.goal_on for one in look(sa.select(WayBack))]
    assert "We hope for 1 August 2027." in signed_in_as("leila").reads(f"/way/{cast.pupil('maya')}").text


def test_a_way_back_does_not_lead_to_work(signed_in_as: SignedInAs) -> None:
    assert signed_in_as("okoro").sends(f"/way/plan/{way_of('maya')}/edit", destination="work").status_code == 422


def test_two_who_each_name_somebody_lose_nobody(signed_in_as: SignedInAs, look: Look) -> None:
    section = section_of("maya", SectionKind.PEOPLE)
    path = f"/way/section/{section}/people"
    sam = {"role": "our_link", "person": str(cast.person("okoro")), "words": "At the gate at 9."}
    forms = [signed_in_as(who).form(path).hidden_values() for who in ("okoro", "patel")]
    assert forms[0]["client_id"] != forms[1]["client_id"]
    assert signed_in_as("okoro").sends(path, **sam).status_code == 302
    assert signed_in_as("patel").sends(path, role="key_adult", name="Mrs Shah").status_code == 302
    page = signed_in_as("leila").reads(f"/way/section/{section}").text
    for words in ("Sam", "At the gate at 9.", "Mrs Shah"):
        assert words in page
    (line,) = look(sa.select(WayPerson).where(WayPerson.name == "Mrs Shah"))
    assert signed_in_as("okoro").sends(path, to=f"/way/people/{line.id}/out").status_code == 302
    assert "Mrs Shah" not in signed_in_as("leila").reads(f"/way/section/{section}").text
    assert "Mrs Shah" in signed_in_as("leila").reads(f"/way/section/{section}/history").text


def test_a_short_break_begins_with_the_sixth_school_day(signed_in_as: SignedInAs, look: Look) -> None:
    path = f"/way/{cast.pupil('maya')}/break"
    away = {"away_on-day": "23", "away_on-month": "11", "away_on-year": "2026"}
    for _time in range(2):
        assert signed_in_as("okoro").sends(path, **away).status_code == 302
    (found,) = look(sa.select(WayBack).where(WayBack.kind == WayKind.SHORT_BREAK))
    assert found.begun_on == date(2026, 11, 30)
    kinds = {one.kind for one in look(sa.select(WaySection).where(WaySection.way_id == found.id))}
    assert kinds == {"about_me", "helps", "people", "arrival", "wobble"}
    assert [(one.why, one.on) for one in look(sa.select(PlanReview))] == [(ReviewWhy.SETBACK, date(2026, 12, 1))]
    leila = signed_in_as("leila")
    assert "A short break for Maya" in leila.reads(f"/way/{cast.pupil('maya')}").text
    assert "A short break for Maya" in leila.reads(f"/way/plan/{found.id}").one("h1").text
    assert "The way back for Maya" in leila.reads(f"/way/{cast.pupil('maya')}").one("h1").text


def test_a_short_break_that_ends_before_it_begins_is_asked_about(signed_in_as: SignedInAs, look: Look) -> None:
    away = {"away_on-day": "23", "away_on-month": "11", "away_on-year": "2026"}
    signed_in_as("okoro").sends(f"/way/{cast.pupil('maya')}/break", **away)
    (found,) = look(sa.select(WayBack).where(WayBack.kind == WayKind.SHORT_BREAK))
    ended = {"ended_on-day": "2", "ended_on-month": "11", "ended_on-year": "2026", "destination": "own_school"}
    assert signed_in_as("okoro").sends(f"/way/plan/{found.id}/edit", **ended).status_code == 422
