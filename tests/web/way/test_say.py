"""Saying something: by taps, in words, on home's cards; with who reads it first."""

import uuid

import pytest
import sqlalchemy as sa

from portal.models import Contribution, HowSaid, SectionKind, Voice
from tests import cast
from tests.factories.ways import section_of
from tests.support.portal import Look, SignedInAs


def test_maya_taps_what_helps_and_needs_no_words(signed_in_as: SignedInAs, look: Look) -> None:
    path = f"/way/section/{section_of('maya', SectionKind.HELPS)}/say"
    assert signed_in_as("maya").sends(path, taps=["quiet_room", "music"], how_said="read_to_me").status_code == 302
    (said,) = look(sa.select(Contribution))
    assert (said.words, said.voice, said.how_said) == ("A quiet room\nMusic", Voice.YOUNG, HowSaid.READ_TO_ME)
    page = signed_in_as("maya").reads(path)
    assert [box.attrs["value"] for box in page.all("input") if "checked" in box.attrs] == ["quiet_room", "music"]


def test_what_zofia_taps_is_read_in_the_language_of_the_page(signed_in_as: SignedInAs) -> None:
    section = section_of("zofia", SectionKind.HELPS)
    path = f"/way/section/{section}/say"
    assert signed_in_as("zofia").sends(path, taps="music", words="And my dog.").status_code == 302
    browser = signed_in_as("zofia")
    browser.post("/account/language", data={"language": "pl"})
    page = signed_in_as("okoro").reads(f"/way/section/{section}")
    assert "Music" in page.text
    assert "And my dog." in page.text


def test_nobody_taps_what_was_not_offered(signed_in_as: SignedInAs, look: Look) -> None:
    path = f"/way/section/{section_of('maya', SectionKind.HELPS)}/say"
    assert signed_in_as("maya").sends(path, taps="a_hammer").status_code == 422
    assert look(sa.select(Contribution)) == []


def test_maya_says_what_adults_should_stop_doing(signed_in_as: SignedInAs) -> None:
    section = section_of("maya", SectionKind.HELPS)
    page = signed_in_as("maya").reads(f"/way/section/{section}/say?card=stop")
    assert page.one("h1").text.strip() == "What should adults stop doing?"
    signed_in_as("maya").sends(f"/way/section/{section}/say?card=stop", words="Stop asking me why.")
    shown = signed_in_as("okoro").reads(f"/way/section/{section}").text
    assert "What should adults stop doing?" in shown
    assert "Stop asking me why." in shown


def test_leila_is_asked_one_thing_a_page_and_may_skip_each(signed_in_as: SignedInAs) -> None:
    path = f"/way/section/{section_of('maya', SectionKind.HOME)}/say"
    leila, seen, here = signed_in_as("leila"), [], path
    for _card in range(10):
        page = leila.reads(here)
        seen.append(page.one("h1").text.strip())
        skip = [link for link in page.all("a") if link.text.strip() == "Skip this one"]
        here = skip[0].attrs["href"] if skip else ""
    assert len(set(seen)) == 10
    assert here == ""


def test_after_a_card_comes_the_next_one(signed_in_as: SignedInAs) -> None:
    path = f"/way/section/{section_of('maya', SectionKind.HOME)}/say"
    answer = signed_in_as("leila").sends(f"{path}?card=signs", words="She hums.")
    assert answer.headers["Location"].endswith("say?card=morning")
    assert "What is a good morning like?" in signed_in_as("leila").reads(path).text


def test_who_reads_it_stands_there_before_it_is_sent(signed_in_as: SignedInAs) -> None:
    page = signed_in_as("leila").reads(f"/way/section/{section_of('maya', SectionKind.HELPS)}/say").text
    for name in ("Sam", "Ruth", "Amir"):
        assert name in page


def test_another_childs_name_is_asked_about_first(signed_in_as: SignedInAs, look: Look) -> None:
    path = f"/way/section/{section_of('maya', SectionKind.HELPS)}/say"
    assert signed_in_as("maya").sends(path, words="Not next to Jakub.").status_code == 422
    assert look(sa.select(Contribution)) == []
    assert signed_in_as("maya").sends(path, words="Not next to Jakub.", names_ok="y").status_code == 302


def test_the_same_form_sent_twice_is_one(signed_in_as: SignedInAs, look: Look) -> None:
    path, number = f"/way/section/{section_of('maya', SectionKind.GOAL)}/say", str(uuid.uuid4())
    maya = signed_in_as("maya")
    for _time in range(2):
        assert maya.sends(path, words="My own school.", client_id=number).status_code == 302
    assert len(look(sa.select(Contribution))) == 1


def test_sam_writes_down_what_maya_said_and_it_is_marked(signed_in_as: SignedInAs) -> None:
    section = section_of("maya", SectionKind.GOAL)
    signed_in_as("okoro").sends(f"/way/section/{section}/say", words="The art room.", whose="young")
    page = signed_in_as("maya").reads(f"/way/section/{section}").text
    assert "The art room." in page
    assert "Written down by Sam" in page


def test_a_carer_never_speaks_in_the_childs_name(signed_in_as: SignedInAs, look: Look) -> None:
    section = section_of("maya", SectionKind.GOAL)
    signed_in_as("leila").sends(f"/way/section/{section}/say", words="She wants to.", whose="young")
    assert [one.voice for one in look(sa.select(Contribution))] == [Voice.HOME]


@pytest.mark.parametrize("way", ["draw", "speak"])
def test_a_file_that_is_none_is_said_in_a_sentence(signed_in_as: SignedInAs, look: Look, way: str) -> None:
    path = f"/way/section/{section_of('maya', SectionKind.ABOUT_ME)}/{way}"
    assert signed_in_as("maya").sends(path).status_code == 422
    assert look(sa.select(Contribution)) == []


def test_amara_says_something_to_tylers_plan(signed_in_as: SignedInAs) -> None:
    section = section_of("tyler", SectionKind.GOAL)
    sent = signed_in_as("amara").sends(
        f"/way/section/{section}/say", words="The council agrees.", readers=str(cast.person("tyler"))
    )
    assert sent.status_code == 302
    assert "The council agrees." in signed_in_as("tyler").reads(f"/way/section/{section}").text
