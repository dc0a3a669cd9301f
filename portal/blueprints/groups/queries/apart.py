"""For those who keep children safe: who is kept apart, whom that holds back, and who is together all the same."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal import clock
from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.database import db
from portal.grouping.apart import Pair, find_pairs, pairs_among
from portal.models import Group, GroupApart, GroupLeader, GroupMember, GroupWords, Person, RoleHolding
from portal.returning.everybody import columns_of


def list_apart(*, viewer: Viewer) -> Sequence[GroupApart]:
    """The list as it stands, the newest first."""
    rows = sa.select(GroupApart).options(joinedload(GroupApart.person), joinedload(GroupApart.other))
    rows = rows.where(GroupApart.setting_id == viewer.setting_id, GroupApart.ended_at.is_(None))
    return db.session.scalars(rows.order_by(GroupApart.since.desc(), GroupApart.id)).all()


def get_apart(pair_id: uuid.UUID, *, viewer: Viewer) -> GroupApart:
    """One pair of the list. NoResultFound (shown as 404) for one that has ended or is not theirs to see."""
    rows = sa.select(GroupApart).options(joinedload(GroupApart.person), joinedload(GroupApart.other))
    rows = rows.where(GroupApart.setting_id == viewer.setting_id, GroupApart.ended_at.is_(None))
    return db.session.scalars(rows.where(GroupApart.id == pair_id)).one()


@dataclass(frozen=True)
class Held:
    """Somebody asked for a group and is held back; whom of those around it they are kept apart from."""

    member: GroupMember
    group: str
    apart_from: Sequence[str]


@dataclass(frozen=True)
class Together:
    """Two people in one group who are kept apart; `leaving` are those of them who can be taken out here."""

    group: str
    names: Sequence[str]
    leaving: Sequence[tuple[uuid.UUID, str]]


def list_held(*, viewer: Viewer) -> list[Held]:
    """Who waits unseen, and because of whom."""
    rows = sa.select(GroupMember).options(joinedload(GroupMember.person))
    rows = rows.where(GroupMember.setting_id == viewer.setting_id, GroupMember.held_at.is_not(None))
    held = db.session.scalars(rows.where(GroupMember.left_at.is_(None)).order_by(GroupMember.asked_at)).all()
    if not held:
        return []
    pairs, there, titles = find_pairs(viewer.setting_id), _there(viewer.setting_id), _titles(viewer.setting_id)
    names = _names(viewer, {one for people in there.values() for one in people})
    return [
        Held(one, titles.get(one.group_id, ""), _others(one.person_id, there.get(one.group_id, {}), pairs, names))
        for one in held
    ]


def list_together(*, viewer: Viewer, people: Iterable[uuid.UUID] = ()) -> list[Together]:
    """Who is in one group now and kept apart; with `people`, these two, whether they are kept apart yet or not."""
    two = frozenset(people)
    pairs = find_pairs(viewer.setting_id) if not two else frozenset({two})
    there, titles = _there(viewer.setting_id), _titles(viewer.setting_id)
    names = _names(viewer, {one for known in there.values() for one in known})
    found = []
    for group_id, known in there.items():
        for pair in pairs_among(known, pairs):
            each = sorted(pair, key=lambda one: names.get(one, ""))
            leaving = [(known[one], names.get(one, "")) for one in each]
            can = [(key, name) for key, name in leaving if key is not None]
            found.append(Together(titles.get(group_id, ""), [names.get(one, "") for one in each], can))
    return found


def find_adults(name: str, *, viewer: Viewer) -> Sequence[Person]:
    """Adults who may come to groups or run them, by their first and last name as somebody typed it."""
    roles = sa.select(RoleHolding.person_id).where(RoleHolding.role.in_([Role.CARER, Role.FACILITATOR]))
    full = sa.func.lower(Person.first_name + " " + Person.last_name)
    rows = sa.select(Person).where(Person.setting_id == viewer.setting_id, Person.id.in_(roles))
    return db.session.scalars(rows.where(full == " ".join(name.split()).lower()).order_by(Person.id)).all()


def _there(setting_id: uuid.UUID) -> dict[uuid.UUID, dict[uuid.UUID, uuid.UUID | None]]:
    """Who is in each group that goes on, asked unheld or runs it: the person, and their row as a member where they
    belong to it. Read past the viewer, because only pairs that are apart come of it."""
    groups = sa.select(Group.id).where(Group.setting_id == setting_id, Group.closed_at.is_(None))
    leads = sa.select(GroupLeader.group_id, GroupLeader.person_id).where(
        GroupLeader.group_id.in_(groups),
        GroupLeader.ended_at.is_(None),
        sa.or_(GroupLeader.until_on.is_(None), GroupLeader.until_on >= clock.today()),
    )
    there: dict[uuid.UUID, dict[uuid.UUID, uuid.UUID | None]] = {}
    for group_id, person_id in columns_of(leads):
        there.setdefault(group_id, {})[person_id] = None
    belongs = sa.select(GroupMember.group_id, GroupMember.person_id, GroupMember.id).where(
        GroupMember.group_id.in_(groups), GroupMember.left_at.is_(None), GroupMember.held_at.is_(None)
    )
    for group_id, person_id, member_id in columns_of(belongs):
        there.setdefault(group_id, {}).setdefault(person_id, member_id)
    return there


def _titles(setting_id: uuid.UUID) -> dict[uuid.UUID, str]:
    rows = sa.select(GroupWords.group_id, GroupWords.name).where(
        GroupWords.setting_id == setting_id, GroupWords.language == "en"
    )
    return {row[0]: row[1] for row in columns_of(rows)}


def _names(viewer: Viewer, people: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = sa.select(Person).where(Person.setting_id == viewer.setting_id, Person.id.in_(list(people)))
    return {one.id: one.full_name for one in db.session.scalars(rows)}


def _others(
    person_id: uuid.UUID, there: Iterable[uuid.UUID], pairs: frozenset[Pair], names: dict[uuid.UUID, str]
) -> list[str]:
    return sorted(names.get(other, "") for other in there if frozenset({person_id, other}) in pairs)
