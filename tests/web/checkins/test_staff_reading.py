"""What staff read of check-ins and put beside them: heard by few, held back from home, entered as it was said."""

import json

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.models import (
    Ask,
    AskKind,
    AuditEntry,
    CheckIn,
    CheckInReader,
    CheckInWay,
    Concern,
    Contribution,
    HelperFrom,
    HowSaid,
    Place,
    Presentation,
    SafetyAnswer,
    Sharing,
    Voice,
)
from tests import cast
from tests.factories.check_ins import checked_in, in_english, said
from tests.support.client import Browser
from tests.support.narrowed import As
from tests.support.portal import Look, SignedInAs

WORDS = "I was sad at lunch."


@pytest.fixture(autouse=True)
def read_english(app: Flask) -> None:
    in_english()


def of(child: str = "maya") -> str:
    return f"/check-in/of/{cast.pupil(child)}"


def page_of(browser: Browser, child: str = "maya") -> str:
    return browser.reads(of(child)).one("main").text


def test_those_who_hear_her_read_what_she_shared_with_the_team(signed_in_as: SignedInAs) -> None:
    check_in = checked_in("maya", "not_so_good", feelings="sad", home=("leila",))
    said(check_in, "maya", WORDS, home=("leila",))
    said(check_in, "maya", "", kind=AskKind.TALK)
    checked_in("maya", "really_hard", sharing=Sharing.JUST_ME)
    for who in ("okoro", "byrne", "khan"):
        page = page_of(signed_in_as(who))
        for each in ("not so good", "sad", WORDS, "Wants to talk.", "They share it with: Leila."):
            assert each in page
        assert "really hard" not in page


@pytest.mark.parametrize(
    ("who", "status"),
    [("lewis", 404), ("rees", 404), ("quinn", 403), ("patel", 403), ("amara", 403), ("hughes", 403), ("leila", 403)],
)
@pytest.mark.parametrize("path", ["", "/saw", "/way", "/paper"])
def test_nobody_else_has_a_page_of_it(signed_in_as: SignedInAs, who: str, status: int, path: str) -> None:
    checked_in("maya")
    assert signed_in_as(who).get(of() + path).status_code == status


def test_whom_she_left_out_reads_nothing_of_it_and_others_are_told_so(signed_in_as: SignedInAs) -> None:
    checked_in("maya", "not_so_good", not_for_id=cast.person("okoro"))
    assert "Nothing is here for you to read yet." in page_of(signed_in_as("okoro"))
    assert "Sam does not get it. They asked for that." in page_of(signed_in_as("byrne"))


def test_who_helped_is_said(signed_in_as: SignedInAs) -> None:
    checked_in("maya", how_said=HowSaid.WRITTEN_FOR_ME, helper_from=HelperFrom.HOME)
    assert "Wrote it with an adult at home." in page_of(signed_in_as("okoro"))


def test_what_is_different_from_her_own_usual_is_one_sentence(signed_in_as: SignedInAs) -> None:
    okoro = signed_in_as("okoro")
    for number, how in enumerate(("good", "ok", "good", "ok", "really_hard", "really_hard")):
        checked_in("maya", how, on=f"2026-11-{10 + number} 09:00")
    assert "usually" not in page_of(okoro)
    checked_in("maya", "really_hard", on="2026-11-23 09:00")
    assert "Maya usually says good or OK. The last 3 times: really hard." in page_of(okoro)


def test_what_an_adult_saw_stands_beside_and_changes_nothing(signed_in_as: SignedInAs, look: Look) -> None:
    checked_in("maya", "good")
    okoro = signed_in_as("okoro")
    okoro.sends(f"{of()}/saw", words="She sat by herself.")
    page = page_of(okoro)
    assert "She sat by herself. Sam" in page
    assert "How they were good" in page
    [row] = look(sa.select(Contribution))
    assert (row.place, row.voice, row.person_id) == (Place.OBSERVATION, Voice.TEAM, cast.person("okoro"))
    for who, path in (("maya", "/check-in/mine"), ("leila", f"/check-in/shared/{cast.pupil('maya')}")):
        assert "by herself" not in signed_in_as(who).reads(path).text


def test_a_name_of_another_child_is_asked_about_first(signed_in_as: SignedInAs, look: Look) -> None:
    refused = signed_in_as("okoro").sends(f"{of()}/saw", words="She sat with Zofia.")
    assert refused.status_code == 422
    assert "She sat with Zofia." in refused.text
    assert look(sa.select(Contribution)) == []


def test_the_questions_are_drawn_by_need(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    okoro.sends(f"{of()}/way", presentation="younger")
    assert [way.presentation for way in look(sa.select(CheckInWay))] == [Presentation.YOUNGER]
    okoro.sends(f"{of()}/way", presentation="by_year")
    assert [way.presentation for way in look(sa.select(CheckInWay))] == [None]
    assert okoro.sends(f"{of()}/way", presentation="tiny").status_code == 422


def test_a_check_in_on_paper_is_entered_as_it_was_said(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    answers = {"how": "not_so_good", "feelings": ["sad", "tired"], "energy": "low", "talk": "today", "words": WORDS}
    form = okoro.form(f"{of()}/paper").hidden_values()
    day = {"on-day": "23", "on-month": "11", "on-year": "2026"}
    for _twice in range(2):
        sent = okoro.post(f"{of()}/paper", data={**form, **answers, **day, "readers": str(cast.person("leila"))})
        assert sent.status_code == 302
    [row] = look(sa.select(CheckIn))
    assert (row.how, row.feelings, row.energy, row.body) == ("not_so_good", "sad tired", "low", "")
    assert (row.person_id, row.entered_by_id) == (cast.person("maya"), cast.person("okoro"))
    assert (row.how_said, row.sharing) == (HowSaid.ON_PAPER, Sharing.TEAM_AND_HOME)
    asks = {ask.kind: ask for ask in look(sa.select(Ask))}
    assert {ask.person_id for ask in asks.values()} == {cast.person("maya")}
    assert set(asks) == {AskKind.SAID, AskKind.TALK}
    assert "It was on paper. Sam typed it in, as it was said." in page_of(okoro)
    assert WORDS in signed_in_as("leila").reads(f"/check-in/shared/{cast.pupil('maya')}").text
    mine = signed_in_as("maya").reads(f"/check-in/mine/{row.id}").text
    assert WORDS in mine
    assert "It was on paper." in mine
    assert [concern.cause for concern in look(sa.select(Concern))] == ["wants_to_talk"]


def test_every_answer_of_the_paper_can_be_entered_whoever_filled_it_in(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    answers = {"how": "really_hard", "feelings": ["lonely", "excited"], "body": "heavy", "energy": "too_high"}
    assert okoro.sends(f"{of('zofia')}/paper", **answers).status_code == 302
    [row] = look(sa.select(CheckIn))
    assert (row.how, row.feelings, row.body, row.energy) == ("really_hard", "lonely excited", "heavy", "too_high")


def test_not_sam_on_paper_is_not_sam(signed_in_as: SignedInAs, look: Look, seen_by: As) -> None:
    signed_in_as("byrne").sends(f"{of()}/paper", how="ok", words=WORDS, talk="today", not_first="y")
    [row] = look(sa.select(CheckIn))
    assert row.not_for_id == cast.person("okoro")
    assert set(look(sa.select(Ask.for_id))) == {cast.person("byrne")}
    with seen_by("okoro") as session:
        for model in (CheckIn, Ask, Concern):
            assert session.scalars(sa.select(model)).all() == []


@pytest.mark.parametrize(
    ("safe", "raised"), [("no", [("now", "said_no")]), ("not_sure", [("today", "not_sure")]), ("yes", []), ("skip", [])]
)
def test_what_the_paper_says_of_safety_raises_what_a_tap_would_raise(
    signed_in_as: SignedInAs, look: Look, safe: str, raised: list[tuple[str, str]]
) -> None:
    leila, okoro = signed_in_as("leila"), signed_in_as("okoro")
    form = okoro.form(f"{of()}/paper").hidden_values()
    nothing = leila.reads(f"/check-in/shared/{cast.pupil('maya')}").one("main").text
    for _twice in range(2):
        okoro.post(f"{of()}/paper", data={**form, "safe": safe})
    assert [answer.answer for answer in look(sa.select(SafetyAnswer))] == [safe]
    concerns = look(sa.select(Concern))
    assert [(one.level, one.cause) for one in concerns] == raised
    assert {one.person_id for one in concerns} <= {cast.person("maya")}
    assert leila.reads(f"/check-in/shared/{cast.pupil('maya')}").one("main").text == nothing
    [row] = look(sa.select(CheckIn))
    assert "safe" not in signed_in_as("maya").reads(f"/check-in/mine/{row.id}").one("main").text


@pytest.mark.parametrize(("safe", "kept"), [("no", "at_home"), ("not_sure", "at_home"), ("yes", ""), ("", "")])
def test_where_they_do_not_feel_safe_is_on_the_paper_and_reaches_whoever_has_the_concern(
    signed_in_as: SignedInAs, look: Look, safe: str, kept: str
) -> None:
    okoro, byrne = signed_in_as("okoro"), signed_in_as("byrne")
    for words in ("Where don't you feel safe?", "at school", "I don't want to say"):
        assert words in okoro.reads("/check-in/paper").text
        assert words in okoro.reads(f"{of()}/paper").text
    form = okoro.form(f"{of()}/paper").hidden_values()
    for _twice in range(2):
        okoro.post(f"{of()}/paper", data={**form, "how": "ok", "safe": safe, "where": "at_home"})
    assert sorted(row.where for row in look(sa.select(SafetyAnswer))) == sorted([""] * bool(safe) + [kept] * bool(kept))
    for row in look(sa.select(Concern)):
        byrne.sends(f"/concerns/{row.id}", to=f"/concerns/{row.id}/open")
        assert "Where they do not feel safe: at home" in byrne.reads(f"/concerns/{row.id}").text


def test_no_place_that_nobody_offered_is_kept(signed_in_as: SignedInAs, look: Look) -> None:
    signed_in_as("okoro").sends(f"{of()}/paper", safe="no", where="purple")
    assert [row.where for row in look(sa.select(SafetyAnswer))] == [""]


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"feelings": ["sad", "tired", "angry", "happy"]},
        {"how": "purple"},
        {"how": "good", "on-day": "1", "on-month": "1", "on-year": "2030"},
    ],
)
def test_what_cannot_stand_on_the_paper_is_asked_about_and_nothing_is_lost(
    signed_in_as: SignedInAs, look: Look, answers: dict[str, object]
) -> None:
    okoro = signed_in_as("okoro")
    words = {} if not answers else {"words": WORDS}
    refused = okoro.post(f"{of()}/paper", data={**okoro.form(f"{of()}/paper").hidden_values(), **answers, **words})
    assert refused.status_code == 422
    assert not answers or WORDS in refused.text
    assert look(sa.select(CheckIn)) == []


def test_the_safeguarding_lead_holds_it_back_from_home_and_lets_it_go(signed_in_as: SignedInAs, look: Look) -> None:
    leila, byrne, home = signed_in_as("leila"), signed_in_as("byrne"), f"/check-in/shared/{cast.pupil('maya')}"
    nothing = leila.reads(home).one("main").text
    check_in = checked_in("maya", "not_so_good", home=("leila",))
    assert byrne.sends(f"/check-in/one/{check_in}/hold", reason=" ").status_code == 422
    byrne.sends(f"/check-in/one/{check_in}/hold", reason="I ring her first.")
    assert leila.reads(home).one("main").text == nothing
    assert "Held back from home by" in page_of(byrne)
    assert "Leila" in signed_in_as("maya").reads(f"/check-in/mine/{check_in}").text
    byrne.sends(f"/check-in/one/{check_in}/release", reason="I talked to her.")
    assert "not so good" in leila.reads(home).text
    lines = look(sa.select(AuditEntry).where(AuditEntry.event == "checkins.checkin.held").order_by(AuditEntry.at))
    facts = [json.loads(line.facts) for line in lines]
    assert [(fact["held"], fact["reason"]) for fact in facts] == [
        (True, "I ring her first."),
        (False, "I talked to her."),
    ]
    assert len(look(sa.select(CheckInReader))) == 1


@pytest.mark.parametrize(
    ("who", "status"), [("okoro", 403), ("leila", 403), ("maya", 403), ("rees", 404), ("patel", 403)]
)
def test_nobody_else_holds_it(signed_in_as: SignedInAs, who: str, status: int) -> None:
    check_in = checked_in("maya", home=("leila",))
    assert signed_in_as(who).get(f"/check-in/one/{check_in}/hold").status_code == status


def test_what_does_not_go_home_is_not_held(signed_in_as: SignedInAs) -> None:
    byrne = signed_in_as("byrne")
    assert byrne.get(f"/check-in/one/{checked_in('maya')}/hold").status_code == 404
    assert byrne.get(f"/check-in/one/{checked_in('maya', sharing=Sharing.JUST_ME)}/hold").status_code == 404
