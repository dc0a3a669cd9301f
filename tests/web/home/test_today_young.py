"""A young person's page: now and next, with pictures, and when the day ends."""

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import SessionChange
from tests.factories.demo_day import Sessions
from tests.support.examples import drawn_once
from tests.support.html import Node
from tests.support.portal import SignedInAs
from tests.support.time import SetTime


def slots(page: Node) -> list[str]:
    return [node.text for node in page.all("section", where=lambda node: "slot" in node.attrs.get("class", "").split())]


def lit(page: Node) -> list[Node]:
    return page.all("section", where=lambda node: {"slot--now", "card--lit"} & set(node.attrs.get("class", "").split()))


def test_zofia_sees_now_and_next(signed_in_as: SignedInAs, planned: Sessions) -> None:
    page = signed_in_as("zofia").reads("/")
    assert page.one("h1").text == "Hello Zofia"
    assert page.one("title").text == "My day"
    now, coming = slots(page)
    assert "Now Listen Art Anna Our place Mill Lane Ends 10:30" in now
    assert "Next Listen Read a book Sam Our place Mill Lane 10:45 Your bag" in coming
    assert "Your day ends at 12:00" in page.text
    assert len(lit(page)) == 1


@drawn_once
def test_pictures_come_before_words(signed_in_as: SignedInAs, planned: Sessions) -> None:
    page = signed_in_as("zofia").reads("/")
    for fact in page.one("main").all("li", where=lambda node: node.attrs.get("class") == "fact"):
        first = next(child for child in fact.children if isinstance(child, Node))
        assert first.tag in {"img", "svg", "span"}
        assert not first.text


def test_a_change_is_lit_and_nothing_else_is(signed_in_as: SignedInAs, planned: Sessions) -> None:
    maya = signed_in_as("maya")
    [only] = lit(maya.reads("/"))
    assert only.one("h2").text == "Anna comes today, not Sam"
    maya.sends("/", to="/home")
    [only] = lit(maya.reads("/"))
    assert only.one("h2").text == "Now"


def test_a_change_of_another_day_waits_below_what_is_now(
    signed_in_as: SignedInAs, planned: Sessions, the_time_is: SetTime
) -> None:
    the_time_is("2026-11-23 10:00")
    maya = signed_in_as("maya")
    [only] = lit(maya.reads("/"))
    assert only.one("h2").text == "Now"
    words = maya.reads("/").text
    assert words.index("Cooking") < words.index("A change tomorrow")
    the_time_is("2026-11-23 18:00")
    [only] = lit(signed_in_as("maya").reads("/"))
    assert only.one("h2").text == "Anna comes tomorrow, not Sam"


@drawn_once
@pytest.mark.parametrize(
    ("moment", "sentences"),
    [
        ("2026-11-24 08:00", ["Next Listen Art", "Then", "10:45 Read a book"]),
        ("2026-11-24 10:35", ["Next Listen Read a book", "Your day ends at 12:00"]),
        ("2026-11-24 12:00", ["Your day is done.", "Tomorrow Listen Music Anna Our place Mill Lane 9:30"]),
        ("2026-11-27 09:00", ["We are closed. The staff have a training day.", "Tuesday 1 December Listen Art"]),
        ("2026-11-28 09:00", ["It is the weekend.", "Tuesday 1 December Listen Art Anna"]),
        ("2026-11-26 18:00", ["Tomorrow Listen We are closed.", "Tuesday 1 December Listen Art Anna"]),
        ("2026-12-21 09:00", ["It is the holidays."]),
    ],
)
def test_each_hour_has_its_short_sentence(
    signed_in_as: SignedInAs, planned: Sessions, the_time_is: SetTime, moment: str, sentences: list[str]
) -> None:
    the_time_is(moment)
    words = signed_in_as("zofia").reads("/").one("main").text
    assert [sentence for sentence in sentences if sentence not in words] == []


@pytest.mark.parametrize(
    ("moment", "place"), [("2026-11-26 12:00", "Next"), ("2026-11-26 13:00", "Now"), ("2026-11-25 18:00", "Tomorrow")]
)
def test_what_was_written_beside_a_session_stands_there(
    signed_in_as: SignedInAs, planned: Sessions, the_time_is: SetTime, moment: str, place: str
) -> None:
    the_time_is(moment)
    [slot] = slots(signed_in_as("maya").reads("/"))
    assert slot.startswith(place)
    assert "Mr Hughes meets Maya at the side door." in slot


@drawn_once
def test_an_online_session_has_one_big_join(signed_in_as: SignedInAs, planned: Sessions, the_time_is: SetTime) -> None:
    the_time_is("2026-11-24 13:00")
    page = signed_in_as("maya").reads("/")
    assert "Now Listen Maths" in slots(page)[0]
    assert "Join" in slots(page)[0]
    [link] = page.all("a", where=lambda node: node.text == "Join")
    assert link.attrs["href"] == "https://meet.example/maya"
    assert link.attrs["rel"] == "noreferrer noopener"


def test_a_session_that_is_off_is_said(signed_in_as: SignedInAs, planned: Sessions) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.scalars(sa.select(SessionChange)).one().is_cancelled = True
    words = signed_in_as("maya").reads("/").one("main").text
    assert "There is no English today." in words
    assert "Next Listen Maths" in words


def test_nobody_outside_learns_that_a_child_is_here(signed_in_as: SignedInAs, planned: Sessions) -> None:
    for path in ("/", "/week/"):
        text = signed_in_as("zofia").get(path).text
        assert "cdn.jsdelivr.net" not in text
