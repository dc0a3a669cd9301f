"""What somebody promises in an answer stands on the answer and in the ledger, for those who read the answer alone."""

import uuid
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from portal.models import Decision, Promise
from tests import cast
from tests.factories.asks import asked, new
from tests.factories.promises import promised
from tests.support.crowd import counted
from tests.support.portal import Look, SignedInAs

MAYA = f"/promises/{cast.pupil('maya')}"
WHAT = "I will tell the driver."


def answered(who: str = "leila", child: str = "maya", **facts: Any) -> uuid.UUID:
    """A question that Sam has answered with a yes."""
    yes = {"decision": Decision.YES, "reason": "Ten is fine.", "decided_by_id": cast.person("okoro")}
    return asked(who, child, **{**yes, "decided_at": sa.func.now(), "seen_at": sa.func.now(), **facts})


def test_what_sam_promises_in_an_answer_is_in_the_ledger_and_on_the_answer(
    signed_in_as: SignedInAs, look: Look
) -> None:
    ask = answered()
    okoro = signed_in_as("okoro")
    [address] = [a.attrs["href"] for a in okoro.reads(f"/asks/{ask}/answer").all("a") if "Make a promise" in a.text]
    day = {"due_on-day": "30", "due_on-month": "11", "due_on-year": "2026"}
    assert okoro.sends(address, what=WHAT, owner=str(cast.person("okoro")), **day).status_code == 302
    assert look(sa.select(Promise.ask_id)) == [ask]
    for who, page in (("leila", f"/asks/{ask}"), ("leila", MAYA), ("okoro", f"/asks/{ask}/answer"), ("okoro", MAYA)):
        words = signed_in_as(who).reads(page).one("main").text
        for fact in ("Sam promised", WHAT, "By 30 November 2026"):
            assert fact in words, f"{who} on {page}"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"due_on": date(2026, 11, 20)}, "This is late. You can ask Sam when it will be done."),
        ({"done_on": date(2026, 11, 24)}, "Done"),
        ({"dropped_on": date(2026, 11, 24), "dropped_why": "The bus is gone."}, "The bus is gone."),
    ],
)
def test_the_answer_says_how_the_promise_stands(signed_in_as: SignedInAs, facts: dict[str, Any], words: str) -> None:
    ask = answered()
    promised(what=WHAT, ask_id=ask, **facts)
    assert words in signed_in_as("leila").reads(f"/asks/{ask}").one("main").text


def test_nobody_else_reads_it_not_even_whom_maya_let_read_her_question(signed_in_as: SignedInAs) -> None:
    ask = answered("maya", "maya", readers=("leila",))
    number = promised(what=WHAT, ask_id=ask)
    leila = signed_in_as("leila")
    assert leila.get(f"/asks/{ask}").status_code == 200
    for page in (f"/asks/{ask}", MAYA):
        assert WHAT not in leila.reads(page).text
    assert leila.get(new("maya", "not_right", "promise", number)).status_code == 404
    assert WHAT in signed_in_as("maya").reads(f"/asks/{ask}").text
    assert WHAT in signed_in_as("okoro").reads(f"/asks/{ask}/answer").text
    for who in ("dan", "hughes", "lewis", "quinn"):
        assert WHAT not in signed_in_as(who).get(MAYA).text


def test_whom_leila_left_out_reads_no_promise_of_it(signed_in_as: SignedInAs) -> None:
    ask = answered(not_for_id=cast.person("okoro"), for_id=cast.person("byrne"), decided_by_id=cast.person("byrne"))
    promised(what=WHAT, by="byrne", ask_id=ask)
    assert WHAT not in signed_in_as("okoro").reads(MAYA).text
    assert WHAT in signed_in_as("leila").reads(MAYA).text


def test_a_page_of_an_answer_asks_as_often_for_one_promise_as_for_ten(signed_in_as: SignedInAs) -> None:
    ask, leila = answered(), signed_in_as("leila")
    promised(what=WHAT, ask_id=ask)
    leila.reads(f"/asks/{ask}")
    with counted() as few:
        leila.reads(f"/asks/{ask}")
    for _ in range(9):
        promised(what=WHAT, ask_id=ask)
    with counted() as many:
        leila.reads(f"/asks/{ask}")
    assert len(many) == len(few)
