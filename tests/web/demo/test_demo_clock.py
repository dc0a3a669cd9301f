"""A clock that can be moved, for everyone in the demo."""

import pytest

from portal import clock
from portal.config import Settings
from tests.support.client import Browser


def london() -> str:
    return f"{clock.london(clock.now()):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("by", "then"), [("600", "2026-11-24 10:10"), ("3600", "2026-11-24 11:00"), ("86400", "2026-11-25 10:00")]
)
def test_a_step_forward(visitor: Browser, by: str, then: str) -> None:
    answer = visitor.sends("/demo", to="/demo/clock", by=by)
    assert answer.status_code == 303
    assert london() == then
    assert then[-5:] in visitor.reads("/demo").text


def test_steps_add_up_and_the_real_time_comes_back(visitor: Browser, settings: Settings) -> None:
    visitor.sends("/demo", to="/demo/clock", by="3600")
    visitor.sends("/demo", to="/demo/clock", by="600")
    assert (settings.data_folder / "clock").read_text() == "4200"
    visitor.sends("/demo", to="/demo/clock", by="real")
    assert (settings.data_folder / "clock").read_text() == "0"


def test_a_moment_is_chosen(visitor: Browser) -> None:
    visitor.sends("/demo", to="/demo/clock", by="", day="2027-03-28", at="03:15")
    assert london() == "2027-03-28 03:15"


@pytest.mark.parametrize(
    "answers",
    [
        {"day": "", "at": ""},
        {"day": "2026-02-31", "at": "10:00"},
        {"day": "0001-01-01", "at": "10:00"},
        {"day": "9999-12-31", "at": "23:59"},
        {"day": "2026-11-24", "at": "25:00"},
        {"by": "1000000000000"},
        {"by": "-600"},
        {"by": "\x00", "day": "\u202e", "at": "🙂"},
    ],
)
def test_what_is_no_time_moves_nothing(visitor: Browser, settings: Settings, answers: dict[str, str]) -> None:
    answer = visitor.sends("/demo", to="/demo/clock", **{"day": "", "at": "", **answers})
    assert answer.status_code == 422
    assert not (settings.data_folder / "clock").exists()


def test_nobody_moves_it_without_the_pages_token(visitor: Browser, settings: Settings) -> None:
    assert visitor.post("/demo/clock", data={"by": "600"}).status_code == 400
    assert not (settings.data_folder / "clock").exists()


def test_a_moved_clock_is_said_on_the_page(visitor: Browser) -> None:
    assert "This is the real time." in visitor.reads("/demo").text
    visitor.sends("/demo", to="/demo/clock", by="600")
    moved = visitor.reads("/demo").text
    assert "The clock of the demo is not the real time" in moved
    assert "Use the real time" in moved


def test_a_sign_in_ends_when_the_clock_is_moved_past_its_end(visitor: Browser) -> None:
    visitor.post("/demo/grace")
    assert "You are Grace now." in visitor.reads("/demo").text
    visitor.sends("/demo", to="/demo/clock", by="3600")
    assert "You are" not in visitor.reads("/demo").text
