"""Who is told, and when: every rung in its time, nobody whom it is about, and never nobody."""

import uuid
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.models import AlertStep, Level, WhoIsTold
from portal.safeguarding.ladder import (
    REPEAT_MINUTES,
    USUAL,
    Staff,
    Step,
    due,
    is_empty,
    rungs_of,
    steps_of,
    told_again,
    told_on,
)

KEY, SITE, LEAD, DEPUTY, HEAD, ABOVE, OTHER, GONE = (uuid.UUID(int=number) for number in range(1, 9))
EVERYONE = frozenset({KEY, SITE, LEAD, DEPUTY, HEAD, ABOVE, OTHER})
PEOPLE = st.frozensets(st.sampled_from(sorted(EVERYONE)))
# What is true on a quick machine is true on a slow one.
ON_ANY_MACHINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
STEPS = st.lists(
    st.builds(
        Step,
        after_minutes=st.integers(0, 60),
        who=st.sampled_from([who for who in WhoIsTold if who is not WhoIsTold.PERSON]),
    ),
    min_size=1,
    max_size=6,
)


def staff(
    *, about: Iterable[uuid.UUID] = (), away: Iterable[uuid.UUID] = (), without: uuid.UUID | None = None
) -> Staff:
    """One of each; `without` has left."""
    return Staff(
        key_workers=(KEY,),
        site_leads=(SITE,),
        leads=(LEAD,),
        deputies=(DEPUTY,),
        heads=(HEAD,),
        above_head=(ABOVE,),
        everyone=EVERYONE - {without},
        away=frozenset(away),
        about=frozenset(about),
    )


def test_the_usual_ladder_of_now() -> None:
    steps = USUAL[Level.NOW]
    assert rungs_of(steps) == [0, 5, 10]
    assert [told_on(rung, steps, staff()) for rung in range(3)] == [(SITE, LEAD, DEPUTY), (HEAD,), (KEY, DEPUTY)]


def test_after_the_last_rung_everybody_is_told_again_and_nobody_whom_it_is_about() -> None:
    steps = USUAL[Level.NOW]
    assert told_again(steps, staff()) == (SITE, LEAD, DEPUTY, HEAD, KEY)
    assert told_again(steps, staff(about=[DEPUTY], away=[SITE])) == (LEAD, HEAD, KEY)


def test_the_usual_ladder_of_today() -> None:
    steps = USUAL[Level.TODAY]
    assert [told_on(rung, steps, staff()) for rung in range(3)] == [(KEY, LEAD), (DEPUTY,), (HEAD,)]


def test_a_settings_own_steps_replace_the_usual_ones_of_that_level_only() -> None:
    own = [AlertStep(level=Level.NOW, after_minutes=3, who=WhoIsTold.PERSON, person_id=OTHER)]
    assert steps_of(own, Level.NOW) == (Step(3, WhoIsTold.PERSON, OTHER),)
    assert steps_of(own, Level.TODAY) == USUAL[Level.TODAY]


@pytest.mark.parametrize(
    ("who", "told"),
    [
        (staff(away=[LEAD]), (SITE, DEPUTY)),
        (staff(away=[SITE, LEAD, DEPUTY]), (HEAD,)),
        (staff(away=EVERYONE), (SITE, LEAD, DEPUTY)),
        (staff(without=LEAD), (SITE, DEPUTY)),
        (staff(about=[LEAD]), (SITE, DEPUTY, HEAD)),
        (staff(about=[HEAD]), (SITE, LEAD, DEPUTY, ABOVE)),
        (staff(about=[GONE]), (SITE, LEAD, DEPUTY, HEAD)),
        (staff(about=[SITE, LEAD, DEPUTY], away=[HEAD]), (KEY, HEAD)),
        (staff(about=[SITE, LEAD, DEPUTY, HEAD, KEY]), (ABOVE,)),
        (staff(about=EVERYONE - {OTHER}), (OTHER,)),
    ],
)
def test_who_is_told_first(who: Staff, told: tuple[uuid.UUID, ...]) -> None:
    assert told_on(0, USUAL[Level.NOW], who) == told


def test_about_the_head_the_person_above_stands_on_the_heads_rung() -> None:
    assert told_on(1, USUAL[Level.NOW], staff(about=[HEAD])) == (ABOVE,)


@ON_ANY_MACHINE
@given(STEPS, PEOPLE, PEOPLE, st.integers(0, 5))
def test_it_never_meets_whom_it_is_about_and_always_reaches_somebody(
    steps: list[Step], about: frozenset[uuid.UUID], away: frozenset[uuid.UUID], rung: int
) -> None:
    who = staff(about=about, away=away)
    told = told_on(min(rung, len(rungs_of(steps)) - 1), steps, who)
    assert not set(told) & about
    assert len(told) == len(set(told))
    assert bool(told) == bool(EVERYONE - about)


@ON_ANY_MACHINE
@given(STEPS, PEOPLE, st.integers(0, 5))
def test_a_rung_with_somebody_present_tells_nobody_who_is_away(
    steps: list[Step], away: frozenset[uuid.UUID], rung: int
) -> None:
    rung = min(rung, len(rungs_of(steps)) - 1)
    told = set(told_on(rung, steps, staff(away=away)))
    if not is_empty(rung, steps, staff(away=away)):
        assert not told & away


def test_a_rung_is_empty_when_its_people_are_away_gone_or_meant() -> None:
    steps = USUAL[Level.NOW]
    assert not is_empty(1, steps, staff())
    assert is_empty(1, steps, staff(away=[HEAD]))
    assert is_empty(1, steps, staff(without=HEAD))
    assert is_empty(1, steps, staff(about=[HEAD], without=ABOVE))


@ON_ANY_MACHINE
@given(STEPS, st.floats(0, 600))
def test_every_rung_comes_within_a_minute_of_its_time_once_and_the_last_again_every_ten(
    steps: list[Step], until: float
) -> None:
    rungs = rungs_of(steps)
    came: dict[tuple[int, int], float] = {}
    looks = [look * 5 / 60 for look in range(int(until * 12) + 1)]  # every five seconds
    for minutes in looks[:: max(1, len(looks) // 400)] + looks[-1:]:
        for one in due(minutes, steps):
            came.setdefault(one, minutes)
    for (rung, round_), at in came.items():
        assert at >= rungs[rung] + round_ * REPEAT_MINUTES
    wanted = {(rung, 0) for rung, after in enumerate(rungs) if after <= looks[-1]}
    rounds = int((looks[-1] - rungs[-1]) // REPEAT_MINUTES) if looks[-1] >= rungs[-1] else 0
    assert set(came) == wanted | {(len(rungs) - 1, round_) for round_ in range(1, rounds + 1)}
    assert len(due(until, steps)) == len(set(due(until, steps)))


@pytest.mark.parametrize(("minutes", "rungs"), [(0, [0]), (4.99, [0]), (5, [0, 1]), (9.99, [0, 1]), (10, [0, 1, 2])])
def test_a_rung_is_due_at_its_minute_and_not_before(minutes: float, rungs: list[int]) -> None:
    assert [rung for rung, _ in due(minutes, USUAL[Level.NOW])] == rungs
