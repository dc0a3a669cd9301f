"""A change in one plain sentence, and hours in words."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from portal.models import DayKind, Way
from portal.timetable.days import Day
from portal.timetable.hours import Hours
from portal.timetable.names import inside, on_day, usual
from portal.timetable.plan import occurrences
from portal.timetable.sentences import (
    change_sentence,
    closed_sentence,
    hours_sentence,
    length,
    what_changed,
    what_stays,
    where,
)
from tests import cast
from tests.factories.timetable import change, session, with_people
from tools.parts import drawing_app

TODAY = date(2026, 11, 24)
ANNA = {"staff_id": cast.person("anna")}


@pytest.fixture(scope="module")
def app() -> Flask:
    return drawing_app()


@pytest.fixture(autouse=True)
def in_english(app: Flask) -> Iterator[None]:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        yield


def said_of(one, on: date = TODAY, today: date = TODAY, **facts) -> str:
    changed = change(one, on, **facts)
    with_people(one, changed)
    [found] = occurrences([one], [changed], [], on, on)
    return change_sentence(found, today).striptags()


@pytest.mark.parametrize(
    ("weekly", "facts", "sentence"),
    [
        ({}, ANNA, "Anna comes today, not Sam."),
        ({"way": Way.OUR_PLACE}, ANNA, "It is Anna today, not Sam."),
        ({}, {"starts": "11:00", "ends": "12:30"}, "It starts at 11:00 today, not 10:00."),
        ({}, {"ends": "12:00"}, "It ends at 12:00 today, not 11:30."),
        (
            {},
            {"starts": "11:00", "ends": "12:00"},
            "It starts at 11:00 today, not 10:00, and it ends at 12:00, not 11:30.",
        ),
        ({}, {"way": Way.ONLINE}, "It is online today, not at your home."),
        ({"way": Way.OUR_PLACE}, {"way": Way.SCHOOL}, "It is at school today, not at our place."),
        (
            {"way": Way.OUT_AND_ABOUT, "place": "the park"},
            {"place": "the allotment"},
            "The place is the allotment today, not the park.",
        ),
        ({}, {"subject": "Art"}, "There is art today, not English."),
        ({"bring": "your bag"}, {"bring": "boots"}, "You need boots today, not your bag."),
        (
            {"way": Way.ONLINE, "join_url": "https://a.example/1"},
            {"join_url": "https://a.example/2"},
            "The link to join is new today.",
        ),
        ({"subject": "Maths"}, {"is_cancelled": True, **ANNA}, "There is no maths today."),
        ({}, {"is_cancelled": True}, "There is no English today."),
        (
            {},
            {**ANNA, "starts": "11:00", "ends": "12:30", "way": Way.ONLINE},
            "It is Anna today, not Sam, and it starts at 11:00, not 10:00, and it is online, not at your home.",
        ),
    ],
)
def test_a_change_is_one_plain_sentence(weekly, facts, sentence: str) -> None:
    assert said_of(session(**weekly), **facts) == sentence


def test_the_day_is_named_as_people_name_it() -> None:
    thursday = date(2026, 11, 26)
    assert said_of(session(weekday=3), on=thursday, is_cancelled=True) == "There is no English on Thursday 26 November."
    assert said_of(session(weekday=3), on=thursday, today=date(2026, 11, 25), **ANNA) == "Anna comes tomorrow, not Sam."
    assert [on_day(date(2026, 11, 23 + n), TODAY) for n in (0, 1, 2, 4)] == [
        "on Monday 23 November",
        "today",
        "tomorrow",
        "on Friday 27 November",
    ]


def test_only_somebody_else_leaves_the_time_the_same() -> None:
    one = session()
    changes = [change(one, TODAY, **facts, **ANNA) for facts in ({}, {"starts": "11:00"}, {"reason": "Sam is away."})]
    with_people(one, *changes)
    said = [what_stays(occurrences([one], [each], [], TODAY, TODAY)[0]) for each in changes]
    assert said == ["The time is the same.", "", ""]


def test_a_day_says_why_nothing_takes_place() -> None:
    reasons = [
        (DayKind.CLOSED, "The staff have a training day.", "We are closed. The staff have a training day."),
        (DayKind.CLOSED, "", "We are closed. "),
        (DayKind.HOLIDAY, "It is half term.", "It is half term."),
        (DayKind.HOLIDAY, "", "It is the holidays."),
    ]
    for kind, reason, sentence in reasons:
        assert (
            closed_sentence(Day(TODAY, kind, reason)).unescape().replace("<bdi>", "").replace("</bdi>", "") == sentence
        )


def test_a_name_cannot_write_markup_or_turn_the_sentence_round() -> None:
    one = session()
    changed = change(one, TODAY, **ANNA)
    with_people(one, changed)
    changed.staff.first_name = "<b>An\u202ena\u2069</b>"
    [found] = occurrences([one], [changed], [], TODAY, TODAY)
    assert str(what_changed(found, TODAY)) == ("<bdi>&lt;b&gt;Anna&lt;/b&gt;</bdi> comes today, not <bdi>Sam</bdi>")


def test_times_are_elements_that_machines_read() -> None:
    one = session()
    changed = change(one, TODAY, starts="13:00", ends="14:30")
    with_people(one, changed)
    [found] = occurrences([one], [changed], [], TODAY, TODAY)
    assert '<time datetime="2026-11-24T13:00+00:00" dir="ltr">1:00</time>' in what_changed(found, TODAY)


def test_a_home_visit_says_who_comes_home() -> None:
    one = session(place="12 Secret Street")
    with_people(one)
    [found] = occurrences([one], [], [], TODAY, TODAY)
    assert str(where(found.plan)) == "<bdi>Sam</bdi> comes to your home"


@pytest.mark.parametrize(
    ("subject", "in_the_middle"),
    [
        ("Maths", "maths"),
        ("English", "English"),
        ("", "session"),
        ("Read a book", "read a book"),
        ("Lessons with Hana", "“<bdi>Lessons with Hana</bdi>”"),
        ("How was today?", "“How was today?”"),
    ],
)
def test_a_subject_in_the_middle_of_a_sentence(subject: str, in_the_middle: str) -> None:
    assert str(inside(subject)) == in_the_middle


def test_a_subject_nobody_knows_stays_as_it_was_written() -> None:
    assert str(usual("Bee-keeping & honey")) == "<bdi>Bee-keeping &amp; honey</bdi>"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (600, "10 hours"),
        (60, "1 hour"),
        (90, "1 hour 30 minutes"),
        (61, "1 hour 1 minute"),
        (45, "45 minutes"),
        (0, "0 hours"),
    ],
)
def test_a_length_in_words(minutes: int, words: str) -> None:
    assert length(minutes) == words


@pytest.mark.parametrize(
    ("planned", "promised", "sentence"),
    [
        (600, 660, "10 hours of the 11 we promised"),
        (660, 660, "11 hours, as we promised"),
        (720, 660, "12 hours. We promised 11 hours"),
        (45, 120, "45 minutes of the 2 hours we promised"),
        (630, 690, "10 hours 30 minutes of the 11 hours 30 minutes we promised"),
        (0, 120, "0 hours of the 2 hours we promised"),
    ],
)
def test_hours_beside_the_promise(planned: int, promised: int, sentence: str) -> None:
    assert hours_sentence(Hours(planned, promised)) == sentence
