"""What a young person reads again, and what came home: chosen for one adult, never with anything of safety."""

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.models import AskKind, AuditEntry, CheckInWay, HelperFrom, HowSaid, Sharing
from tests import cast
from tests.factories.asks import asked, london
from tests.factories.check_ins import DRAWING, SOUND, checked_in, in_english, said
from tests.support.portal import Look, SignedInAs
from tests.web.home.test_statements import statements

WORDS = "I was sad at lunch."


@pytest.fixture(autouse=True)
def read_english(app: Flask) -> None:
    in_english()


def shared(child: str) -> str:
    return f"/check-in/shared/{cast.pupil(child)}"


def main(signed_in_as: SignedInAs, who: str, path: str) -> str:
    return signed_in_as(who).reads(path).one("main").text


def test_my_weeks_have_the_days_on_which_i_checked_in_and_no_other(signed_in_as: SignedInAs) -> None:
    maya = signed_in_as("maya")
    assert "When you check in, your days stand here." in maya.reads("/check-in/mine").text
    checked_in("maya", "good", on="2026-11-23 09:00", sharing=Sharing.JUST_ME)
    checked_in("maya", "skip", on="2026-11-20 09:00")
    page = maya.reads("/check-in/mine").one("main")
    assert "Monday 23 good" in page.text
    assert "Friday 20 skipped" in page.text
    assert [day for day in ("Tuesday", "Wednesday", "Thursday") if day in page.text] == []
    faces = [image.attrs["src"] for image in page.all("img") if "faces/" in image.attrs["src"]]
    assert len(faces) == 1
    assert "faces/good" in faces[0]


def test_four_weeks_stand_on_a_page_and_an_empty_week_takes_no_room(signed_in_as: SignedInAs) -> None:
    for day in ("2026-11-24", "2026-11-03", "2026-10-20", "2026-10-13", "2026-10-06", "2026-09-29"):
        checked_in("maya", on=f"{day} 09:00")
    maya = signed_in_as("maya")
    page = maya.reads("/check-in/mine").one("main")
    assert [head.text for head in page.all("h2")][:4] == [
        f"The week of Monday {day}" for day in ("23 November", "2 November", "19 October", "12 October")
    ]
    assert "Page 1 of 2" in page.text
    second = maya.reads("/check-in/mine?page=2").one("main").text
    assert "5 October" in second
    assert "12 October" not in second


def test_i_show_my_weeks_and_hide_them_again(signed_in_as: SignedInAs, look: Look) -> None:
    maya, okoro = signed_in_as("maya"), signed_in_as("okoro")
    checked_in("maya", "good", on="2026-11-23 09:00")
    checked_in("maya", "really_hard", on="2026-11-20 09:00", sharing=Sharing.JUST_ME)
    picture = "The weeks, as Maya shows them"
    assert picture not in okoro.reads(f"/check-in/of/{cast.pupil('maya')}").text
    for _twice in range(2):
        maya.sends("/check-in/mine", to="/mine/weeks", wanted="show")
    assert "Sam sees your weeks too." in maya.reads("/check-in/mine").text
    shown = okoro.reads(f"/check-in/of/{cast.pupil('maya')}").text
    assert picture in shown
    assert "really hard" not in shown
    maya.sends("/check-in/mine", to="/mine/weeks", wanted="hide")
    assert picture not in okoro.reads(f"/check-in/of/{cast.pupil('maya')}").text
    assert [way.shows_weeks for way in look(sa.select(CheckInWay))] == [False]


def test_i_see_one_again_as_i_said_it_and_who_got_it(signed_in_as: SignedInAs) -> None:
    check_in = checked_in("maya", "not_so_good", home=("leila",), feelings="sad tired", body="tummy_ache", talk="today")
    _words, ask = said(check_in, "maya", WORDS, home=("leila",))
    said(check_in, "maya", "", kind=AskKind.TALK)
    page = main(signed_in_as, "maya", f"/check-in/mine/{check_in}")
    for each in (
        "not so good",
        "sad, tired",
        "tummy ache",
        WORDS,
        "It is not read yet.",
        "Sam",
        "Leila",
        "want to talk",
    ):
        assert each in page
    signed_in_as("okoro").sends(f"/asks/{ask}/answer", to="/see")
    assert "Sam has read this." in main(signed_in_as, "maya", f"/check-in/mine/{check_in}")


def test_who_was_left_out_does_not_stand_there_as_somebody_who_got_it(signed_in_as: SignedInAs) -> None:
    check_in = checked_in("maya", not_for_id=cast.person("okoro"))
    page = main(signed_in_as, "maya", f"/check-in/mine/{check_in}")
    assert "Sam" not in page
    assert "Ruth" in page or "Byrne" in page


@pytest.mark.parametrize("who", ["zofia", "rohan"])
def test_nobody_sees_the_check_in_of_another_child(signed_in_as: SignedInAs, who: str) -> None:
    check_in = checked_in("maya")
    assert signed_in_as(who).get(f"/check-in/mine/{check_in}").status_code == 404


def test_home_reads_what_was_chosen_for_this_adult_and_nothing_tells_of_more(signed_in_as: SignedInAs) -> None:
    leila = signed_in_as("leila")
    nothing = leila.reads(shared("maya")).one("main").text
    checked_in("maya", "really_hard", sharing=Sharing.JUST_ME)
    checked_in("maya", "not_so_good")
    assert leila.reads(shared("maya")).one("main").text == nothing
    helped = {"how_said": HowSaid.WRITTEN_FOR_ME, "helper_from": HelperFrom.HOME}
    check_in = checked_in("maya", "good", home=("leila",), feelings="happy", talk="today", **helped)
    said(check_in, "maya", WORDS, home=("leila",))
    said(check_in, "maya", "I want to talk to Sam.", kind=AskKind.TALK, home=("leila",))
    page = leila.reads(shared("maya")).one("main").text
    assert "How they were good" in page
    assert "happy" in page
    assert WORDS in page
    assert [each for each in ("safe", "talk", "hard", "Wrote it", "not shared") if each in page] == []
    assert "Can we talk" not in leila.reads("/asks/").text


def test_priya_never_learns_what_arjun_got(signed_in_as: SignedInAs) -> None:
    priya, arjun = signed_in_as("priya"), signed_in_as("arjun")
    nothing = priya.reads(shared("rohan")).one("main").text
    check_in = checked_in("rohan", "great", home=("arjun",))
    words, _ask = said(check_in, "rohan", "I won.", home=("arjun",))
    assert priya.reads(shared("rohan")).one("main").text == nothing
    assert "I won." not in priya.reads("/asks/").text
    assert priya.get(f"/check-in/said/{words}/sound").status_code == 404
    page = arjun.reads(shared("rohan")).one("main").text
    assert "I won." in page
    assert "Priya" not in page


@pytest.mark.parametrize(
    ("who", "child", "status"),
    [
        ("dan", "maya", 404),
        ("priya", "maya", 404),
        ("grace", "tyler", 404),
        ("okoro", "maya", 403),
        ("maya", "maya", 403),
    ],
)
def test_nobody_else_has_that_page(signed_in_as: SignedInAs, who: str, child: str, status: int) -> None:
    checked_in(child, home=("grace",) if child == "tyler" else ("leila",))
    assert signed_in_as(who).get(shared(child)).status_code == status


def test_what_is_held_is_not_there_and_its_words_are_nowhere(signed_in_as: SignedInAs) -> None:
    leila = signed_in_as("leila")
    nothing, asked = leila.reads(shared("maya")).one("main").text, leila.reads("/asks/").one("main").text
    check_in = checked_in("maya", home=("leila",), held_at=london("2026-11-24 09:10"), held_by_id=cast.person("byrne"))
    words, ask = said(check_in, "maya", WORDS, home=("leila",))
    assert leila.reads(shared("maya")).one("main").text == nothing
    assert leila.reads("/asks/").one("main").text == asked
    assert leila.get(f"/asks/{ask}").status_code == 404
    assert leila.get(f"/check-in/said/{words}/drawing").status_code == 404
    assert WORDS in main(signed_in_as, "maya", f"/check-in/mine/{check_in}")


def test_a_drawing_and_a_voice_note_are_for_whoever_reads_the_words(signed_in_as: SignedInAs, look: Look) -> None:
    check_in = checked_in("maya", home=("leila",))
    words, ask = said(check_in, "maya", WORDS, home=("leila",))
    for who in ("maya", "leila", "okoro", "byrne"):
        browser = signed_in_as(who)
        heard = browser.get(f"/check-in/said/{words}/sound")
        assert (heard.data, heard.mimetype) == (SOUND, "audio/ogg")
        assert heard.headers["Content-Disposition"].startswith("attachment")
        assert heard.headers["X-Content-Type-Options"] == "nosniff"
        assert browser.get(f"/check-in/said/{words}/drawing").data == DRAWING
    for who in ("dan", "priya", "amara", "hughes", "lewis", "patel", "rees", "quinn", "zofia"):
        assert signed_in_as(who).get(f"/check-in/said/{words}/sound").status_code == 404
    lines = look(sa.select(AuditEntry).where(AuditEntry.event == "checkins.sound.heard"))
    assert {line.by_id for line in lines} == {cast.person(who) for who in ("maya", "leila", "okoro", "byrne")}
    page = signed_in_as("maya").reads(f"/asks/{ask}")
    assert page.one("audio").attrs["src"].endswith(f"/{words}/sound")


def test_what_i_said_is_answered_as_heard_and_i_say_if_that_is_ok(signed_in_as: SignedInAs) -> None:
    _words, ask = said(checked_in("maya"), "maya", WORDS)
    maya, okoro = signed_in_as("maya"), signed_in_as("okoro")
    assert "I said… A check-in" in maya.reads("/asks/").one("main").text
    okoro.sends(f"/asks/{ask}/answer", to="/decide", decision="heard", reason="Lunch is loud. Thank you for saying it.")
    page = maya.reads(f"/asks/{ask}").one("main").text
    assert "I read this. This is what I think" in page
    assert "Lunch is loud. Thank you for saying it." in page
    assert "You said this today." in page
    maya.sends(f"/asks/{ask}", to="/read")
    assert maya.sends(f"/asks/{ask}/reply", answer="ok").status_code == 302


def test_a_wish_to_talk_is_answered_with_when(signed_in_as: SignedInAs) -> None:
    _words, ask = said(checked_in("maya"), "maya", "", kind=AskKind.TALK)
    okoro = signed_in_as("okoro")
    yes = {"decision": "yes", "reason": "Good that you ask."}
    refused = okoro.sends(f"/asks/{ask}/answer", to="/decide", **yes)
    assert refused.status_code == 422
    assert "Say when you talk" in refused.text
    assert okoro.sends(f"/asks/{ask}/answer", to="/decide", decision="heard", reason="I see.").status_code == 422
    okoro.sends(f"/asks/{ask}/answer", to="/decide", what_next="At 11, in the garden.", **yes)
    assert "When we talk At 11, in the garden." in main(signed_in_as, "maya", f"/asks/{ask}")


def test_a_question_is_not_put_aside_as_heard(signed_in_as: SignedInAs) -> None:
    ask = asked("maya", "maya")
    answer = signed_in_as("okoro").sends(f"/asks/{ask}/answer", to="/decide", decision="heard", reason="I see.")
    assert answer.status_code == 422


def test_the_pages_ask_the_same_however_much_there_is(signed_in_as: SignedInAs) -> None:
    checked_in("maya", home=("leila",))
    browsers = {"/check-in/mine": "maya", shared("maya"): "leila", f"/check-in/of/{cast.pupil('maya')}": "okoro"}
    few = {path: statements(signed_in_as(who), path) for path, who in browsers.items()}
    for day in range(10, 20):
        said(checked_in("maya", on=f"2026-11-{day} 09:00", home=("leila",)), "maya", WORDS, home=("leila",))
    assert {path: statements(signed_in_as(who), path) for path, who in browsers.items()} == few
