"""Making, changing and closing a group; who runs it, and whoever stands in for them."""

import uuid
from collections.abc import Mapping, Set
from datetime import date
from typing import Any

import sqlalchemy as sa

from portal import audit, clock
from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.blueprints.groups.queries.setting_up import find_made, get_one
from portal.database import db
from portal.grouping.settling import lock_group, settle
from portal.grouping.standing_in import are_kept_apart
from portal.models import Group, GroupHelp, GroupHelps, GroupLeader, GroupWords, LeaderKind, Person, RoleHolding

Texts = Mapping[str, Mapping[str, str]]
Helps = Set[tuple[GroupHelps, str]]


class CannotRunError(Exception):
    """They would meet somebody there whom they are kept apart from. Whoever sets the group up hears nothing of why."""


def make_group(number: uuid.UUID, facts: Mapping[str, Any], texts: Texts, helps: Helps, *, by: Viewer) -> uuid.UUID:
    """Make a group; returns its id. The same form sent twice is one."""
    if find_made(number, viewer=by) is None:
        db.session.add(
            Group(id=number, setting_id=by.setting_id, made_at=clock.now(), made_by_id=by.person_id, **facts)
        )
        db.session.flush()
        _write(number, texts, helps, by)
        audit.record(audit.Event.GROUPS_SET_UP, by=by, group=number)
    return number


def change_group(group_id: uuid.UUID, facts: Mapping[str, Any], texts: Texts, helps: Helps, *, by: Viewer) -> None:
    """Change what a group is, its words and what helps. NoResultFound (shown as 404) for one that is closed."""
    group = lock_group(group_id, by=by)
    group.kind, group.topic, group.weeks = facts["kind"], facts["topic"], facts["weeks"]
    for model in (GroupWords, GroupHelp):
        db.session.execute(sa.delete(model).where(model.group_id == group_id))
    _write(group_id, texts, helps, by)
    audit.record(audit.Event.GROUPS_SET_UP, by=by, group=group_id)


def close_group(group_id: uuid.UUID, *, by: Viewer) -> None:
    """Nobody finds it any more; what was said there stays. Twice is once."""
    group = get_one(group_id, viewer=by)
    if group.closed_at is None:
        group.closed_at = clock.now()
    audit.record(audit.Event.GROUPS_SET_UP, by=by, group=group_id)


def let_run(
    group_id: uuid.UUID,
    person: Person,
    *,
    kind: LeaderKind,
    shown_as: str,
    days: tuple[date, date | None],
    by: Viewer,
) -> None:
    """Somebody runs the group from one day until another, or for good; a parent gets the role for it.

    Who runs it already in this way has the new name and days: twice is once. CannotRunError.
    """
    group = lock_group(group_id, by=by)
    rows = sa.select(GroupLeader).where(
        GroupLeader.group_id == group_id,
        GroupLeader.person_id == person.id,
        GroupLeader.kind == kind,
        GroupLeader.ended_at.is_(None),
    )
    row = db.session.scalars(rows).first()
    if (row is None or (row.until_on or clock.today()) < clock.today()) and are_kept_apart(
        person.id, group_id, viewer=by
    ):
        raise CannotRunError
    if row is None:
        row = GroupLeader(setting_id=by.setting_id, group_id=group_id, person_id=person.id, kind=kind)
        db.session.add(row)
    row.shown_as, (row.from_on, row.until_on) = shown_as, days
    if kind is LeaderKind.PEER:
        _give_role(person, by)
    settle(group)
    audit.record(audit.Event.GROUPS_SET_UP, by=by, group=group_id)


def end_running(row: GroupLeader, *, by: Viewer) -> None:
    """They run the group no more; a parent who runs none keeps no role for it. Twice is once."""
    group = lock_group(row.group_id, by=by)
    if row.ended_at is None:
        row.ended_at = clock.now()
    settle(group)
    if row.kind is LeaderKind.PEER:
        _take_role(row.person_id)
    audit.record(audit.Event.GROUPS_SET_UP, by=by, group=row.group_id)


def _write(group_id: uuid.UUID, texts: Texts, helps: Helps, by: Viewer) -> None:
    of = {"group_id": group_id, "setting_id": by.setting_id}
    db.session.add_all(GroupWords(language=language, **words, **of) for language, words in texts.items())
    db.session.add_all(GroupHelp(what=what, language=language, **of) for what, language in sorted(helps))
    db.session.flush()


def _role_of(person_id: uuid.UUID) -> RoleHolding | None:
    rows = sa.select(RoleHolding).where(RoleHolding.person_id == person_id, RoleHolding.role == Role.PEER_FACILITATOR)
    return db.session.scalars(rows).one_or_none()


def _give_role(person: Person, by: Viewer) -> None:
    known = _role_of(person.id)
    if known is None:
        db.session.add(RoleHolding(setting_id=by.setting_id, person_id=person.id, role=Role.PEER_FACILITATOR))
    else:
        known.until_on = None


def _take_role(person_id: uuid.UUID) -> None:
    runs = sa.select(GroupLeader.id).where(
        GroupLeader.person_id == person_id, GroupLeader.kind == LeaderKind.PEER, GroupLeader.ended_at.is_(None)
    )
    known = _role_of(person_id)
    if known is not None and db.session.scalars(runs).first() is None:
        db.session.delete(known)
