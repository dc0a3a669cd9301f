"""What somebody typed and did not send: kept on the server, theirs alone, gone when it is sent."""

import json

import sqlalchemy as sa

from portal.models import Contribution, Draft, SectionKind
from tests.factories.ways import section_of
from tests.support.portal import Look, SignedInAs


def test_leila_finds_again_what_she_kept_for_later(signed_in_as: SignedInAs, look: Look) -> None:
    section = section_of("maya", SectionKind.HELPS)
    path = f"/way/section/{section}/say"
    assert signed_in_as("leila").sends(path, words="She likes", keep="yes").status_code == 302
    assert look(sa.select(Contribution)) == []
    page = signed_in_as("leila").reads(path)
    assert page.one("textarea").text.strip() == "She likes"
    assert "It is not sent yet." in page.text
    assert signed_in_as("leila").sends(path, words="She likes tea.").status_code == 302
    assert look(sa.select(Draft)) == []


def test_a_draft_is_one_for_each_person_and_card(signed_in_as: SignedInAs, look: Look) -> None:
    path = f"/way/section/{section_of('maya', SectionKind.HOME)}/say"
    for card, words in (("signs", "One"), ("signs", "One and two"), ("joy", "Three")):
        signed_in_as("leila").sends(f"{path}?card={card}", words=words, keep="yes")
    assert sorted(draft.words for draft in look(sa.select(Draft))) == ["One and two", "Three"]


def test_nobody_else_reads_a_draft(signed_in_as: SignedInAs) -> None:
    section = section_of("rohan", SectionKind.HELPS)
    signed_in_as("priya").sends(f"/way/section/{section}/say", words="Half a thought", keep="yes")
    for who in ("arjun", "rohan", "lewis", "byrne"):
        browser = signed_in_as(who)
        for path in (f"/way/section/{section}", f"/way/section/{section}/say"):
            assert "Half a thought" not in browser.reads(path).text


def test_taps_are_kept_for_later_too(signed_in_as: SignedInAs) -> None:
    path = f"/way/section/{section_of('maya', SectionKind.HELPS)}/say"
    signed_in_as("maya").sends(path, taps="drawing", words="and", keep="yes")
    page = signed_in_as("maya").reads(path)
    assert [box.attrs["value"] for box in page.all("input") if "checked" in box.attrs] == ["drawing"]


def test_sams_half_written_words_come_back_with_the_version_they_were_opened_with(
    signed_in_as: SignedInAs, look: Look
) -> None:
    path = f"/way/section/{section_of('maya', SectionKind.HELPS)}/edit"
    signed_in_as("okoro").sends(path, agreed="Sam's half a sentence", keep="yes")
    assert signed_in_as("patel").sends(path, agreed="Nisha's words.").status_code == 302
    form = signed_in_as("okoro").form(path)
    assert form.all("textarea")[0].text.strip() == "Sam's half a sentence"
    answer = signed_in_as("okoro").sends(path, agreed="Sam's whole sentence.")
    assert answer.status_code == 409
    assert "Nisha&#39;s words." in answer.text or "Nisha's words." in answer.text
    assert "Sam&#39;s whole sentence." in answer.text


def test_words_that_were_sent_are_not_kept_again_by_a_late_tab(signed_in_as: SignedInAs, look: Look) -> None:
    path, leila = f"/way/section/{section_of('maya', SectionKind.HELPS)}/say", signed_in_as("leila")
    leila.sends(path, words="She likes tea.")
    leila.sends(path, words="She likes tea.", keep="yes")
    assert look(sa.select(Draft)) == []


def test_htmx_keeps_and_never_sends(signed_in_as: SignedInAs, look: Look) -> None:
    path, leila = f"/way/section/{section_of('maya', SectionKind.HELPS)}/say", signed_in_as("leila")
    form = leila.form(path)
    (button,) = [each for each in form.all("button") if each.attrs.get("name") == "keep"]
    data = {**form.hidden_values(), "words": "Half", **json.loads(button.attrs["data-hx-vals"])}
    assert leila.post(button.attrs["data-hx-post"], data=data, headers={"HX-Request": "true"}).status_code == 204
    assert [draft.words for draft in look(sa.select(Draft))] == ["Half"]
    assert look(sa.select(Contribution)) == []
