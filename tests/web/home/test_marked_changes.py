"""One change is lit; each session that is different is marked where it stands, until this person has seen it."""

from datetime import date

import pytest

from portal.database import SYSTEM, db
from portal.models import DayKind, TimetableSession
from tests import cast
from tests.factories.demo_day import TUESDAY_24, Sessions
from tests.factories.timetable import change, days, keep
from tests.support.html import Node
from tests.support.portal import SignedInAs
from tests.support.time import SetTime

ANNA = cast.person("anna")


def differs(planned: Sessions, whose: str, number: int, on: date, **facts: object) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        one = session.get_one(TimetableSession, planned[whose][number].id)
        keep(session, change(one, on, **facts))  # type: ignore[arg-type]


def marks(page: Node) -> list[Node]:
    """Each mark "Changed" of a page: the lit tag with its icon, its word beside it."""
    found = page.all("span", where=lambda node: "tag" in node.attrs.get("class", "").split() and node.text == "Changed")
    assert all("tag--new" in mark.attrs["class"] and mark.all("svg") for mark in found)
    return found


def marked(page: Node, kind: str, title: str) -> str:
    """The words of the one part of this kind (a card, a place of the board) that has this heading and a mark in it."""
    [part] = page.all("section", where=lambda node: kind in node.attrs.get("class", "").split() and is_of(node, title))
    assert marks(part), f"nothing is marked under {title}"
    return part.text


def is_of(part: Node, title: str) -> bool:
    return any(heading.text == title for heading in part.all("h2"))


def test_the_other_childs_changed_session_is_marked(signed_in_as: SignedInAs, planned: Sessions) -> None:
    differs(planned, "zofia", 0, TUESDAY_24, ends="10:15")
    differs(planned, "zofia", 1, TUESDAY_24, staff_id=ANNA)
    differs(planned, "jakub", 1, date(2026, 11, 26), staff_id=ANNA)
    tomasz = signed_in_as("tomasz")
    page = tomasz.reads("/")
    [lit] = page.all("section", where=lambda node: "card--lit" in node.attrs.get("class", ""))
    assert lit.one("h2").text == "It ends at 10:15 today, not 10:30"
    zofia = marked(page, "card", "Zofia")
    assert "On now Art Changed 9:30 to 10:15" in zofia
    assert "10:45 to 12:00 Read a book Our place Anna Changed" in zofia
    assert "Maths Changed 10:00 to 11:30" in marked(page, "card", "Jakub")
    assert len(marks(page)) == 3
    for left in (2, 1, 0):
        tomasz.sends("/", to="/home")
        assert len(marks(tomasz.reads("/"))) == left


def test_a_change_of_tomorrow_is_marked_there(signed_in_as: SignedInAs, planned: Sessions) -> None:
    differs(planned, "maya", 3, date(2026, 11, 25), staff_id=ANNA)
    leila = signed_in_as("leila")
    leila.sends("/", to="/home")
    today, _, tomorrow = marked(leila.reads("/"), "card", "Maya").partition("Tomorrow")
    assert "Changed" not in today
    assert "9:30 to 12:30 Garden Out and about Anna Changed" in tomorrow


def test_a_day_that_is_too_far_to_be_news_is_marked_all_the_same(
    signed_in_as: SignedInAs, planned: Sessions, the_time_is: SetTime
) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        keep(session, days(DayKind.TERM, date(2027, 1, 4), date(2027, 3, 26)))
    differs(planned, "maya", 0, date(2027, 1, 4), staff_id=ANNA)
    the_time_is("2026-12-19 09:00")
    page = signed_in_as("leila").reads("/")
    assert not page.all("section", where=lambda node: "card--lit" in node.attrs.get("class", ""))
    assert "Monday 4 January Cooking Changed 9:30 to 12:00" in marked(page, "card", "Maya")


def test_a_session_as_every_week_has_no_mark(signed_in_as: SignedInAs, planned: Sessions) -> None:
    differs(planned, "zofia", 0, TUESDAY_24, reason="Anna has new paints.")
    for who in ("tomasz", "zofia"):
        assert marks(signed_in_as(who).reads("/")) == []


@pytest.mark.parametrize(
    ("moment", "number", "kind", "title", "words"),
    [
        ("2026-11-24 10:00", 0, "slot", "Now", "Art Anna Our place Canal House Ends 10:30 Changed"),
        ("2026-11-24 10:00", 1, "slot", "Next", "Our place Canal House 10:45 Your bag Changed"),
        ("2026-11-24 08:00", 1, "card", "Then", "10:45 Read a book Sam Changed"),
        ("2026-11-23 18:00", 0, "slot", "Tomorrow", "Art Anna Our place Canal House 9:30 Changed"),
    ],
)
def test_a_young_person_sees_the_mark_too(
    signed_in_as: SignedInAs,
    planned: Sessions,
    the_time_is: SetTime,
    moment: str,
    number: int,
    kind: str,
    title: str,
    words: str,
) -> None:
    differs(planned, "zofia", number, TUESDAY_24, place="Canal House")
    the_time_is(moment)
    zofia = signed_in_as("zofia")
    page = zofia.reads("/")
    assert words in marked(page, kind, title)
    assert len(marks(page)) == 1
    zofia.sends("/", to="/home")
    assert marks(zofia.reads("/")) == []
