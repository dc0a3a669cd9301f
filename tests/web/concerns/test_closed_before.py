"""When nobody watches, a page says so before a young person writes, with who may be rung (domain.md §7.3)."""

from datetime import date

import pytest

from portal.database import SYSTEM, db
from portal.models import DayKind, Setting, TermDate
from tests import cast
from tests.factories.checkins import START, begins
from tests.factories.demo_day import Sessions
from tests.support.client import Browser
from tests.support.portal import SignedInAs
from tests.support.time import SetTime
from tests.web.concerns.scene import somebody_watches

CLOSED = "We are closed now."


def pages_of(browser: Browser) -> list[str]:
    """Where a check-in begins, where they write, draw or speak, and the button of help."""
    at = begins(browser)
    paths = (START, f"{at}more/words", f"{at}more/drawing", f"{at}more/voice", "/help")
    return [browser.reads(path).one("main").text for path in paths]


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2026-11-24 22:00", "Wednesday 25 November at 8:30"),
        ("2026-11-25 08:29", "Wednesday 25 November at 8:30"),
        ("2026-11-27 16:00", "Monday 30 November at 8:30"),  # over the weekend
    ],
)
def test_it_stands_there_before_they_say_it(
    signed_in_as: SignedInAs, planned: Sessions, the_time_is: SetTime, at: str, until: str
) -> None:
    somebody_watches()
    the_time_is(at)
    for words in pages_of(signed_in_as("maya")):
        assert f"{CLOSED} No one here reads this until {until}." in words


def test_in_the_holidays_it_says_when_they_end(signed_in_as: SignedInAs, the_time_is: SetTime) -> None:
    somebody_watches()
    days = {"from_on": date(2026, 12, 19), "until_on": date(2027, 1, 3), "reason": "It is the holidays."}
    with db.work(SYSTEM, reason="a test") as session:
        session.add(TermDate(setting_id=cast.setting(), external_id="winter", kind=DayKind.HOLIDAY, **days))
    the_time_is("2026-12-23 10:00")
    for words in pages_of(signed_in_as("maya")):
        assert f"{CLOSED} No one here reads this until Monday 4 January at 8:30." in words


def test_and_so_does_the_phone_that_somebody_has_then(
    signed_in_as: SignedInAs, planned: Sessions, the_time_is: SetTime
) -> None:
    somebody_watches()
    with db.work(SYSTEM, reason="a test") as session:
        setting = session.get_one(Setting, cast.setting())
        setting.duty_words, setting.duty_phone = "Ruth has the phone until 8.", "01632 960 111"
    the_time_is("2026-11-24 22:00")
    maya = signed_in_as("maya")
    assert all("Ruth has the phone until 8." in words for words in pages_of(maya))
    assert maya.reads(START).all("a", where=lambda link: link.attrs.get("href") == "tel:01632960111")


def test_while_somebody_watches_nothing_of_it(
    signed_in_as: SignedInAs, planned: Sessions, the_time_is: SetTime
) -> None:
    somebody_watches()
    the_time_is("2026-11-24 10:00")
    assert not [words for words in pages_of(signed_in_as("maya")) if CLOSED in words]


def test_where_no_hours_are_entered_nothing_is_said_of_them(signed_in_as: SignedInAs) -> None:
    assert not [words for words in pages_of(signed_in_as("maya")) if CLOSED in words]
