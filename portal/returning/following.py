"""After a return: the questions that are due are put to each person, and what is noticed is told to a named one.

`ask_after_returns` is the worker's, once a day for each setting; `raise_warnings` runs with each answer, too.
"""

import json
import uuid
from collections.abc import Iterable
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import audit
from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import (
    FollowUp,
    Person,
    Placement,
    Pupil,
    Relationship,
    RelationshipKind,
    ReturnWarning,
    ReviewWhy,
    RoleHolding,
    TermDate,
    Voice,
    WarningRule,
    WayBack,
    WayKind,
)
from portal.returning.after import Asked, due_on, notice
from portal.returning.everybody import all_of, columns_of
from portal.returning.reviews import make_review
from portal.visibility import relationship_is_open, ways_before_a_new_placement

# No day of the year after is later than this.
LONGEST = timedelta(weeks=60)
# A calendar that was changed moves a day a little: who was asked since then is not asked again.
NOT_TWICE_WITHIN = timedelta(days=5)


def ask_after_returns(setting_id: uuid.UUID, today: date) -> int:
    """Put the questions that are due today, inside the transaction of `db.work(setting_id)`; returns how many.

    Run twice, at once or each hour, it asks once. Each answers alone: the young person, each adult at home who sees the
    plan today, the link teacher, the key worker; also when the placement has ended, until the child comes to us again:
    then the year after the next return is the one. Nobody who left, and nobody whose contact ended, is asked.
    """
    terms = list(db.session.scalars(sa.select(TermDate).where(TermDate.setting_id == setting_id)))
    asked = 0
    for way, placement in _returned(setting_id, today):
        on = due_on(_day(way.returned_on), terms, today)
        if on is not None:
            asked += sum(_ask(way, person_id, voice, on) for person_id, voice in _whom(way, placement, today))
        raise_warnings(way.id, today)
    return asked


def _day(on: date | None) -> date:
    assert on is not None
    return on


def _returned(setting_id: uuid.UUID, today: date) -> list[tuple[WayBack, Placement]]:
    rows = (
        sa.select(WayBack, Placement)
        .join(Placement, Placement.id == WayBack.placement_id)
        .where(
            WayBack.setting_id == setting_id,
            WayBack.kind != WayKind.SHORT_BREAK,
            WayBack.returned_on.between(today - LONGEST, today),
            WayBack.id.not_in(ways_before_a_new_placement(today)),
        )
        .order_by(WayBack.returned_on, WayBack.id)
    )
    return [(way, placement) for way, placement in db.session.execute(rows)]


def _whom(way: WayBack, placement: Placement, today: date) -> Iterable[tuple[uuid.UUID, Voice]]:
    young = sa.select(Pupil.person_id).where(Pupil.id == way.pupil_id)
    yield from ((person_id, Voice.YOUNG) for person_id in db.session.scalars(young) if person_id)
    home = sa.select(Relationship.person_id).where(
        Relationship.pupil_id == way.pupil_id,
        Relationship.sees_plan,
        Relationship.kind != RelationshipKind.SOCIAL_WORKER,
        relationship_is_open(today),
    )
    yield from ((person_id, Voice.HOME) for person_id in sorted(set(db.session.scalars(home)), key=str))
    works = {placement.link_teacher_id: Voice.SCHOOL, placement.key_worker_id: Voice.TEAM}
    for person_id in db.session.scalars(
        sa.select(Person.id).where(Person.id.in_(works.keys() - {None}), _works(today))
    ):
        yield person_id, works[person_id]


def _works(today: date) -> sa.ColumnElement[bool]:
    return sa.or_(Person.left_on.is_(None), Person.left_on > today)


def _ask(way: WayBack, person_id: uuid.UUID, voice: Voice, on: date) -> bool:
    known = sa.select(FollowUp.id).where(
        FollowUp.way_id == way.id, FollowUp.person_id == person_id, FollowUp.due_on >= on - NOT_TWICE_WITHIN
    )
    if db.session.scalar(known.limit(1)) is not None:
        return False
    of = {"setting_id": way.setting_id, "pupil_id": way.pupil_id, "way_id": way.id, "person_id": person_id}
    try:
        with db.session.begin_nested():
            db.session.add(FollowUp(id=uuid.uuid4(), voice=voice, due_on=on, **of))
    except IntegrityError:
        return False  # another worker was quicker
    return True


def raise_warnings(way_id: uuid.UUID, today: date, *, by: Viewer | None = None) -> int:
    """Tell a named person what the answers call for: the key worker, else the coordinator. Each once; returns how many.

    In the caller's transaction, after their answer (`by`) is written. Days missed are a setback: they make a review
    within five school days. What somebody feels makes none by itself: home would read from it what was said alone.
    """
    db.session.flush()
    of_the_way = (
        sa.select(WayBack.setting_id, WayBack.pupil_id, Placement.key_worker_id)
        .join(Placement, Placement.id == WayBack.placement_id)
        .where(WayBack.id == way_id)
    )
    [(setting_id, pupil_id, key_worker_id)] = columns_of(of_the_way)
    raised_before = sa.select(ReturnWarning.rule, ReturnWarning.on).where(ReturnWarning.way_id == way_id)
    known = {(rule, on) for rule, on in columns_of(raised_before)}
    told = find_told(setting_id, key_worker_id, today)
    raised = 0
    for one in notice(list_asked(way_id), today):
        if (one.rule, one.on) in known or told is None:
            continue
        of = {"setting_id": setting_id, "pupil_id": pupil_id, "way_id": way_id}
        facts = json.dumps({"people": sorted(map(str, one.people)), "days": one.days})
        try:
            with db.session.begin_nested():
                row = ReturnWarning(id=uuid.uuid4(), rule=one.rule, on=one.on, for_id=told, facts=facts, **of)
                db.session.add(row)
        except IntegrityError:
            continue  # two answers at the same moment
        raised_event = audit.Event.AFTER_WARNING_RAISED
        audit.record(raised_event, by=None, setting_id=setting_id, pupils=[pupil_id], rule=one.rule)
        raised += 1
        if one.rule is WarningRule.DAYS_MISSED:
            make_review(pupil_id, ReviewWhy.SETBACK, by, today)
    return raised


def list_asked(way_id: uuid.UUID) -> list[Asked]:
    """Every question of a way and its answer, of everybody: for the rules alone, and no page."""
    rows = sa.select(
        FollowUp.person_id, FollowUp.voice, FollowUp.due_on, FollowUp.going, FollowUp.days_missed, FollowUp.answered_at
    ).where(FollowUp.way_id == way_id)
    return [
        Asked(who, voice, on, going, missed, is_passed_over=answered_at is not None and going is None)
        for who, voice, on, going, missed, answered_at in columns_of(rows)
    ]


def find_told(setting_id: uuid.UUID, key_worker_id: uuid.UUID, today: date) -> uuid.UUID | None:
    """Who is told: the key worker of the placement while they work here, else the coordinator; None without either."""
    key_worker = sa.select(Person.id).where(Person.id == key_worker_id, _works(today))
    coordinator = (
        sa.select(Person.id)
        .join(RoleHolding, RoleHolding.person_id == Person.id)
        .where(
            Person.setting_id == setting_id,
            RoleHolding.role == Role.COORDINATOR,
            sa.or_(RoleHolding.until_on.is_(None), RoleHolding.until_on >= today),
            _works(today),
        )
        .order_by(Person.first_name, Person.id)
    )
    for rows in (key_worker, coordinator):
        found: uuid.UUID | None = all_of(rows.limit(1)).first()
        if found is not None:
            return found
    return None
