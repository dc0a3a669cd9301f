"""Moving a ladder: the young person their own, in few taps; staff the adults', or what the young person says."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from portal.blueprints.goals.services import ladders
from portal.database import SYSTEM, db
from portal.models import AuditEntry, Goal, HowSaid, LadderMove, Rung, Voice
from tests import cast
from tests.factories.goals import a_goal
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs


def texts(browser: Browser) -> Callable[[str], str]:
    return lambda path: browser.reads(path).one("main").text


def moves(look: Look) -> list[LadderMove]:
    return look(sa.select(LadderMove).order_by(LadderMove.moved_at))


def test_from_today_zofia_needs_three_taps(signed_in_as: SignedInAs, look: Look) -> None:
    """My goals, my ladder, a rung. Who helped is asked afterwards; the move counts already."""
    with db.work(SYSTEM, reason="a test") as session:
        made = a_goal(session, "zofia")
    zofia = signed_in_as("zofia")
    first = zofia.reads("/").one("a", where=lambda node: node.text == "My goals").attrs["href"]
    first = zofia.get(first).headers.get("Location", first)
    second = zofia.reads(first).one("a", where=lambda node: node.text == "Move my ladder").attrs["href"]
    page = zofia.reads(second)
    assert [button.text for button in page.all("button", where=lambda node: node.attrs.get("name") == "rung")] == [
        "Not yet", "A little", "A lot", "Done",
    ]  # fmt: skip
    answer = zofia.sends(second, rung="a_lot")
    [move] = moves(look)
    assert (move.goal_id, move.voice, move.rung, move.how_said) == (made, Voice.YOUNG, Rung.A_LOT, HowSaid.BY_MYSELF)
    assert zofia.reads(answer.headers["Location"]).one("h1").text == "Who helped me?"
    zofia.sends(answer.headers["Location"], how_said="read_to_me")
    assert [move.how_said for move in moves(look)] == [HowSaid.READ_TO_ME]


def test_a_tap_twice_is_one_move(signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID) -> None:
    maya, path = signed_in_as("maya"), f"/goals/{mayas_goal}/ladder"
    before = len(moves(look))
    sent = {**maya.form(path).hidden_values(), "rung": "done"}
    for _ in range(3):
        maya.post(path, data=sent)
    assert len(moves(look)) == before + 1


def test_the_slower_of_two_equal_taps_finds_the_faster_one(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    maya, path = signed_in_as("maya"), f"/goals/{mayas_goal}/ladder"
    sent = {**maya.form(path).hidden_values(), "rung": "done"}
    maya.post(path, data=sent)
    before, real = len(moves(look)), ladders.find_sent_move
    # As if neither had seen the other one before it wrote.
    answers = iter([None])
    monkeypatch.setattr(ladders, "find_sent_move", lambda *args, **named: next(answers, real(*args, **named)))
    assert maya.post(path, data=sent).status_code == 302
    assert len(moves(look)) == before


def test_the_number_of_somebody_elses_tap_moves_nothing(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID
) -> None:
    [number] = look(sa.select(LadderMove.client_id).where(LadderMove.person_id == cast.person("okoro")))
    before = len(moves(look))
    answer = signed_in_as("maya").sends(f"/goals/{mayas_goal}/ladder", rung="done", client_id=str(number))
    assert answer.status_code == 404
    assert len(moves(look)) == before


def test_where_she_stands_is_the_newest_move(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    maya = signed_in_as("maya")
    for rung in ("done", "not_yet", "a_lot"):
        maya.sends(f"/goals/{mayas_goal}/ladder", rung=rung)
    page = signed_in_as("leila").reads(f"/goals/{mayas_goal}")
    stands = [node.text for node in page.one("main").all("li", where=lambda node: "aria-current" in node.attrs)]
    assert stands == ["a lot", "a lot"]
    assert "see it in two ways" not in page.text


def test_a_young_person_moves_no_ladder_but_their_own(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID
) -> None:
    signed_in_as("maya").sends(f"/goals/{mayas_goal}/ladder", rung="done", for_young="", voice="team")
    assert [(move.voice, move.person_id) for move in moves(look)][-1] == (Voice.YOUNG, cast.person("maya"))
    assert signed_in_as("zofia").get(f"/goals/{mayas_goal}/ladder").status_code == 404


def test_staff_move_the_adults_ladder(signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID) -> None:
    signed_in_as("okoro").sends(f"/goals/{mayas_goal}/ladder", rung="not_yet")
    assert [(move.voice, move.rung) for move in moves(look)][-1] == (Voice.TEAM, Rung.NOT_YET)


def test_staff_write_down_what_maya_says_and_it_says_so(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID
) -> None:
    okoro = signed_in_as("okoro")
    link = okoro.reads(f"/goals/{mayas_goal}").one("a", where=lambda node: node.text == "Maya moves a ladder, I help")
    okoro.sends(link.attrs["href"], rung="done")
    move = moves(look)[-1]
    assert (move.voice, move.how_said, move.person_id) == (Voice.YOUNG, HowSaid.WRITTEN_FOR_ME, cast.person("okoro"))


def test_nobody_moves_mayas_ladder_without_a_trace_on_the_page(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    """Who moved each of the two last, and when: wherever the ladders stand, also on paper."""
    maya, leila = signed_in_as("maya"), signed_in_as("leila")
    pages = (f"/goals/{mayas_goal}", f"/goals/{mayas_goal}/print", f"/goals/of/{cast.pupil('maya')}")
    assert [("You moved it today." in text, "Sam moved it today." in text) for text in map(texts(maya), pages)] == [
        (True, True)
    ] * 3
    signed_in_as("okoro").sends(f"/goals/{mayas_goal}/ladder?young=1", rung="not_yet")
    for browser in (maya, leila):
        for text in map(texts(browser), pages):
            assert "Sam wrote this down today." in text
            assert "You moved it" not in text
            assert "Maya moved it" not in text


def test_who_helped_stands_beside_the_ladder(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    maya = signed_in_as("maya")
    helped = maya.sends(f"/goals/{mayas_goal}/ladder", rung="done").headers["Location"]
    for how, says in (("read_to_me", "A grown-up read it out."), ("written_for_me", "A grown-up wrote it down.")):
        maya.sends(helped, how_said=how)
        assert f"You moved it today. {says}" in texts(maya)(f"/goals/{mayas_goal}")
        assert f"Maya moved it today. {says}" in texts(signed_in_as("leila"))(f"/goals/{mayas_goal}")
    maya.sends(helped, how_said="by_myself")
    assert "A grown-up" not in texts(maya)(f"/goals/{mayas_goal}")


@pytest.mark.parametrize(
    ("who", "status"), [("leila", 403), ("hughes", 403), ("amara", 403), ("dan", 403), ("lewis", 404), ("quinn", 404)]
)
def test_nobody_else_moves_any(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID, who: str, status: int
) -> None:
    browser, before = signed_in_as(who), len(moves(look))
    token = browser.form("/language", to="/language").hidden_values()["csrf_token"]
    sent = {"csrf_token": token, "rung": "done", "for_young": "yes"}
    assert browser.post(f"/goals/{mayas_goal}/ladder", data=sent).status_code == status
    assert len(moves(look)) == before


@pytest.mark.parametrize("rung", ["", "top", "\x00", "x" * 10_000])
def test_what_is_no_rung_is_asked_for_again(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID, rung: str
) -> None:
    before = len(moves(look))
    answer = signed_in_as("maya").sends(f"/goals/{mayas_goal}/ladder", rung=rung)
    assert answer.status_code == 422
    assert "Tap where you are on the ladder." in answer.text
    assert len(moves(look)) == before


def test_a_goal_that_has_ended_stays_where_it_was(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        goal = session.get_one(Goal, mayas_goal)
        goal.ended_on = goal.started_on
    assert signed_in_as("maya").get(f"/goals/{mayas_goal}/ladder").status_code == 404


def test_the_record_says_who_moved_which_ladder(signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID) -> None:
    signed_in_as("maya").sends(f"/goals/{mayas_goal}/ladder", rung="done")
    [line] = look(sa.select(AuditEntry).where(AuditEntry.event == "goals.ladder.moved"))
    assert line.by_id == cast.person("maya")
    assert '"rung": "done"' in line.facts
