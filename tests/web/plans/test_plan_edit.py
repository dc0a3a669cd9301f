"""Writing the plan: staff of the pupil, under the version they opened; nothing of two who write at once is lost."""

import pytest
import sqlalchemy as sa

from portal.models import Plan, Revision, Stage
from tests import cast
from tests.support.examples import each_on_both
from tests.support.html import parse
from tests.support.portal import Look, SignedInAs

MAYA = f"/plan/{cast.pupil('maya')}"
EDIT = f"{MAYA}/edit"
WORDS = {"stage": "helping", "journey": "hybrid", "next_step": "One art class."}


def test_sam_writes_and_leila_reads_it(signed_in_as: SignedInAs, look: Look) -> None:
    assert signed_in_as("okoro").sends(EDIT, **WORDS).headers["Location"] == MAYA
    [plan] = look(sa.select(Plan))
    assert (plan.stage, plan.next_step, plan.version) == (Stage.HELPING, "One art class.", 2)
    assert "One art class." in signed_in_as("leila").reads(MAYA).text


def test_a_plan_that_names_another_child_is_asked_about_first(signed_in_as: SignedInAs, look: Look) -> None:
    okoro, named = signed_in_as("okoro"), {**WORDS, "learning": "Art with Jakub."}
    asked = okoro.sends(EDIT, **named)
    assert asked.status_code == 422
    assert "That is the name of another child here." in asked.text
    assert "Art with Jakub." in asked.text
    assert look(sa.select(Plan.learning).where(Plan.learning != "")) == []
    assert okoro.sends(EDIT, **named, names_ok="y").status_code == 302
    assert look(sa.select(Plan.learning)) == ["Art with Jakub."]


def test_the_history_says_who_changed_what(signed_in_as: SignedInAs) -> None:
    okoro = signed_in_as("okoro")
    okoro.sends(EDIT, **WORDS)
    okoro.sends(EDIT, **{**WORDS, "next_step": "Two mornings."})
    page = signed_in_as("leila").reads(f"{MAYA}/history").one("main")
    assert len(page.all("section")) == 2
    newest = page.all("section")[0].text
    assert "Sam wrote this." in newest
    assert "Two mornings." in newest
    assert "Before: One art class." in newest


def test_two_who_write_at_once_see_three_texts_and_lose_nothing(signed_in_as: SignedInAs, look: Look) -> None:
    okoro, byrne = signed_in_as("okoro"), signed_in_as("byrne")
    okoro.sends(EDIT, **WORDS, bring="A coat.")
    opened = {**byrne.form(EDIT).hidden_values(), **WORDS, "bring": "A coat."}
    okoro.sends(EDIT, **{**WORDS, "next_step": "Sam's words"}, bring="A coat and boots.")
    answer = byrne.post(EDIT, data={**opened, "next_step": "Ruth's words"})
    assert answer.status_code == 409
    for text in ("One art class.", "Sam&#39;s words", "Ruth&#39;s words"):
        assert text in answer.text
    assert look(sa.select(Plan.next_step)) == ["Sam's words"]


def test_after_a_clash_only_what_both_wrote_has_to_be_looked_at(signed_in_as: SignedInAs, look: Look) -> None:
    okoro, byrne = signed_in_as("okoro"), signed_in_as("byrne")
    opened = {**byrne.form(EDIT).hidden_values(), "stage": "getting_to_know", "journey": "outreach"}
    okoro.sends(EDIT, **WORDS, bring="A coat and boots.")
    answer = byrne.post(EDIT, data={**opened, "next_step": "Ruth's words"})
    assert answer.status_code == 409
    [form] = [one for one in parse(answer.text).one("main").all("form") if one.all("textarea")]
    again = {**form.hidden_values(), "stage": "helping", "journey": "hybrid"}
    again |= {box.attrs["name"]: box.text for box in form.all("textarea")}
    assert (again["next_step"], again["bring"]) == ("Ruth's words", "A coat and boots.")
    assert byrne.post(EDIT, data=again).status_code == 302
    [plan] = look(sa.select(Plan))
    assert (plan.next_step, plan.bring, plan.stage) == ("Ruth's words", "A coat and boots.", Stage.HELPING)
    assert sorted(look(sa.select(Revision.version))) == [1, 2, 3]


def test_the_same_form_sent_twice_is_one_save(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    sent = {**okoro.form(EDIT).hidden_values(), **WORDS}
    assert {okoro.post(EDIT, data=sent).status_code for _ in range(3)} == {302}
    assert sorted(look(sa.select(Revision.version))) == [1, 2]


@each_on_both
@pytest.mark.parametrize("version", ["", "-1", "x", "99999999999999999999", "٣"])
def test_any_version_that_comes_is_survived(signed_in_as: SignedInAs, version: str) -> None:
    assert signed_in_as("okoro").sends(EDIT, **WORDS, version=version).status_code == 409


def test_what_cannot_be_taken_comes_back_whole(signed_in_as: SignedInAs, look: Look) -> None:
    long = "x" * 60_000
    answer = signed_in_as("okoro").sends(EDIT, **{**WORDS, "stage": "nowhere", "next_step": long})
    assert answer.status_code == 422
    assert long in answer.text
    assert look(sa.select(Plan)) == []


def test_signs_that_no_database_takes_are_left_out_and_others_stay(signed_in_as: SignedInAs, look: Look) -> None:
    signed_in_as("okoro").sends(EDIT, **{**WORDS, "next_step": "Art\x00 🎨 <b>now</b>"})
    assert look(sa.select(Plan.next_step)) == ["Art 🎨 <b>now</b>"]
    assert "<b>now" not in signed_in_as("leila").get(MAYA).text


def test_families_and_others_staff_write_no_plan(signed_in_as: SignedInAs) -> None:
    answers = {who: signed_in_as(who).get(EDIT).status_code for who in ("leila", "maya", "dan", "lewis", "hughes")}
    assert answers == {"leila": 403, "maya": 403, "dan": 403, "lewis": 404, "hughes": 403}
