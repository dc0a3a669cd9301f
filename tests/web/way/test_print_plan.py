"""The whole plan on paper: easy to read, and nothing on it that another hand must not find."""

from datetime import date

import pytest

from portal.database import SYSTEM, db
from portal.models import AgreeAnswer, Person, SectionKind, WaySection
from tests import cast
from tests.factories.plans import put_review
from tests.factories.steps import a_step
from tests.factories.ways import agreed, answered, section_of, way_of
from tests.support.portal import SignedInAs
from tests.web.home.test_statements import statements
from tests.web.way.test_risks import LINE
from tests.web.way.test_section import say

HELPS, RISK, STAFF_ONLY = SectionKind.HELPS, SectionKind.RISK, SectionKind.RISK_STAFF


def paper(child: str) -> str:
    """The address of the plan on paper."""
    return f"/way/plan/{way_of(child)}/print"


def test_leila_carries_the_whole_plan_home(signed_in_as: SignedInAs) -> None:
    agreed("maya", HELPS, "A quiet room.")
    a_step("maya")
    put_review("maya", date(2026, 12, 3))
    people = {"role": "key_adult", "person": "", "name": "Mr Hughes", "words": "At the side door."}
    signed_in_as("okoro").sends(f"/way/section/{section_of('maya', SectionKind.PEOPLE)}/people", **people)
    signed_in_as("okoro").sends(f"/way/section/{section_of('maya', RISK)}/risk", **LINE)
    page = signed_in_as("leila").reads(paper("maya"))
    assert "letter" in page.one("body").attrs["class"]
    words = page.one("main").text
    for said in ("The way back for Maya", "A quiet room.", "Say hello at the gate", "Thursday 3 December", "Mill Lane"):
        assert said in words
    for said in ("Mr Hughes", "At the side door.", "Sam walks beside her to the bus.", "Ask Sam", "01632 960 100"):
        assert said in words
    # A picture beside each part.
    for part in page.all("section", where=lambda node: "easy" in node.attrs["class"]):
        assert part.all("img")


def test_the_plan_leads_to_its_sheets(signed_in_as: SignedInAs) -> None:
    sheets = [paper("maya"), f"/way/{cast.pupil('maya')}/profile", f"/way/{cast.pupil('maya')}/words"]
    for who in ("maya", "leila", "okoro"):
        links = [link.attrs["href"] for link in signed_in_as(who).reads(f"/way/{cast.pupil('maya')}").all("a")]
        assert [sheet for sheet in sheets if sheet in links] == sheets


def test_what_is_for_staff_only_is_on_nobodys_paper(signed_in_as: SignedInAs) -> None:
    section = section_of("maya", STAFF_ONLY)
    secret = {**LINE, "what_we_do": "Two adults at the gate."}
    assert signed_in_as("okoro").sends(f"/way/section/{section}/risk", **secret).status_code == 302
    signed_in_as("okoro").sends(f"/way/section/{section}/edit", agreed="Staff agreed this.", about_the_rest="Not yet.")
    for who in ("maya", "leila", "okoro", "byrne", "rees", "patel"):
        words = signed_in_as(who).reads(paper("maya")).text
        for said in ("Two adults at the gate.", "Staff agreed this.", "staff only", "Not yet."):
            assert said not in words.replace("for staff only is not on it", "")


def test_the_words_of_another_carer_are_on_nobodys_paper(signed_in_as: SignedInAs) -> None:
    section = section_of("rohan", SectionKind.HOME)
    say(signed_in_as, "priya", section, "He sleeps badly at his father's.", "rohan", card="health")
    say(signed_in_as, "arjun", section, "We ride bikes.", "rohan", card="joy")
    found = {who: signed_in_as(who).reads(paper("rohan")).text for who in ("priya", "arjun", "rohan", "lewis", "byrne")}
    assert [who for who, words in found.items() if "sleeps badly" in words] == ["priya"]
    assert [who for who, words in found.items() if "We ride bikes." in words] == ["arjun"]
    assert [who for who, words in found.items() if "Arjun" in words] == []


def test_what_rohan_told_one_parent_is_on_no_paper_of_staff(signed_in_as: SignedInAs) -> None:
    section = section_of("rohan", HELPS)
    say(signed_in_as, "rohan", section, "I miss mum on Fridays.", "priya")
    say(signed_in_as, "rohan", section_of("rohan", SectionKind.GOAL), "I want my friends.", "priya", "arjun")
    say(signed_in_as, "rohan", section_of("rohan", SectionKind.SCHOOL), "For Hana alone.")
    words = {who: signed_in_as(who).reads(paper("rohan")).text for who in ("rohan", "priya", "arjun", "lewis")}
    assert [who for who in words if "I miss mum on Fridays." in words[who]] == ["rohan", "priya"]
    assert [who for who in words if "I want my friends." in words[who]] == ["rohan", "priya", "arjun", "lewis"]
    assert [who for who in words if "For Hana alone." in words[who]] == ["rohan"]


def test_not_everybody_agrees_and_no_paper_says_who(signed_in_as: SignedInAs) -> None:
    section = agreed("rohan", SectionKind.ARRIVAL, "Ten on Mondays.")
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(WaySection, section).about_the_rest = "Hana looks at it again."
    answered("arjun", "rohan", AgreeAnswer.NO, about="arrival")
    for who in ("rohan", "priya", "arjun", "lewis"):
        words = signed_in_as(who).reads(paper("rohan")).one("main").text
        assert "Not everybody agrees yet." in words
        assert "Hana looks at it again." in words
        assert "Arjun" not in words
    answers = {who: signed_in_as(who).reads(paper("rohan")) for who in ("priya", "arjun", "lewis")}
    ticks = {who: len(page.all("span", where=_is_tick)) for who, page in answers.items()}
    assert ticks == {"priya": 4, "arjun": 0, "lewis": 4}


def _is_tick(node: object) -> bool:
    return "letter__tick" in getattr(node, "attrs", {}).get("class", "")


def test_hughes_prints_what_was_released_and_no_more(signed_in_as: SignedInAs) -> None:
    agreed("maya", SectionKind.ARRIVAL, "Maya comes in by the side door.", is_for_school=True)
    agreed("maya", SectionKind.GOAL, "Back by spring.")
    a_step("maya")
    put_review("maya", date(2026, 12, 3))
    say(signed_in_as, "maya", section_of("maya", SectionKind.ARRIVAL), "I am scared of the hall.", "leila")
    words = signed_in_as("hughes").reads(paper("maya")).one("main").text
    assert "Maya comes in by the side door." in words
    for said in ("Back by spring.", "Say hello", "December", "scared", "own school", "agree?"):
        assert said not in words
    links = [link.attrs["href"] for link in signed_in_as("hughes").reads(f"/way/{cast.pupil('maya')}").all("a")]
    assert paper("maya") in links
    assert f"/way/{cast.pupil('maya')}/words" not in links


@pytest.mark.parametrize("who", ["dan", "grace", "priya", "tomasz", "lewis", "quinn", "hughes", "amara", "joanna"])
def test_a_sheet_of_somebody_elses_child_is_not_there(signed_in_as: SignedInAs, who: str) -> None:
    browser, maya = signed_in_as(who), cast.pupil("maya")
    for path in (paper("maya"), f"/way/{maya}/profile", f"/way/{maya}/words"):
        assert browser.get(path).status_code in (403, 404)


def test_a_sheet_asks_the_same_for_few_words_and_for_many(signed_in_as: SignedInAs) -> None:
    paths = [paper("maya"), f"/way/{cast.pupil('maya')}/profile", f"/way/{cast.pupil('maya')}/words"]
    section = section_of("maya", HELPS)
    say(signed_in_as, "maya", section, "One.", "leila")
    say(signed_in_as, "leila", section, "One, too.")
    a_step("maya")
    a_step("maya", "The next one")
    for who in ("maya", "leila", "okoro"):
        browser = signed_in_as(who)
        for path in paths:
            browser.get(path)
    few = {who: [statements(signed_in_as(who), path) for path in paths] for who in ("maya", "leila", "okoro")}
    for number in range(12):
        a_step("maya", f"Step {number}")
        kind = list(SectionKind)[number % 6]
        say(signed_in_as, "maya", section_of("maya", kind), f"Words {number}.", "leila", card="")
    assert {who: [statements(signed_in_as(who), path) for path in paths] for who in few} == few
    assert max(max(counts) for counts in few.values()) <= 32


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_a_sheet_is_read_in_the_language_of_the_family(signed_in_as: SignedInAs, language: str) -> None:
    agreed("maya", HELPS, "A quiet room.")
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, cast.person("leila")).language = language
    leila = signed_in_as("leila")
    for path in (paper("maya"), f"/way/{cast.pupil('maya')}/profile", f"/way/{cast.pupil('maya')}/words"):
        page = leila.reads(path)
        assert page.one("html").attrs["dir"] == ("rtl" if language == "ar" else "ltr")
        assert "Printed on" not in page.text
