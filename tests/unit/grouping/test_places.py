"""The waiting list: in turn, never one place too many, and nobody overtaken for ever."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.grouping.places import MOST_OVERTAKEN, Wish, places_left, times_overtaken, waiting, who_gets_a_place

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
# What happens at a date: somebody asks (alone, or with one), or somebody who has a place or waits goes.
ACTS = st.lists(st.one_of(st.booleans(), st.integers(0, 30)), max_size=60)


def fill(places: int, wishes: list[Wish], now: datetime) -> list[Wish]:
    got = set(who_gets_a_place(places, wishes))
    return [replace(one, place_at=now) if one.id in got else one for one in wishes]


def lived(places: int, acts: list[bool | int]) -> list[list[Wish]]:
    """Every state of a date through which these acts lead."""
    wishes: list[Wish] = []
    states = []
    for number, act in enumerate(acts):
        now = NOON + timedelta(minutes=number)
        if isinstance(act, bool):
            wishes = [*wishes, Wish(uuid.UUID(int=number), now, brings_one=act and places > 1)]
        elif here := [one for one in wishes if not one.is_over]:
            goes = here[act % len(here)]
            wishes = [replace(one, is_over=True) if one.id == goes.id else one for one in wishes]
        wishes = fill(places, wishes, now)
        states.append(wishes)
    return states


@given(st.integers(1, 6), ACTS)
def test_places_given_are_never_more_than_there_are(places: int, acts: list[bool | int]) -> None:
    for wishes in lived(places, acts):
        assert sum(one.size for one in wishes if one.holds_place) <= places


@given(st.integers(1, 6), ACTS)
def test_a_place_stands_empty_only_for_whoever_is_first_and_needs_two(places: int, acts: list[bool | int]) -> None:
    for wishes in lived(places, acts):
        free, line = places_left(places, wishes), waiting(wishes)
        if free and line:
            assert line[0].size > free
            assert all(one.size > free for one in line) or any(
                times_overtaken(one, wishes) >= MOST_OVERTAKEN for one in line
            )


@given(st.integers(1, 6), ACTS)
def test_nobody_is_overtaken_more_than_twice(places: int, acts: list[bool | int]) -> None:
    for wishes in lived(places, acts):
        assert all(times_overtaken(one, wishes) <= MOST_OVERTAKEN for one in waiting(wishes))


def test_whoever_comes_with_a_partner_is_overtaken_twice_and_then_comes() -> None:
    # Three have the three places; somebody asks for two, then three ask for one; then one after the other goes.
    *_before, third_goes, fourth_goes = lived(3, [False] * 3 + [True] + [False] * 3 + [0, 0, 0, 1])
    couple = next(one for one in third_goes if one.brings_one)
    assert couple.place_at is None
    assert times_overtaken(couple, third_goes) == MOST_OVERTAKEN
    assert places_left(3, third_goes) == 1, "the place that is free waits for the second one"
    assert next(one for one in fourth_goes if one.brings_one).place_at is not None


@given(st.integers(1, 6), ACTS)
def test_those_who_need_the_same_come_in_turn(places: int, acts: list[bool | int]) -> None:
    for wishes in lived(places, acts):
        for first in waiting(wishes):
            later = [one for one in wishes if one.holds_place and one.size == first.size and one.turn > first.turn]
            assert later == []


def test_whoever_has_a_place_keeps_it_when_there_are_fewer() -> None:
    two = [Wish(uuid.UUID(int=n), NOON, place_at=NOON) for n in range(2)]
    assert who_gets_a_place(1, [*two, Wish(uuid.UUID(int=9), NOON)]) == []
    assert places_left(1, two) == 0


def test_a_wish_larger_than_the_date_keeps_no_place_from_anybody() -> None:
    pair = Wish(uuid.UUID(int=1), NOON, brings_one=True)
    single = Wish(uuid.UUID(int=2), NOON + timedelta(minutes=1))
    assert who_gets_a_place(1, [pair, single]) == [single.id]
