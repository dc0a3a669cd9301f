"""Each kind of change says old and new in one sentence, also where there was none before or is none now."""

import re

import pytest
from flask import Flask
from flask_babel import force_locale

from portal.models import SessionChange, TimetableSession, Way
from portal.timetable.plan import Occurrence, What, occurrences
from portal.timetable.sentences import change_sentence, what_changed
from tests.factories.timetable import change, session, with_people
from tests.unit.timetable.test_sentences import ANNA, TODAY
from tools.parts import drawing_app

OUT = {"way": Way.OUT_AND_ABOUT}
ONLINE = {"way": Way.ONLINE}
OLD_LINK, NEW_LINK = {"join_url": "https://a.example/1"}, {"join_url": "https://a.example/2"}
NOBODY = {"staff_id": None}
# The weekly session, what is different about it, which kinds that is, the sentence.
KINDS = [
    ({}, {"is_cancelled": True}, [What.CANCELLED], "There is no English today."),
    ({}, ANNA, [What.WHO], "Anna comes today, not Sam."),
    (NOBODY, ANNA, [What.WHO], "We did not know who, but today it is Anna."),
    ({}, {"starts": "11:00", "ends": "12:30"}, [What.TIME], "It starts at 11:00 today, not 10:00."),
    ({}, ONLINE, [What.WAY], "It is online today, not at your home."),
    ({}, {"subject": "Art"}, [What.SUBJECT], "There is art today, not English."),
    (
        {**OUT, "place": "Room 2"},
        {"place": "The allotment"},
        [What.PLACE],
        "The place is the allotment today, not Room 2.",
    ),
    (OUT, {"place": "The allotment"}, [What.PLACE], "There was no place before, but today it is the allotment."),
    (
        {**OUT, "place": "Room 2"},
        {"place": ""},
        [What.PLACE],
        "The place is not Room 2 today, and there is no new place yet.",
    ),
    ({"bring": "Your bag"}, {"bring": "boots"}, [What.BRING], "You need boots today, not your bag."),
    ({}, {"bring": "boots"}, [What.BRING], "You needed nothing before, but today you need boots."),
    ({"bring": "boots"}, {"bring": ""}, [What.BRING], "You do not need boots or any other thing today."),
    ({**ONLINE, **OLD_LINK}, NEW_LINK, [What.LINK], "The link to join is new today."),
    (ONLINE, NEW_LINK, [What.LINK], "There was no link to join before, but today there is one."),
    (
        {**ONLINE, **OLD_LINK},
        {"join_url": ""},
        [What.LINK],
        "The old link to join is gone today, and there is no new one yet.",
    ),
    (
        {**OUT, "place": "Room 2", "bring": "boots"},
        {**ANNA, "place": "the park", "bring": ""},
        [What.WHO, What.PLACE, What.BRING],
        "It is Anna today, not Sam, and the place is the park, not Room 2,"
        " and you do not need boots or any other thing.",
    ),
    (
        OUT,
        {**ANNA, "place": "the park", "bring": "boots"},
        [What.WHO, What.PLACE, What.BRING],
        "It is Anna today, not Sam, and there was no place before, but now it is the park,"
        " and you needed nothing before, but now you need boots.",
    ),
    (
        {**OUT, "place": "Room 2", "bring": "your bag"},
        {**ANNA, "place": "", "bring": "boots"},
        [What.WHO, What.PLACE, What.BRING],
        "It is Anna today, not Sam, and the place is not Room 2, and there is no new place yet,"
        " and you need boots, not your bag.",
    ),
    (
        {**ONLINE, **OLD_LINK},
        {**ANNA, **NEW_LINK},
        [What.WHO, What.LINK],
        "It is Anna today, not Sam, and the link to join is new.",
    ),
    (
        ONLINE,
        {**ANNA, **NEW_LINK},
        [What.WHO, What.LINK],
        "It is Anna today, not Sam, and there was no link to join before, but now there is one.",
    ),
    (
        {**ONLINE, **OLD_LINK},
        {**ANNA, "join_url": ""},
        [What.WHO, What.LINK],
        "It is Anna today, not Sam, and the old link to join is gone, and there is no new one yet.",
    ),
]


@pytest.fixture(scope="module")
def app() -> Flask:
    return drawing_app()


def changed(weekly: dict[str, object], facts: dict[str, object]) -> Occurrence:
    one: TimetableSession = session(**weekly)  # type: ignore[arg-type]
    different: SessionChange = change(one, TODAY, **facts)  # type: ignore[arg-type]
    with_people(one, different)
    [found] = occurrences([one], [different], [], TODAY, TODAY)
    return found


@pytest.mark.parametrize(("weekly", "facts", "kinds", "sentence"), KINDS)
def test_it_says_old_and_new_in_one_sentence(app: Flask, weekly, facts, kinds: list[What], sentence: str) -> None:
    one = changed(weekly, facts)
    assert list(one.differences) == kinds
    with app.test_request_context():
        assert change_sentence(one, TODAY).striptags() == sentence


@pytest.mark.parametrize("language", ["pl", "ar"])
@pytest.mark.parametrize(("weekly", "facts", "kinds", "sentence"), KINDS)
def test_it_says_the_same_in_other_languages(
    app: Flask, weekly, facts, kinds: list[What], sentence: str, language: str
) -> None:
    with app.test_request_context(), force_locale(language):
        shown = what_changed(changed(weekly, facts), TODAY)
    written = {str(value) for part in (weekly, facts) for key, value in part.items() if key in ("place", "bring")}
    for words in filter(None, written):
        assert words.lower() in shown.lower()
    assert ". " not in shown
    assert shown.striptags() not in sentence
    assert not re.search(r"%\(|a\.example|<bdi[^>]*></bdi>", shown)


def test_every_kind_stands_in_the_list() -> None:
    assert {kind for _weekly, _facts, kinds, _sentence in KINDS for kind in kinds} == set(What)


def test_a_name_keeps_its_capital(app: Flask) -> None:
    one = changed({**OUT, "place": "A Block"}, {"place": "Canal House"})
    with app.test_request_context():
        assert change_sentence(one, TODAY).striptags() == "The place is Canal House today, not A Block."
