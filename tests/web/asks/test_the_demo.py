"""What the demo's people asked is there, believable, and read by whom they asked."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import clock
from portal.asking import State, state_of
from portal.database import SYSTEM, db
from portal.demo import asks
from portal.models import Ask, AskMove
from tests import cast
from tests.factories.asks import in_english
from tests.factories.demo_day import Sessions
from tests.support.portal import Look, SignedInAs

STANDS = {
    "leila": State.DECIDED,
    "maya": State.THINKING,
    "tomasz": State.SHARED,
    "zofia": State.REPLIED,
    "priya": State.THINKING,
    "arjun": State.SHARED,
    "grace": State.CLOSED,
}


@pytest.fixture(autouse=True)
def filled(app: Flask) -> None:
    in_english()
    for _again in range(2):
        with db.work(SYSTEM, reason="a test") as session:
            asks.fill(session, cast.setting())


def test_each_of_them_stands_where_the_file_says(look: Look) -> None:
    who = {cast.person(slug): slug for slug in cast.PEOPLE}
    assert {who[ask.person_id]: state_of(ask) for ask in look(sa.select(Ask))} == STANDS


def test_nothing_happened_today_and_each_step_after_the_one_before(look: Look) -> None:
    for ask in look(sa.select(Ask)):
        moved = look(sa.select(AskMove).where(AskMove.ask_id == ask.id).order_by(AskMove.moved_at))
        assert moved[0].what == "ask"
        assert len({move.moved_at for move in moved}) == len(moved)
        assert moved[-1].moved_at < clock.now() - timedelta(hours=12)


def test_they_find_it_on_their_pages(signed_in_as: SignedInAs, planned: Sessions) -> None:
    assert "Sam has answered you" in signed_in_as("leila").reads("/").text
    assert "Sam is thinking about it until" in signed_in_as("maya").reads(path_of(signed_in_as, "maya")).text
    assert "This is late." in signed_in_as("tomasz").reads(path_of(signed_in_as, "tomasz")).text
    okoro = signed_in_as("okoro").reads("/")
    assert "Tomasz, for Jakub" in okoro.text
    assert "late: it was due by" in okoro.text
    for who in ("grace", "priya", "arjun", "zofia"):
        assert signed_in_as(who).reads(path_of(signed_in_as, who))


def path_of(signed_in_as: SignedInAs, who: str) -> str:
    links = signed_in_as(who).reads("/asks/").one("main").all("a", where=lambda node: len(node.attrs["href"]) == 42)
    return links[0].attrs["href"]


def test_tomasz_reads_what_zofia_let_him_read(signed_in_as: SignedInAs) -> None:
    assert "Zofia" in signed_in_as("tomasz").reads("/asks/").text
