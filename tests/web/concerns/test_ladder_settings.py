"""Who is told, and when: entered on a page, kept in the record, and never so that a rung becomes empty."""

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.models import (
    AlertStep,
    AuditEntry,
    Level,
    MonitoredTime,
    Setting,
    Site,
    WhoIsTold,
)
from portal.safeguarding.ladder import USUAL, Step
from tests import cast
from tests.factories.concerns import is_away, stands_on
from tests.support.portal import Look, SignedInAs
from tests.web.concerns.races import two_at_once

PAGES = ("", "/add", "/take-off", "/hours", "/duty", "/in-charge", "/above-head")
LEADERS = ("byrne", "khan", "rees")


def key(level: Level, minutes: int, who: WhoIsTold, slug: str = "") -> str:
    """How the form names a step."""
    return f"{level} {minutes} {who} {cast.person(slug) if slug else None}"


@pytest.mark.parametrize("slug", sorted(cast.SLUGS))
def test_only_those_who_lead_open_these_pages(signed_in_as: SignedInAs, slug: str) -> None:
    browser = signed_in_as(slug)
    expected = {200} if slug in LEADERS else {403}
    assert {browser.get(f"/concerns/ladder{page}").status_code for page in PAGES} == expected


def test_the_usual_ones_stand_there_until_a_setting_has_its_own(signed_in_as: SignedInAs) -> None:
    words = signed_in_as("byrne").reads("/concerns/ladder").one("main").text
    for part in ("The usual ones.", "After 5 minutes", "The head", "No times are entered.", "Nobody is on duty then."):
        assert part in words


def test_the_first_change_keeps_the_usual_steps(signed_in_as: SignedInAs, look: Look) -> None:
    browser = signed_in_as("byrne")
    for _twice in range(2):
        answer = browser.sends("/concerns/ladder/add", level="now", minutes="5", who=str(cast.person("khan")))
        assert answer.status_code == 303
    rows = look(sa.select(AlertStep))
    expected = {*USUAL[Level.NOW], Step(5, WhoIsTold.PERSON, cast.person("khan"))}
    assert {Step(row.after_minutes, row.who, row.person_id) for row in rows} == expected
    assert len(rows) == len(expected)
    assert {row.level for row in rows} == {Level.NOW}
    assert "Amir Khan" in browser.reads("/concerns/ladder").one("main").text


def test_the_last_one_of_a_rung_stays(signed_in_as: SignedInAs, look: Look) -> None:
    browser = signed_in_as("byrne")
    head = key(Level.NOW, 5, WhoIsTold.HEAD)
    answer = browser.sends("/concerns/ladder/take-off", step=head)
    assert answer.status_code == 422
    assert "Now: then it would go to nobody after 5 minutes. Put somebody else there first." in answer.text
    assert look(sa.select(AlertStep)) == []
    assert look(sa.select(AuditEntry).where(AuditEntry.event == "concerns.ladder.changed")) == []
    browser.sends("/concerns/ladder/add", level="now", minutes="5", who="deputies")
    assert browser.sends("/concerns/ladder/take-off", step=head).status_code == 303
    assert {row.who for row in look(sa.select(AlertStep)) if row.after_minutes == 5} == {WhoIsTold.DEPUTIES}


def test_the_one_who_stays_must_be_there(signed_in_as: SignedInAs, look: Look) -> None:
    """Somebody who is away, today or on a day that comes, holds no rung."""
    browser = signed_in_as("byrne")
    browser.sends("/concerns/ladder/add", level="now", minutes="5", who=str(cast.person("lewis")))
    is_away("lewis", "2026-12-10")
    answer = browser.sends("/concerns/ladder/take-off", step=key(Level.NOW, 5, WhoIsTold.HEAD))
    assert answer.status_code == 422
    assert WhoIsTold.HEAD in {row.who for row in look(sa.select(AlertStep)) if row.after_minutes == 5}


def test_nobody_is_named_who_could_not_open_it(signed_in_as: SignedInAs, look: Look) -> None:
    browser = signed_in_as("byrne")
    for slug in ("anna", "patel", "hughes", "quinn", "leila"):
        answer = browser.sends("/concerns/ladder/add", level="now", minutes="5", who=str(cast.person(slug)))
        assert answer.status_code == 422
    assert look(sa.select(AlertStep)) == []


@pytest.mark.parametrize("minutes", ["", "-1", "1.5", "soon", "99999", "\u0661", "1e3", "\x00"])
def test_minutes_are_a_whole_number(signed_in_as: SignedInAs, look: Look, minutes: str) -> None:
    answer = signed_in_as("byrne").sends("/concerns/ladder/add", level="now", minutes=minutes, who="head")
    assert answer.status_code == 422
    assert look(sa.select(AlertStep)) == []


def test_hours_may_have_several_stretches_a_day(signed_in_as: SignedInAs, look: Look) -> None:
    browser = signed_in_as("khan")
    answer = browser.sends("/concerns/ladder/hours", day_0="8:30-12:00, 13.00 - 16.00", day_4="9:00 to 12:00")
    assert answer.status_code == 303
    rows = {(row.weekday, f"{row.starts:%H:%M}", f"{row.ends:%H:%M}") for row in look(sa.select(MonitoredTime))}
    assert rows == {(0, "08:30", "12:00"), (0, "13:00", "16:00"), (4, "09:00", "12:00")}
    words = browser.reads("/concerns/ladder").one("main").text
    assert "Monday 08:30 to 12:00" in words
    assert "In holidays nobody watches." in words
    form = browser.form("/concerns/ladder/hours")
    assert "08:30-12:00, 13:00-16:00" in {field.attrs.get("value") for field in form.all("input")}


@pytest.mark.parametrize("words", ["all day", "16:00-8:00", "8:30-12:00, 11:00-13:00", "25:00-26:00", "8-16"])
def test_hours_that_are_none_are_refused(signed_in_as: SignedInAs, look: Look, words: str) -> None:
    answer = signed_in_as("byrne").sends("/concerns/ladder/hours", day_2=words)
    assert answer.status_code == 422
    assert words in answer.text
    assert look(sa.select(MonitoredTime)) == []


def test_who_is_on_duty_stands_there_and_empty_is_nobody(signed_in_as: SignedInAs, look: Look) -> None:
    browser = signed_in_as("rees")
    browser.sends("/concerns/ladder/duty", words="Ruth has the phone until 8.", phone="01632 960 109")
    assert "Ruth has the phone until 8." in browser.get("/concerns/ladder").text
    assert browser.sends("/concerns/ladder/duty", words="Ruth", phone="ring me").status_code == 422
    browser.sends("/concerns/ladder/duty", words="", phone="")
    [setting] = look(sa.select(Setting).where(Setting.id == cast.setting()))
    assert (setting.duty_words, setting.duty_phone) == ("", "")
    assert "Nobody is on duty then." in browser.get("/concerns/ladder").text


def test_who_is_in_charge_and_who_hears_of_the_head(signed_in_as: SignedInAs, look: Look) -> None:
    browser = signed_in_as("byrne")
    browser.sends("/concerns/ladder/in-charge", site=str(cast.site()), person=str(cast.person("khan")))
    browser.sends("/concerns/ladder/above-head", person=str(cast.person("byrne")))
    assert look(sa.select(Site.lead_id).where(Site.id == cast.site())) == [cast.person("khan")]
    assert look(sa.select(Setting.above_head_id).where(Setting.id == cast.setting())) == [cast.person("byrne")]
    assert browser.sends("/concerns/ladder/above-head", person=str(cast.person("rees"))).status_code == 422


def test_whoever_is_in_charge_is_not_taken_off_a_rung_of_their_own(signed_in_as: SignedInAs, look: Look) -> None:
    for site in look(sa.select(Site.id)):
        signed_in_as("byrne").sends("/concerns/ladder/in-charge", site=str(site), person=str(cast.person("khan")))
    stands_on(Level.TODAY, 0, WhoIsTold.SITE_LEAD)
    answer = signed_in_as("byrne").sends("/concerns/ladder/in-charge", site=str(cast.site()), person="")
    assert "Today: then it would go to nobody at once. Put somebody else there first." in answer.text
    assert look(sa.select(Site.lead_id).where(Site.id == cast.site())) == [cast.person("khan")]


def test_every_change_is_a_line_of_the_record(signed_in_as: SignedInAs, look: Look) -> None:
    browser = signed_in_as("byrne")
    browser.sends("/concerns/ladder/add", level="now", minutes="5", who="deputies")
    browser.sends("/concerns/ladder/take-off", step=key(Level.NOW, 5, WhoIsTold.DEPUTIES))
    browser.sends("/concerns/ladder/hours", day_0="8:30-16:00")
    browser.sends("/concerns/ladder/duty", words="Ruth", phone="")
    browser.sends("/concerns/ladder/in-charge", site=str(cast.site()), person=str(cast.person("khan")))
    browser.sends("/concerns/ladder/above-head", person=str(cast.person("byrne")))
    lines = look(sa.select(AuditEntry).where(AuditEntry.event == "concerns.ladder.changed"))
    assert len(lines) == 6
    assert {line.by_id for line in lines} == {cast.person("byrne")}


def test_another_setting_is_not_touched(signed_in_as: SignedInAs, look: Look) -> None:
    signed_in_as("byrne").sends("/concerns/ladder/add", level="now", minutes="5", who="deputies")
    assert {row.setting_id for row in look(sa.select(AlertStep))} == {cast.setting()}


@pytest.mark.parametrize("rounds", [10])
def test_two_people_at_once_empty_no_rung(app: Flask, rounds: int) -> None:
    assert two_at_once(rounds) == {"refused": rounds, "empty": 0}
