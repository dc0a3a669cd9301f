"""When the key worker is reminded: hard things in two weeks, and nothing good."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.messaging.good_and_hard import LOOKED_BACK, Touch, heard_only_hard_things
from portal.models import Tone

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
MAYA, ROHAN = uuid.uuid4(), uuid.uuid4()
GOOD, HARD, PLAIN = Tone.GOOD, Tone.HARD, Tone.PLAIN


@pytest.mark.parametrize(
    ("touches", "reminded"),
    [
        ([], False),
        ([(HARD, 1)], True),
        ([(HARD, 1), (HARD, 13)], True),
        ([(HARD, 1), (PLAIN, 2)], True),
        ([(PLAIN, 1)], False),
        ([(GOOD, 1)], False),
        ([(HARD, 1), (GOOD, 13)], False),
        ([(HARD, 1), (GOOD, 15)], True),
        ([(HARD, 15)], False),
        ([(HARD, 14)], True),
        ([(HARD, -1)], False),
    ],
)
def test_it_looks_back_two_weeks(touches: list[tuple[Tone, int]], reminded: bool) -> None:
    rows = [Touch(MAYA, tone, NOW - timedelta(days=days)) for tone, days in touches]
    assert heard_only_hard_things(rows, NOW) == (frozenset({MAYA}) if reminded else frozenset())


@given(
    st.lists(
        st.tuples(st.sampled_from([MAYA, ROHAN]), st.sampled_from(Tone), st.integers(-5, 30)).map(
            lambda one: Touch(one[0], one[1], NOW - timedelta(days=one[2]))
        )
    )
)
def test_one_good_thing_ends_it_for_that_family_alone(touches: list[Touch]) -> None:
    before = heard_only_hard_things(touches, NOW)
    after = heard_only_hard_things([*touches, Touch(MAYA, GOOD, NOW - LOOKED_BACK / 2)], NOW)
    assert after == before - {MAYA}
    assert heard_only_hard_things(reversed(touches), NOW) == before
