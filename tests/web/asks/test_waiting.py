"""What waits for staff, on its list and on Today: no reply yet first, the late ones first, nobody else's."""

from datetime import date

import pytest
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import DayKind, Reply, Setting, Told
from portal.timetable.days import school_day_after, school_day_before
from tests import cast
from tests.factories.asks import asked, decided, in_english, london
from tests.factories.demo_day import Sessions
from tests.factories.timetable import days, keep
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs
from tests.web.home.test_statements import counted


@pytest.fixture(autouse=True)
def read_english(app: Flask) -> None:
    in_english()


def listed(browser: Browser, path: str = "/asks/waiting") -> list[str]:
    page = browser.reads(path).one("main")
    links = page.all("a", where=lambda node: node.attrs["href"].endswith("/answer"))
    return [link.attrs["href"].split("/")[2] for link in links]


def replied(reply: Reply, on: str = "2026-11-24 09:00", **facts: object) -> dict[str, object]:
    moment = london(on)
    return decided(on, told=Told.HERE, told_at=moment, reply=reply, replied_at=moment, **facts)


def test_no_reply_comes_first_and_of_those_the_late_ones(signed_in_as: SignedInAs) -> None:
    moment = london("2026-11-24 09:00")
    wanted = [
        asked("tomasz", "zofia", on="2026-11-17 12:00"),
        asked(
            "leila", "maya", on="2026-11-23 12:00", seen_at=london("2026-11-23 13:00"), seen_by_id=cast.person("okoro")
        ),
        asked("maya", "maya", on="2026-11-24 09:30"),
        asked("jakub", "jakub", on="2026-11-10 12:00", think_until=date(2026, 12, 1), think_why="The bus."),
        asked("zofia", "zofia", on="2026-11-09 12:00", **decided()),
        asked("tomasz", "jakub", on="2026-11-08 12:00", **decided(told=Told.HERE, told_at=moment)),
        asked("leila", "maya", on="2026-11-07 12:00", **replied(Reply.OK)),
    ]
    asked("leila", "maya", on="2026-11-01 12:00", closed_at=moment, **replied(Reply.OK))
    okoro = signed_in_as("okoro")
    assert listed(okoro) == [str(one) for one in wanted]
    page = okoro.reads("/asks/waiting")
    assert [heading.text for heading in page.all("h2")] == [
        "No reply yet",
        "Somebody is thinking about it",
        "Decided, not told yet",
        "Told. Is it OK?",
        "Look again, then close",
    ]
    assert "late: it was due by Wednesday 18 November" in page.text
    # On Today: no reply yet, and what nobody has told them.
    assert listed(okoro, "/") == [str(one) for one in (*wanted[:3], wanted[4])]


CASES = [
    {},
    {"seen_at": london("2026-11-16 13:00")},
    {"think_until": date(2026, 11, 23), "think_why": "x"},
    {"think_until": date(2026, 11, 24), "think_why": "x"},
    {"think_until": date(2026, 11, 27)},
    decided("2026-11-20 09:00"),
    decided("2026-11-23 09:00"),
    decided("2026-11-16 09:00", told=Told.HERE, told_at=london("2026-11-18 09:00")),
    decided("2026-11-16 09:00", told=Told.HERE, told_at=london("2026-11-19 23:30")),
    replied(Reply.OK, "2026-11-17 09:00"),
    replied(Reply.OK, "2026-11-17 09:00", follow_up_on=date(2026, 12, 1)),
    replied(Reply.NOT_OK, "2026-11-17 09:00", follow_up_on=date(2026, 12, 1)),
    replied(Reply.OK, "2026-11-23 09:00", follow_up_on=date(2026, 11, 23)),
    replied(Reply.NOT_OK, "2026-11-17 09:00", followed_up_at=london("2026-11-18 09:00")),
]


def test_the_list_puts_late_first_by_the_same_clocks_as_the_page(
    signed_in_as: SignedInAs, planned: Sessions, look: Look
) -> None:
    for facts in CASES:
        for on in (
            "2026-11-06 15:00",
            "2026-11-13 15:00",
            "2026-11-18 15:00",
            "2026-11-20 23:30",
            "2026-11-23 08:00",
            "2026-11-24 00:10",
        ):
            asked("leila", "maya", on=on, **facts)
    with db.work(SYSTEM, reason="a test") as session:
        keep(session, days(DayKind.CLOSED, date(2026, 11, 19), date(2026, 11, 19), "A training day."))
    byrne = signed_in_as("byrne")
    tags = [
        ["tag--late" in tag.attrs["class"] for tag in section.all("span", where=is_a_tag)]
        for number in (1, 2, 3, 4, 5)
        for section in byrne.reads(f"/asks/waiting?page={number}").all("section")
    ]
    assert sum(map(len, tags)) == len(CASES) * 6
    by_page = [late for section in tags for late in section]
    assert set(by_page) == {True, False}
    for section in tags:
        assert section == sorted(section, reverse=True)


def is_a_tag(node: object) -> bool:
    return "tag" in node.attrs.get("class", "").split()  # type: ignore[attr-defined]


@pytest.mark.parametrize("number", [0, 1, 3, 10])
@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2026, 11, 24), date(2026, 12, 28), date(2027, 1, 5)])
def test_what_began_before_that_day_is_late_and_nothing_else(number: int, today: date) -> None:
    calendar = [
        days(DayKind.TERM, date(2026, 9, 1), date(2026, 12, 18)),
        days(DayKind.CLOSED, date(2026, 11, 19), date(2026, 11, 19)),
        days(DayKind.TERM, date(2027, 1, 5), date(2027, 2, 12)),
    ]
    first_in_time = school_day_before(today, number, calendar)
    for back in range(80):
        began = date.fromordinal(today.toordinal() - back)
        assert (began < first_in_time) is (school_day_after(began, number, calendar) < today)


def test_today_of_who_keeps_children_safe_holds_theirs_and_what_is_late(signed_in_as: SignedInAs) -> None:
    late = asked("tomasz", "zofia", on="2026-11-16 12:00")
    asked("leila", "maya", on="2026-11-24 09:30")
    hers = asked("maya", "maya", for_id=cast.person("byrne"), not_for_id=cast.person("okoro"))
    assert listed(signed_in_as("byrne"), "/") == [str(late), str(hers)]
    assert listed(signed_in_as("khan"), "/") == [str(late)]


def test_who_was_left_out_of_a_question_is_not_called_its_reader(signed_in_as: SignedInAs) -> None:
    hers = asked("maya", "maya", for_id=cast.person("byrne"), not_for_id=cast.person("okoro"))
    main = signed_in_as("byrne").reads(f"/asks/{hers}/answer").one("main").text
    assert "Read by those who keep children safe. Sam does not read it." in main
    assert "Read by the key worker" not in main


def test_today_shows_a_few_and_says_how_many_more(signed_in_as: SignedInAs) -> None:
    for number in range(8):
        asked("leila", "maya", on=f"2026-11-{number + 10} 12:00")
    page = signed_in_as("okoro").reads("/")
    assert len(listed(signed_in_as("okoro"), "/")) == 5
    assert "3 more wait after these." in page.text
    assert [link for link in page.all("a") if link.attrs["href"] == "/asks/waiting"]


def test_nobody_sees_what_waits_for_others(signed_in_as: SignedInAs) -> None:
    for who, child in (("leila", "maya"), ("priya", "rohan"), ("arjun", "rohan"), ("rohan", "rohan")):
        asked(who, child, on="2026-11-16 12:00")
    assert {who: len(listed(signed_in_as(who))) for who in ("okoro", "lewis", "byrne", "rees", "patel", "quinn")} == {
        "okoro": 1,
        "lewis": 3,
        "byrne": 4,
        "rees": 0,
        "patel": 0,
        "quinn": 0,
    }
    for who in ("rees", "patel", "quinn", "amara"):
        assert "No reply yet" not in signed_in_as(who).reads("/").text
    assert {signed_in_as(who).get("/asks/waiting").status_code for who in ("leila", "maya", "amara", "hughes")} == {403}


def test_each_hears_of_their_own_answer_only(signed_in_as: SignedInAs) -> None:
    hers, his = asked("priya", "rohan", **decided(by="lewis")), asked("arjun", "rohan", **decided(by="lewis"))
    for who, own in (("priya", hers), ("arjun", his)):
        links = signed_in_as(who).reads("/").all("a", where=lambda node: "has answered you" in node.text)
        assert [link.attrs["href"] for link in links] == [f"/asks/{own}"]
        assert "Hana has answered you" in links[0].text
    assert "has answered you" not in signed_in_as("rohan").reads("/").text


def test_an_answer_is_quiet_on_a_young_persons_day(signed_in_as: SignedInAs, planned: Sessions) -> None:
    asked("zofia", "zofia", **decided())
    page = signed_in_as("zofia").reads("/")
    assert "Sam has answered you" in page.text
    lit = page.all("section", where=lambda node: {"slot--now", "card--lit"} & set(node.attrs.get("class", "").split()))
    assert len(lit) == 1


def test_nothing_waiting_says_what_will_stand_there(signed_in_as: SignedInAs) -> None:
    assert "No question that you may read waits now." in signed_in_as("okoro").reads("/asks/waiting").text


def test_who_answers_reads_by_which_day_the_setting_decides(signed_in_as: SignedInAs) -> None:
    ask, okoro = asked("leila", "maya", on="2026-11-23 12:00"), signed_in_as("okoro")
    for days_of_the_setting, day in ((10, "Monday 7 December"), (5, "Monday 30 November")):
        with db.work(SYSTEM, reason="a test") as session:
            session.get_one(Setting, cast.setting()).decide_days = days_of_the_setting
        words = okoro.reads(f"/asks/{ask}/answer").text
        assert f"Decide it by {day}. A later day needs its reason." in words


PAGES = [("okoro", "/asks/waiting"), ("okoro", "/"), ("byrne", "/"), ("rees", "/"), ("leila", "/asks/"), ("leila", "/")]


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_the_same_few_statements_for_1_question_and_for_60(signed_in_as: SignedInAs, who: str, path: str) -> None:
    def a_few(number: int) -> None:
        for one in range(number):
            asked("leila", "maya", on=f"2026-10-{one % 28 + 1:02d} 12:00", **(decided() if one % 2 else {}))

    a_few(2)
    browser = signed_in_as(who)
    browser.get(path)
    with counted() as few:
        browser.get(path)
    a_few(60)
    with counted() as many:
        browser.get(path)
    assert len(many) == len(few)
    # One more on PostgreSQL: the lock under which the record gets its next line.
    assert len(few) <= 33
