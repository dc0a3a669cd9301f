"""Tries are counted before they are looked at, exactly, and each way in by itself (reliability.md check 21)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.blueprints.account.services import tries
from portal.blueprints.account.services.tries import Limit, TooManyTriesError
from portal.models import Attempt
from tests.support.portal import Look
from tests.support.time import SetTime

TEN = Limit("test", most=10, within=timedelta(minutes=15))
OTHER = Limit("other", most=10, within=timedelta(minutes=15))


def is_let_through(*buckets: tries.Bucket) -> bool:
    """True when a try may be looked at."""
    try:
        tries.count(*buckets)
    except TooManyTriesError:
        return False
    return True


@pytest.mark.usefixtures("app")
def test_50_threads_at_once_get_exactly_ten_tries_of_500() -> None:
    with ThreadPoolExecutor(50) as threads:
        let_through = list(threads.map(lambda _: is_let_through(TEN.of("leila")), range(500)))
    assert sum(let_through) == 10


def test_every_try_of_50_threads_is_counted(app: Flask, look: Look) -> None:
    many = Limit("many", most=1000, within=timedelta(minutes=15))
    with ThreadPoolExecutor(50) as threads:
        list(threads.map(lambda _: is_let_through(many.of("leila"), many.of("tomasz")), range(200)))
    assert look(sa.select(Attempt.count)) == [200, 200]


@pytest.mark.usefixtures("app")
def test_another_person_and_another_way_in_are_not_refused() -> None:
    assert [is_let_through(TEN.of("leila")) for _ in range(11)] == [True] * 10 + [False]
    assert is_let_through(TEN.of("tomasz"))
    assert is_let_through(OTHER.of("leila"))


@pytest.mark.usefixtures("app")
def test_a_new_stretch_of_time_counts_from_one(the_time_is: SetTime) -> None:
    for _ in range(40):
        is_let_through(TEN.of("leila"))
    the_time_is("2026-11-24 10:14")
    assert not is_let_through(TEN.of("leila"))
    the_time_is("2026-11-24 10:16")
    assert [is_let_through(TEN.of("leila")) for _ in range(11)] == [True] * 10 + [False]


@pytest.mark.usefixtures("app")
def test_a_refused_person_is_told_when_it_counts_again(the_time_is: SetTime) -> None:
    the_time_is("2026-11-24 10:05")
    assert all(is_let_through(TEN.of("leila")) for _ in range(10))
    with pytest.raises(TooManyTriesError) as refused:
        tries.count(TEN.of("leila"))
    assert refused.value.until.strftime("%H:%M") == "10:20"


@pytest.mark.usefixtures("app")
def test_a_right_try_is_given_back() -> None:
    for _ in range(30):
        tries.count(TEN.of("leila"))
        tries.give_back(TEN.of("leila"))
    assert is_let_through(TEN.of("leila"))


def test_counters_whose_time_is_over_are_thrown_away(app: Flask, look: Look, the_time_is: SetTime) -> None:
    tries.count(TEN.of("leila"))
    the_time_is("2026-11-24 10:16")
    tries.count(TEN.of("tomasz"))
    assert tries.forget_old() == 1
    assert len(look(sa.select(Attempt.id))) == 1


def test_a_bucket_holds_no_address(app: Flask, look: Look) -> None:
    tries.count(TEN.of("leila@example.org"))
    assert all("leila" not in bucket for bucket in look(sa.select(Attempt.bucket)))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("not an address", "unknown"),
        (None, "unknown"),
    ],
)
def test_neighbours_share_a_network(address: str | None, network: str) -> None:
    assert tries.network_of(address) == network
