"""Today: a gentle sign for the key worker and nobody else; for home the way to what a child shared."""

from datetime import date, timedelta

import pytest
from flask import Flask

from portal.blueprints.checkins.questions import Question
from portal.models import Sharing
from tests import cast
from tests.factories.asks import london
from tests.factories.check_ins import checked_in, in_english
from tests.factories.checkins import begins, taps
from tests.factories.demo_day import Sessions
from tests.support.examples import each_on_both
from tests.support.portal import SignedInAs

SKIPPED = "Maya skipped the last 5 check-ins."
SILENT = "Maya used to check in, and has not for 5 school days."
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def read_english(planned: Sessions, app: Flask) -> None:
    in_english()


def on(days_ago: int) -> str:
    return f"{TODAY - timedelta(days=days_ago)} 09:00"


def today(signed_in_as: SignedInAs, who: str) -> str:
    return signed_in_as(who).reads("/").one("main").text


def skips(count: int, **facts: object) -> None:
    for number in range(count):
        checked_in("maya", "skip", on=on(number), feelings="skip", **facts)


def test_five_skipped_in_a_row_are_one_sentence_for_the_key_worker(signed_in_as: SignedInAs) -> None:
    skips(4)
    assert "skipped" not in today(signed_in_as, "okoro")
    checked_in("maya", "skip", on=on(4))
    assert SKIPPED in today(signed_in_as, "okoro")
    for who in ("maya", "leila", "dan", "lewis", "byrne", "rees", "patel", "amara"):
        assert "skipped" not in today(signed_in_as, who)


def test_who_really_skips_every_question_five_times_is_named_to_the_key_worker(signed_in_as: SignedInAs) -> None:
    maya = signed_in_as("maya")
    for number in range(5):
        assert ("skipped" in today(signed_in_as, "okoro")) is False, number
        taps(maya, begins(maya), **dict.fromkeys(Question, "skip"), who="team")
    assert SKIPPED in today(signed_in_as, "okoro")


def test_one_answer_between_ends_it(signed_in_as: SignedInAs) -> None:
    skips(5)
    checked_in("maya", "dont_know", on=on(0).replace("09", "10"))
    assert "skipped" not in today(signed_in_as, "okoro")


@each_on_both
@pytest.mark.parametrize("facts", [{"sharing": Sharing.JUST_ME}, {"not_for_id": cast.person("okoro")}])
def test_what_is_not_for_the_key_worker_makes_no_sign(signed_in_as: SignedInAs, facts: dict[str, object]) -> None:
    skips(5, **facts)
    assert "skipped" not in today(signed_in_as, "okoro")


def test_none_for_five_school_days_is_said_of_who_used_to(signed_in_as: SignedInAs) -> None:
    for days_ago in (8, 11, 13):
        checked_in("maya", on=on(days_ago))
    assert "used to" not in today(signed_in_as, "okoro")
    checked_in("maya", on=on(14))
    assert SILENT in today(signed_in_as, "okoro")
    assert "used to" not in today(signed_in_as, "byrne")
    checked_in("maya", on=on(6))
    assert "used to" not in today(signed_in_as, "okoro")


def test_home_finds_the_way_whether_or_not_there_is_anything(signed_in_as: SignedInAs) -> None:
    for who in ("arjun", "priya"):
        [link] = signed_in_as(who).reads("/").all("a", where=lambda node: node.text == "What Rohan shared with you")
        assert signed_in_as(who).get(link.attrs["href"]).status_code == 200
    for who in ("grace", "dan"):
        assert "shared with you" not in today(signed_in_as, who)


SENT: dict[str, object] = {}
HELD = {"held_at": london("2026-11-24 09:10"), "held_by_id": cast.person("byrne")}


@each_on_both
@pytest.mark.parametrize("facts", [SENT, HELD, {"finished_at": None}], ids=["sent", "held", "not finished"])
def test_no_page_of_today_at_home_tells_that_there_is_one(signed_in_as: SignedInAs, facts: dict[str, object]) -> None:
    leila = signed_in_as("leila")
    nothing = leila.reads("/").one("main").text
    checked_in("maya", home=("leila",), **facts)
    assert leila.reads("/").one("main").text == nothing
