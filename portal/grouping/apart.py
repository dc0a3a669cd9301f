"""Who is kept apart from whom, and whom that keeps from a group (domain.md §11.3).

Two people are apart when the safeguarding lead's list says so, or when both are adults of one pupil and one of them has
no contact with the pupil, contact that nobody knows of, or a court order. Nobody but the safeguarding lead learns why
somebody waits: what is read here is read past the viewer, and never shown to anybody else.
"""

import uuid
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.models import Contact, GroupApart, OrderType, Relationship
from portal.returning.everybody import columns_of

Pair = frozenset[uuid.UUID]


@dataclass(frozen=True)
class Comer:
    """Somebody who is in a group (`is_in`), asked to be, or was invited to be; since when. `key` is that row's id."""

    key: uuid.UUID
    person_id: uuid.UUID
    since: datetime
    is_in: bool = False


def whom_to_hold(comers: Iterable[Comer], leaders: Iterable[uuid.UUID], pairs: Set[Pair]) -> frozenset[uuid.UUID]:
    """The keys of those who wait unseen: they are apart from whoever runs the group, is in it, or came first.

    Whoever is in, stays in: who of two leaves is for the safeguarding lead to say. Somebody held holds nobody else.
    """
    there, held = set(leaders), set()
    for comer in sorted(comers, key=lambda one: (not one.is_in, one.since, one.key.hex)):
        if not comer.is_in and any(frozenset({comer.person_id, other}) in pairs for other in there):
            held.add(comer.key)
        else:
            there.add(comer.person_id)
    return frozenset(held)


def pairs_among(people: Iterable[uuid.UUID], pairs: Set[Pair]) -> list[Pair]:
    """Those of the pairs of whom both are among these people."""
    known = set(people)
    return sorted((pair for pair in pairs if pair <= known), key=lambda pair: sorted(one.hex for one in pair))


def find_pairs(setting_id: uuid.UUID) -> frozenset[Pair]:
    """Every two people of the setting who are kept apart, by the list or by what lies between them and a pupil."""
    return find_listed_pairs(setting_id) | find_pairs_of_pupils(setting_id)


def find_listed_pairs(setting_id: uuid.UUID) -> frozenset[Pair]:
    """Those of the safeguarding lead's list, as long as they stand there."""
    rows = sa.select(GroupApart.person_id, GroupApart.other_id).where(
        GroupApart.setting_id == setting_id, GroupApart.ended_at.is_(None)
    )
    return frozenset(frozenset(row) for row in columns_of(rows))


def find_pairs_of_pupils(setting_id: uuid.UUID) -> frozenset[Pair]:
    """Two adults of one pupil, where something keeps one of them from the pupil: whatever its dates say.

    A care order with open contact lies between a council and a family, and keeps no foster carer from another.
    """
    one, other = aliased(Relationship), aliased(Relationship)
    keeps_apart = sa.or_(
        one.contact.in_([Contact.NONE, Contact.UNKNOWN]),
        sa.and_(
            one.order_type.is_not(None),
            sa.or_(one.order_type != OrderType.CARE_ORDER, one.contact != Contact.OPEN),
        ),
    )
    rows = (
        sa.select(one.person_id, other.person_id)
        .join(other, sa.and_(other.pupil_id == one.pupil_id, other.person_id != one.person_id))
        .where(one.setting_id == setting_id, keeps_apart)
        .distinct()
    )
    return frozenset(frozenset(row) for row in columns_of(rows))
