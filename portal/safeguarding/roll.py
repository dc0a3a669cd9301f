"""Who works here, as what, and who is away: read once, asked for today and for any day that comes."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.access.policy import Role
from portal.models import Absence, Person, RoleHolding, Setting
from portal.outbox import can_be_reached
from portal.safeguarding.ladder import Staff


@dataclass(frozen=True)
class Post:
    """One role of one person, and until when."""

    person_id: uuid.UUID
    role: Role
    until_on: date | None
    left_on: date | None
    can_be_reached: bool


@dataclass(frozen=True)
class Away:
    """Somebody is away on these days, both included."""

    person_id: uuid.UUID
    from_on: date
    until_on: date


@dataclass(frozen=True)
class Roll:
    """Everybody who works here today or later on."""

    posts: tuple[Post, ...]
    absences: tuple[Away, ...]
    above_head: uuid.UUID | None

    def on(self, day: date) -> Staff:
        """Who is who on a day, for nobody in particular."""
        here = [
            post
            for post in self.posts
            if (post.until_on is None or post.until_on >= day) and (post.left_on is None or post.left_on > day)
        ]
        return Staff(
            leads=tuple(post.person_id for post in here if post.role is Role.SAFEGUARDING_LEAD),
            deputies=tuple(post.person_id for post in here if post.role is Role.DEPUTY_SAFEGUARDING_LEAD),
            heads=tuple(post.person_id for post in here if post.role is Role.HEAD),
            above_head=(self.above_head,) if self.above_head else (),
            everyone=frozenset(post.person_id for post in here),
            # Nobody can write to somebody without address and number: others are told, as when they were away.
            away=frozenset(one.person_id for one in self.absences if one.from_on <= day <= one.until_on)
            | frozenset(post.person_id for post in here if not post.can_be_reached),
        )

    def days(self) -> Iterator[date]:
        """The days on which somebody goes or begins to be away: between two of them nobody more is missing."""
        yield from (one.from_on for one in self.absences)
        yield from (post.left_on for post in self.posts if post.left_on)
        yield from (post.until_on + timedelta(days=1) for post in self.posts if post.until_on)


def find_roll(session: Session, setting_id: uuid.UUID) -> Roll:
    """The roll of a setting, in three statements. `session` looks past what one person may see."""
    today = clock.today()
    people = session.execute(
        sa.select(Person.id, RoleHolding.role, RoleHolding.until_on, Person.left_on, Person.email, Person.phone)
        .join(RoleHolding, RoleHolding.person_id == Person.id)
        .where(
            Person.setting_id == setting_id,
            Person.is_staff,
            sa.or_(RoleHolding.until_on.is_(None), RoleHolding.until_on >= today),
            sa.or_(Person.left_on.is_(None), Person.left_on > today),
        )
        .order_by(Person.first_name, Person.id)
    )
    away = session.execute(
        sa.select(Absence.person_id, Absence.from_on, Absence.until_on).where(
            Absence.setting_id == setting_id, Absence.until_on >= today
        )
    )
    return Roll(
        posts=tuple(
            Post(row.id, row.role, row.until_on, row.left_on, bool(can_be_reached(row.email, row.phone)))
            for row in people
        ),
        absences=tuple(Away(*row) for row in away),
        above_head=session.scalar(sa.select(Setting.above_head_id).where(Setting.id == setting_id)),
    )
