"""A young person's own words on paper: all of theirs for them, what they share for a carer, no other voice at all."""

import pytest
import sqlalchemy as sa

from portal.models import AuditEntry, ChoiceKind, HowSaid, Readiness, SectionKind
from tests import cast
from tests.factories.steps import a_step, offered, said
from tests.factories.ways import section_of, way_of
from tests.support.portal import Look, SignedInAs
from tests.web.way.test_print_profile import about
from tests.web.way.test_section import say

HELPS, GOAL = SectionKind.HELPS, SectionKind.GOAL


def sheet(child: str) -> str:
    """The address of the sheet."""
    return f"/way/{cast.pupil(child)}/words"


def test_maya_carries_her_words_with_day_and_who_helped(signed_in_as: SignedInAs) -> None:
    section = section_of("maya", HELPS)
    readers = str(cast.person("leila"))
    path = f"/way/section/{section}/say"
    signed_in_as("maya").sends(path, taps=["music"], words="My hood.", how_said="read_to_me", readers=readers)
    signed_in_as("okoro").sends(f"/way/section/{section_of('maya', GOAL)}/say", words="The art room.", whose="young")
    about(signed_in_as, "maya", "maya", "talk", "I draw it.", "leila")
    page = signed_in_as("maya").reads(sheet("maya"))
    words = page.one("main").text
    for expected in (
        "Music",
        "My hood.",
        "A grown-up read it to me",
        "24 November 2026",
        "The art room.",
        "I draw it.",
    ):
        assert expected in words
    assert "Written down by Sam" in words
    assert [image for image in page.all("img") if "guitar" in image.attrs["src"]]


def test_her_choices_and_her_ladder_are_on_it(signed_in_as: SignedInAs) -> None:
    first, second = a_step("maya", "The gate"), a_step("maya", "The hall")
    said("maya", first, Readiness.STAY, how_said=HowSaid.READ_TO_ME)
    offer = offered("maya", first, ChoiceKind.START_TIME, "10:30")
    maya = signed_in_as("maya")
    maya.sends(f"/steps/one/{first}/choose/start_time", answer=str(offer))
    maya.sends(f"/steps/{cast.pupil('maya')}/order", order=f"{second} {first}")
    for who in ("maya", "leila", "okoro"):
        words = signed_in_as(who).reads(sheet("maya")).one("main").text
        assert "Stay here for now" in words
        assert "A grown-up read it to me" in words
        assert "Chosen start: 10:30" in words
        assert "1. The hall 2. The gate" in words


def test_a_carer_reads_only_what_maya_shares_with_her(signed_in_as: SignedInAs) -> None:
    say(signed_in_as, "maya", section_of("maya", GOAL), "Art with my class.", "leila")
    say(signed_in_as, "maya", section_of("maya", HELPS), "Mum is sad.")
    words = signed_in_as("leila").reads(sheet("maya")).text
    assert "Art with my class." in words
    assert "Mum is sad." not in words


def test_maya_may_leave_out_what_was_for_the_team_alone(signed_in_as: SignedInAs) -> None:
    say(signed_in_as, "maya", section_of("maya", GOAL), "Art with my class.", "leila")
    say(signed_in_as, "maya", section_of("maya", HELPS), "Mum is sad.")
    maya = signed_in_as("maya")
    assert "Mum is sad." in maya.reads(sheet("maya")).text
    shared = maya.reads(f"{sheet('maya')}?words=shared").text
    assert "Art with my class." in shared
    assert "Mum is sad." not in shared


def test_staff_carry_what_everybody_at_home_reads(signed_in_as: SignedInAs) -> None:
    say(signed_in_as, "rohan", section_of("rohan", GOAL), "I want my friends.", "priya", "arjun")
    say(signed_in_as, "rohan", section_of("rohan", HELPS), "I miss mum on Fridays.", "priya")
    for who in ("lewis", "byrne", "khan"):
        words = signed_in_as(who).reads(sheet("rohan")).text
        assert "I want my friends." in words
        assert "I miss mum on Fridays." not in words
        assert "Some words are not on this paper." in words
    # The coordinator reads no words that were not for her, on paper as on the screen.
    assert "I want my friends." not in signed_in_as("patel").reads(sheet("rohan")).text


def test_staff_do_not_carry_what_tyler_told_them_alone(signed_in_as: SignedInAs) -> None:
    """Nobody at home reads his plan, so there is nobody whose reading could allow it."""
    say(signed_in_as, "tyler", section_of("tyler", GOAL), "Grace is too strict.")
    say(signed_in_as, "tyler", section_of("tyler", HELPS), "I want to be a chef.", "amara")
    words = signed_in_as("lewis").reads(sheet("tyler")).text
    assert "Grace is too strict." not in words
    assert "I want to be a chef." in words


def test_nobody_elses_words_are_on_it(signed_in_as: SignedInAs) -> None:
    section = section_of("maya", HELPS)
    say(signed_in_as, "leila", section, "Her music.", "maya")
    say(signed_in_as, "okoro", section, "The small room.", "maya", "leila")
    about(signed_in_as, "leila", "maya", "likes", "She is honest.", "maya")
    for who in ("maya", "leila", "okoro"):
        words = signed_in_as(who).reads(sheet("maya")).text
        for expected in ("Her music.", "The small room.", "She is honest."):
            assert expected not in words


@pytest.mark.parametrize("who", ["leila", "okoro", "dan", "hughes", "jakub"])
def test_what_zofia_says_is_not_mixed_up_with_another_childs(signed_in_as: SignedInAs, who: str) -> None:
    say(signed_in_as, "zofia", section_of("zofia", HELPS), "The snail book.", "tomasz")
    answer = signed_in_as(who).get(sheet("zofia"))
    assert answer.status_code == (200 if who == "okoro" else 404)
    assert "The snail book." not in signed_in_as("tomasz").reads(sheet("jakub")).text
    assert "The snail book." in signed_in_as("tomasz").reads(sheet("zofia")).text


def test_hughes_has_no_such_sheet(signed_in_as: SignedInAs) -> None:
    section = section_of("maya", HELPS)
    signed_in_as("okoro").sends(f"/way/section/{section}/edit", agreed="A quiet room.", is_for_school="y")
    assert signed_in_as("hughes").get(f"/way/section/{section}").status_code == 200
    assert signed_in_as("hughes").get(sheet("maya")).status_code == 404


def test_amara_prints_what_tyler_shares_with_her(signed_in_as: SignedInAs) -> None:
    say(signed_in_as, "tyler", section_of("tyler", GOAL), "I want to be a chef.", "amara")
    say(signed_in_as, "tyler", section_of("tyler", HELPS), "Not for the council.")
    words = signed_in_as("amara").reads(sheet("tyler")).text
    assert "I want to be a chef." in words
    assert "Not for the council." not in words
    assert signed_in_as("grace").get(sheet("tyler")).status_code == 404


def test_each_printing_stands_in_the_record(signed_in_as: SignedInAs, look: Look) -> None:
    browser = signed_in_as("leila")
    for path in (f"/way/plan/{way_of('maya')}/print", f"/way/{cast.pupil('maya')}/profile", sheet("maya")):
        browser.reads(path)
    names = [entry.event for entry in look(sa.select(AuditEntry).where(AuditEntry.event.like("way.%")))]
    assert sorted(names) == ["way.print.shown", "way.profile_print.shown", "way.words_print.shown"]
