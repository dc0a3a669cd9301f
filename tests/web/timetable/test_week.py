"""The week: who comes, how, where, when; what is different; closed days; hours promised."""

from datetime import date

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import AuditEntry, AuditPupil, DayKind, SessionChange, TimetableSession
from tests import cast
from tests.factories.demo_day import Sessions
from tests.factories.timetable import days, keep
from tests.support.examples import drawn_once
from tests.support.html import Node
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime


def day(page: Node, name: str) -> Node:
    return page.one("section", where=lambda node: bool(node.all("h2", where=lambda h: h.text.startswith(name))))


def test_leila_reads_mayas_week(signed_in_as: SignedInAs, planned: Sessions) -> None:
    page = signed_in_as("leila").reads("/week/")
    assert page.one("h1").text == "Maya's week"
    assert [name.text for name in page.all("h2")] == [
        "10 hours of the 11 we promised",
        "Monday 23",
        "Tuesday 24 Today",
        "Wednesday 25",
        "Thursday 26",
        "Friday 27",
    ]
    assert "10:00 to 11:30 English Home visit" in day(page, "Tuesday").text
    assert "Out and about, The allotment" in day(page, "Wednesday").text
    assert "Boots" in day(page, "Wednesday").text
    assert "Mr Hughes meets Maya at the side door." in day(page, "Thursday").text


def test_a_closed_day_says_why(signed_in_as: SignedInAs, planned: Sessions) -> None:
    page = signed_in_as("leila").reads("/week/")
    assert day(page, "Friday").text == "Friday 27 Listen We are closed. The staff have a training day."


def test_next_week_has_no_change_and_no_closed_day(signed_in_as: SignedInAs, planned: Sessions) -> None:
    page = signed_in_as("leila").reads(f"/week/{cast.pupil('maya')}/next")
    assert "Changed" not in page.text
    assert "Science" in day(page, "Friday 4").text


@drawn_once
@pytest.mark.parametrize(("moment", "monday"), [("2026-11-28 09:00", "Monday 30"), ("2026-11-27 23:59", "Monday 23")])
def test_at_the_weekend_the_coming_week_opens(
    signed_in_as: SignedInAs, planned: Sessions, the_time_is: SetTime, moment: str, monday: str
) -> None:
    the_time_is(moment)
    assert signed_in_as("leila").reads("/week/").all("h2", where=lambda node: node.text == monday)


def test_a_holiday_week_says_so_once(signed_in_as: SignedInAs, planned: Sessions, the_time_is: SetTime) -> None:
    the_time_is("2026-12-21 09:00")
    page = signed_in_as("leila").reads("/week/")
    assert "It is the holidays." in page.text
    assert not page.all("progress")


def test_a_holiday_week_says_when_it_starts_again_and_with_whom(
    signed_in_as: SignedInAs, planned: Sessions, the_time_is: SetTime
) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        keep(session, days(DayKind.TERM, date(2027, 1, 4), date(2027, 3, 26)))
    the_time_is("2026-12-21 09:00")
    page = signed_in_as("leila").reads("/week/").text
    assert "The next time Listen Monday 4 January 9:30 to 12:00 Cooking Our place Sam" in page


def test_a_change_says_old_and_new_and_stays_until_it_was_seen(signed_in_as: SignedInAs, planned: Sessions) -> None:
    leila = signed_in_as("leila")
    tuesday = day(leila.reads("/week/"), "Tuesday")
    assert "Anna comes on Tuesday 24 November, not Sam. Sam has to stay at our place." in tuesday.text
    assert (tuesday.one("del").text, tuesday.one("ins").text) == ("Sam", "Anna")
    assert tuesday.all("li", where=lambda node: "session--new" in node.attrs.get("class", ""))
    answer = leila.sends("/week/", to="/this")
    assert answer.headers["Location"] == f"/week/{cast.pupil('maya')}/this"
    tuesday = day(leila.reads("/week/"), "Tuesday")
    assert not tuesday.all("li", where=lambda node: "session--new" in node.attrs.get("class", ""))
    assert not tuesday.all("form")
    assert "Anna comes on Tuesday 24 November, not Sam." in tuesday.text


def test_an_online_session_of_today_has_one_big_join(signed_in_as: SignedInAs, planned: Sessions) -> None:
    link = signed_in_as("leila").reads("/week/").one("a", where=lambda node: node.text == "Join")
    assert link.attrs["href"] == "https://meet.example/maya"
    assert set(link.attrs["rel"].split()) == {"noreferrer", "noopener"}
    assert "btn--main" in link.attrs["class"]


def test_a_link_that_is_no_page_is_no_link(signed_in_as: SignedInAs, planned: Sessions) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(TimetableSession, planned["maya"][2].id).join_url = "javascript:alert(1)"
    page = signed_in_as("leila").reads("/week/")
    assert "javascript" not in str([node.attrs for node in page.walk()])
    assert "The link is not here yet." in page.text


def test_the_session_is_over_when_it_is_over(signed_in_as: SignedInAs, planned: Sessions, the_time_is: SetTime) -> None:
    the_time_is("2026-11-24 14:00")
    assert not signed_in_as("leila").reads("/week/").all("a", where=lambda node: node.text == "Join")


def test_tomasz_moves_between_his_children_without_losing_the_week(signed_in_as: SignedInAs, planned: Sessions) -> None:
    tomasz = signed_in_as("tomasz")
    page = tomasz.reads(f"/week/{cast.pupil('jakub')}/next")
    [pills] = page.all("nav", where=lambda node: node.attrs.get("aria-label") == "Whose week")
    assert [link.text for link in pills.all("a")] == ["Jakub", "Zofia"]
    zofia = pills.all("a")[1].attrs["href"]
    assert zofia == f"/week/{cast.pupil('zofia')}/next"
    assert tomasz.reads(zofia).one("h1").text == "Zofia's week"


@drawn_once
def test_zofia_reads_her_own_week_without_hours(signed_in_as: SignedInAs, planned: Sessions) -> None:
    page = signed_in_as("zofia").reads("/week/")
    assert page.one("h1").text == "My week"
    assert not page.all("progress")


@drawn_once
def test_zofia_knows_her_sessions_by_their_pictures(signed_in_as: SignedInAs, planned: Sessions) -> None:
    def pictures(who: str) -> list[str]:
        things = signed_in_as(who).reads(f"/week/{cast.pupil('zofia')}/this").all("img")
        return [
            thing.attrs["src"].split("/things/")[1].split(".")[0]
            for thing in things
            if "/things/" in thing.attrs["src"]
        ]

    assert pictures("zofia") == ["artist-palette", "open-book", "books"]
    assert pictures("tomasz") == []


def test_mr_okoro_reads_the_week_of_a_pupil_of_his(signed_in_as: SignedInAs, planned: Sessions) -> None:
    page = signed_in_as("okoro").reads(f"/week/{cast.pupil('maya')}/this")
    assert page.one("h1").text == "Maya's week"
    assert not page.one("main").all("form")
    assert signed_in_as("okoro").get("/week/").headers["Location"] == "/"


@pytest.mark.parametrize(
    ("who", "child"),
    [
        ("dan", "maya"), ("leila", "zofia"), ("lewis", "maya"), ("maya", "zofia"), ("amara", "maya"), ("quinn", "maya"),
    ],
)  # fmt: skip
def test_nobody_else_opens_it(signed_in_as: SignedInAs, planned: Sessions, who: str, child: str) -> None:
    assert signed_in_as(who).get(f"/week/{cast.pupil(child)}/this").status_code == 404


@pytest.mark.parametrize("who", ["hughes", "joanna"])
def test_who_is_given_no_timetable_is_refused(signed_in_as: SignedInAs, planned: Sessions, who: str) -> None:
    assert signed_in_as(who).get(f"/week/{cast.pupil('maya')}/this").status_code == 403


def test_every_look_at_a_week_is_in_the_record(signed_in_as: SignedInAs, planned: Sessions, look: Look) -> None:
    signed_in_as("leila").reads("/week/")
    [line] = look(sa.select(AuditEntry))
    assert (line.event, line.by_id) == ("timetable.week.shown", cast.person("leila"))
    assert look(sa.select(AuditPupil.about_id)) == [cast.pupil("maya")]


def test_a_home_address_that_somebody_typed_is_on_no_page(signed_in_as: SignedInAs, planned: Sessions) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(TimetableSession, planned["maya"][1].id).place = "12 Secret Street"
        session.scalars(sa.select(SessionChange)).one().place = "14 Secret Street"
    for who in ("leila", "maya", "okoro"):
        assert "Secret" not in signed_in_as(who).get(f"/week/{cast.pupil('maya')}/this").text
