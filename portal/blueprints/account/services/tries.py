"""How often something may be tried: counted before the try is looked at, in one statement, kept whatever comes after.

A way in counts by account and by network, each way in buckets of its own: whoever is refused on one way can still use
another (reliability.md check 21). Buckets hold keyed hashes, never an address.
"""

import ipaddress
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal import clock, seals
from portal.database import SYSTEM, db
from portal.models import Attempt


@dataclass(frozen=True)
class Limit:
    """At most `most` tries in a stretch of time; a stretch begins with its first try. `name` is the bucket's own."""

    name: str
    most: int
    within: timedelta

    def of(self, subject: str = "") -> "Bucket":
        """The bucket of one account, one network, or of everybody (no subject)."""
        return Bucket(self, seals.quick_hash(f"try:{self.name}:{subject}"))


@dataclass(frozen=True)
class Bucket:
    """One counter: a limit, and whose."""

    limit: Limit
    key: str


class TooManyTriesError(Exception):
    """Nothing was looked at. `until` is when a try counts again."""

    def __init__(self, until: datetime) -> None:
        super().__init__("too many tries")
        self.until = until


def network_of(address: str | None) -> str:
    """The network an address belongs to, "192.0.2.0/24" or a /64; one network for everything that is no address."""
    try:
        ip = ipaddress.ip_address((address or "").split("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ipaddress.ip_network((ip, 24 if ip.version == 4 else 64), strict=False))


def count(*buckets: Bucket) -> None:
    """Count one try in each bucket, before anything is compared. TooManyTriesError when one of them is full."""
    _refuse_without_a_lock(buckets)
    with _counting() as session:
        counted = [(bucket, *_one_more(session, bucket)) for bucket in _in_one_order(buckets)]
    full = [ends_at for bucket, tried, ends_at in counted if tried > bucket.limit.most]
    if full:
        raise TooManyTriesError(max(full))


def tally(bucket: Bucket) -> int:
    """Count one try and say how many that makes; for a caller that decides by itself what is too many."""
    with _counting() as session:
        return _one_more(session, bucket)[0]


def give_back(*buckets: Bucket) -> None:
    """The try was right, so it does not count: a whole family signs in from one network."""
    with _counting() as session:
        for bucket in _in_one_order(buckets):
            session.execute(
                sa.update(Attempt)
                .where(Attempt.bucket == bucket.key, Attempt.count > 0)
                .values(count=Attempt.count - 1)
                .execution_options(synchronize_session=False)
            )


def forget_old() -> int:
    """Throw away the counters whose time is over. Returns how many; the worker calls it."""
    with _counting() as session:
        old = sa.delete(Attempt).where(Attempt.ends_at < clock.now())
        return int(session.execute(old.execution_options(synchronize_session=False)).rowcount)  # type: ignore[attr-defined]


@contextmanager
def _counting() -> Iterator[Session]:
    """A transaction of its own, so that a request that fails later has still been counted.

    Where the request's own transaction has begun it holds SQLite's only write lock, and the count joins it.
    """
    if db.session.in_transaction():
        yield db.session
        return
    with db.own_transaction(SYSTEM) as session:
        yield session


def _refuse_without_a_lock(buckets: tuple[Bucket, ...]) -> None:
    """Whoever floods a full bucket does not make others wait for the database: a look is enough to refuse them."""
    if db.session.in_transaction():
        return
    most = {bucket.key: bucket.limit.most for bucket in buckets}
    with db.own_look(SYSTEM) as session:
        open_ones = sa.select(Attempt.bucket, Attempt.count, Attempt.ends_at).where(
            Attempt.bucket.in_(most), Attempt.ends_at > clock.now()
        )
        full = [ends_at for key, tried, ends_at in session.execute(open_ones) if tried >= most[key]]
    if full:
        raise TooManyTriesError(max(full))


def _in_one_order(buckets: tuple[Bucket, ...]) -> list[Bucket]:
    # Two requests that count the same buckets never wait for each other in a circle.
    return sorted(buckets, key=lambda bucket: bucket.key)


def _one_more(session: Session, bucket: Bucket) -> tuple[int, datetime]:
    moment = clock.now()
    is_over = Attempt.ends_at <= moment
    fresh = {"id": uuid.uuid4(), "bucket": bucket.key, "count": 1, "ends_at": moment + bucket.limit.within}
    insert: Any = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert(Attempt)
    statement = (
        insert.values(**fresh)
        .on_conflict_do_update(
            index_elements=["bucket"],
            set_={
                "count": sa.case((is_over, 1), else_=Attempt.count + 1),
                "ends_at": sa.case((is_over, fresh["ends_at"]), else_=Attempt.ends_at),
            },
        )
        .returning(Attempt.count, Attempt.ends_at)
    )
    row = session.execute(statement).one()
    tried, ends_at = row
    return tried, ends_at
