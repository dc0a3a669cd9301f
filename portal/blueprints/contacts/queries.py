"""The contacts with a family: those that were noted, and what staff wrote in its threads. No message is copied."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.messaging.good_and_hard import LOOKED_BACK, Touch, heard_only_hard_things
from portal.models import ContactWay, FamilyContact, Message, Person, Pupil, Thread, Tone
from portal.pupils import Child
from portal.visibility import pupils_visible_to
from portal.visibility.asker import asker_of
from portal.visibility.conditions import looked_after_today

PER_PAGE = 20


@dataclass(frozen=True)
class OneContact:
    """A contact as its list shows it: with whom, by whom; for a message the thread in which it stands."""

    at: datetime
    tone: Tone
    way: ContactWay
    note: str
    was_read_back: bool
    thread_id: uuid.UUID | None
    with_name: str
    by_name: str


def list_contacts(pupil_id: uuid.UUID, page: int, *, viewer: Viewer) -> list[OneContact]:
    """A page of the contacts about this pupil, the newest first; one more than a page when there are more.

    Of messages those that this person may see, without what was taken back and without the young person's own thread.
    """
    whom, by = aliased(Person), aliased(Person)
    both = sa.union_all(_noted(pupil_id, viewer), _written(pupil_id, viewer)).subquery()
    rows = (
        sa.select(both, whom.first_name.label("with_name"), by.first_name.label("by_name"))
        .outerjoin(whom, whom.id == both.c.person_id)
        .outerjoin(by, by.id == both.c.by_id)
        .order_by(both.c.at.desc(), both.c.id)
        .limit(PER_PAGE + 1)
        .offset((page - 1) * PER_PAGE)
    )
    return [
        OneContact(
            row.at,
            Tone(row.tone),
            ContactWay(row.way),
            row.note,
            row.was_read_back,
            row.thread_id,
            row.with_name or "",
            row.by_name or "",
        )
        for row in db.session.execute(rows)
    ]


def _noted(pupil_id: uuid.UUID, viewer: Viewer) -> Any:
    row = FamilyContact
    return sa.select(
        row.id,
        row.at,
        sa.type_coerce(row.tone, sa.String).label("tone"),
        sa.type_coerce(row.way, sa.String).label("way"),
        row.note,
        row.was_read_back,
        sa.type_coerce(sa.null(), sa.Uuid).label("thread_id"),
        row.person_id,
        row.by_id,
    ).where(row.pupil_id == pupil_id, row.setting_id == viewer.setting_id)


def _written(pupil_id: uuid.UUID, viewer: Viewer) -> Any:
    return (
        sa.select(
            Message.id,
            Message.sent_at.label("at"),
            _tone_of_message().label("tone"),
            sa.literal(ContactWay.MESSAGE.value, sa.String).label("way"),
            sa.literal("", sa.Text).label("note"),
            sa.false().label("was_read_back"),
            Message.thread_id,
            Thread.person_id,
            Message.person_id.label("by_id"),
        )
        .join(Thread, Thread.id == Message.thread_id)
        .join(Pupil, Pupil.id == Message.pupil_id)
        .where(Message.pupil_id == pupil_id, Message.setting_id == viewer.setting_id, *_TO_HOME)
    )


# From staff, to an adult at home, and not taken back.
_TO_HOME = (
    Message.person_id != Thread.person_id,
    Thread.person_id != Pupil.person_id,
    Message.withdrawn_at.is_(None),
)


def _tone_of_message() -> sa.ColumnElement[str]:
    good, plain = (sa.literal(tone.value, sa.String) for tone in (Tone.GOOD, Tone.PLAIN))
    return sa.case((Message.is_good, good), else_=plain)


def list_only_hard(*, viewer: Viewer) -> list[Child]:
    """The pupils whose key worker this person is today and whose family heard only hard things for two weeks.

    One statement. Nobody else is told: a coordinator does not see messages, and would take good news for none.
    """
    now = clock.now()
    theirs, since = looked_after_today(asker_of(viewer)), now - LOOKED_BACK
    noted = sa.select(
        FamilyContact.pupil_id, sa.type_coerce(FamilyContact.tone, sa.String).label("tone"), FamilyContact.at
    ).where(FamilyContact.pupil_id.in_(theirs), FamilyContact.at >= since)
    written = (
        sa.select(Message.pupil_id, _tone_of_message().label("tone"), Message.sent_at.label("at"))
        .join(Thread, Thread.id == Message.thread_id)
        .join(Pupil, Pupil.id == Message.pupil_id)
        .where(Message.pupil_id.in_(theirs), Message.sent_at >= since, *_TO_HOME)
    )
    both = sa.union_all(noted, written).subquery()
    rows = (
        sa.select(both.c.pupil_id, both.c.tone, both.c.at, Pupil)
        .join(Pupil, Pupil.id == both.c.pupil_id)
        .where(Pupil.setting_id == viewer.setting_id)
    )
    found = list(db.session.execute(rows))
    touches = [Touch(row.pupil_id, Tone(row.tone), row.at) for row in found]
    hard = heard_only_hard_things(touches, now)
    children = {row.pupil_id: Child.of(row.Pupil) for row in found if row.pupil_id in hard}
    return sorted(children.values(), key=lambda child: (child.first_name, str(child.pupil_id)))


def list_families(page: int, *, viewer: Viewer) -> Sequence[Child]:
    """A page of this person's pupils, by first name; one more than a page when there are more."""
    rows = (
        sa.select(Pupil)
        .join(Person, Person.id == Pupil.person_id)
        .where(pupils_visible_to(viewer))
        .order_by(Person.first_name, Pupil.id)
    )
    return [Child.of(one) for one in db.session.scalars(rows.limit(PER_PAGE + 1).offset((page - 1) * PER_PAGE))]


@dataclass(frozen=True)
class Rung:
    """A thread, for whoever talked with the one whose it is: the pupil, and who it is; the young person themself?"""

    thread: Thread
    child: Child
    first_name: str
    is_young: bool


def get_thread_of_family(thread_id: uuid.UUID, *, viewer: Viewer) -> Rung:
    """A thread of somebody else, at home or the young person. NoResultFound (shown as 404) when it is not theirs."""
    rows = (
        sa.select(Thread, Pupil)
        .join(Pupil, Pupil.id == Thread.pupil_id)
        .options(joinedload(Thread.person))
        .where(Thread.id == thread_id, Thread.setting_id == viewer.setting_id)
        .where(Thread.person_id != viewer.person_id)
    )
    thread, pupil = db.session.execute(rows).one()
    is_young = thread.person_id == pupil.person_id
    return Rung(thread, Child.of(pupil), thread.person.first_name if thread.person else "", is_young)
