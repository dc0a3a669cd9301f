"""A question cannot end without a decision, a reason, having been told, and what they said to it."""

import itertools
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.asking.life import MOVES, Move, NotNowError, State, can_close, check, state_of, waits_for_reply
from portal.models import Ask, Decision, Reply, Told

NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/London"))
STEPS = ("seen_at", "decided_at", "told_at", "replied_at", "followed_up_at", "closed_at")


def a_question(**facts: object) -> Ask:
    return Ask(**{"asked_at": NOON, "reason": "", "tries": 0, **facts})


def complete(**changes: object) -> Ask:
    facts = {
        "seen_at": NOON,
        "decision": Decision.NOT_NOW,
        "decided_at": NOON,
        "told": Told.HERE,
        "told_at": NOON,
        "reply": Reply.OK,
        "replied_at": NOON,
        "reason": "The bus comes at 9.",
        **changes,
    }
    return a_question(**facts)


def test_a_new_question_waits_for_a_reply() -> None:
    question = a_question()
    assert (state_of(question), waits_for_reply(question)) == (State.SHARED, True)


def test_a_question_that_is_only_read_still_waits_for_a_reply() -> None:
    assert waits_for_reply(a_question(seen_at=NOON))
    assert not waits_for_reply(a_question(seen_at=NOON, think_until=date(2026, 12, 1)))


def test_whoever_was_told_and_said_ok_can_see_it_closed() -> None:
    question = complete()
    check(question, Move.CLOSE)
    assert can_close(question)


@pytest.mark.parametrize("missing", ["decided_at", "told_at", "reply"])
def test_a_question_does_not_close_without(missing: str) -> None:
    question = complete(**{missing: None})
    assert not can_close(question)
    with pytest.raises(NotNowError):
        check(question, Move.CLOSE)


def test_a_question_does_not_close_without_a_reason() -> None:
    assert not can_close(complete(reason=""))


def test_a_no_to_is_that_ok_is_followed_up_before_it_closes() -> None:
    question = complete(reply=Reply.NOT_OK)
    with pytest.raises(NotNowError):
        check(question, Move.CLOSE)
    check(question, Move.FOLLOW_UP)
    question.followed_up_at = NOON
    check(question, Move.CLOSE)


def test_a_promise_to_look_again_is_kept_before_it_closes() -> None:
    assert not can_close(complete(follow_up_on=date(2026, 12, 10)))


def test_nothing_happens_any_more_to_a_question_that_is_closed() -> None:
    question = complete(closed_at=NOON)
    for move in set(Move) - {Move.SEE, Move.ASK}:
        with pytest.raises(NotNowError):
            check(question, move)


@settings(deadline=None)  # what is true on a quick machine is true on a slow one
@given(st.sets(st.sampled_from(STEPS)), st.sampled_from([None, *Reply]), st.booleans(), st.sampled_from(["", "Why."]))
def test_whatever_stands_in_the_row_a_close_needs_all_four(
    steps: set[str], reply: Reply | None, promised: bool, reason: str
) -> None:
    question = a_question(**dict.fromkeys(steps - {"closed_at"}, NOON))
    question.reply, question.reason = reply, reason
    question.follow_up_on = date(2026, 12, 10) if promised else None
    try:
        check(question, Move.CLOSE)
    except NotNowError:
        return
    assert question.decided_at
    assert question.told_at
    assert question.reply
    assert question.reason


def test_every_state_but_the_last_leads_on() -> None:
    for state in State:
        onward = MOVES[state] - {Move.SEE}
        assert bool(onward) is (state is not State.CLOSED)
    assert set(itertools.chain.from_iterable(MOVES.values())) == set(Move) - {Move.ASK}
