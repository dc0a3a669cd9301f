"""Calls that were asked for, and who is to ring."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.database import db
from portal.heard import Audience
from portal.heard.for_another import find_audience_of
from portal.models import CallRequest, Contribution, Person, Place, Pupil, Setting, Voice
from portal.visibility import pupils_visible_to
from portal.visibility.conditions import ANYTHING

# Put together once: Today asks it each time, and an alias is dear to make.
_asker, _child = aliased(Person), aliased(Person)
_WAITING = (
    sa.select(
        CallRequest,
        _asker,
        Pupil.id.label("pupil_id"),
        _child.first_name.label("child_name"),
        Pupil.person_id,
        sa.func.count().over().label("of"),
    )
    .join(_asker, _asker.id == CallRequest.person_id)
    .join(Pupil, Pupil.id == CallRequest.pupil_id)
    .join(_child, _child.id == Pupil.person_id)
    .where(CallRequest.done_at.is_(None))
    .order_by(CallRequest.asked_at, CallRequest.id)
)


@dataclass(frozen=True)
class Waiting:
    """A call that waits: who asked, about whom, their number, when it suits; one `of` how many."""

    call: CallRequest
    asker: Person
    pupil_id: uuid.UUID
    child_name: str
    is_young: bool
    of: int


def get_setting(*, viewer: Viewer) -> Setting:
    """The setting of this person, with its number and when somebody is there."""
    return db.session.scalars(sa.select(Setting).where(Setting.id == viewer.setting_id)).one()


def find_own_phone(*, viewer: Viewer) -> str:
    """The number we have for this person; empty when we have none."""
    return db.session.scalar(sa.select(Person.phone).where(Person.id == viewer.person_id)) or ""


def get_own_call(call_id: uuid.UUID, *, viewer: Viewer) -> CallRequest:
    """A call this person asked for. NoResultFound (shown as 404) for anybody else's."""
    rows = (
        sa.select(CallRequest)
        .join(Pupil, Pupil.id == CallRequest.pupil_id)
        .where(CallRequest.id == call_id, CallRequest.person_id == viewer.person_id)
        .where(pupils_visible_to(viewer, given=ANYTHING))
    )
    return db.session.scalars(rows).one()


def get_call_to_make(call_id: uuid.UUID, *, viewer: Viewer) -> CallRequest:
    """A call about a pupil of theirs, made or not. NoResultFound (shown as 404) for any other."""
    rows = (
        sa.select(CallRequest)
        .join(Pupil, Pupil.id == CallRequest.pupil_id)
        .options(joinedload(CallRequest.person))
        .where(CallRequest.id == call_id, pupils_visible_to(viewer))
    )
    return db.session.scalars(rows).one()


def list_own_calls(most: int, *, viewer: Viewer) -> list[CallRequest]:
    """The calls this person asked for, the newest first; `most` of them."""
    rows = (
        sa.select(CallRequest)
        .join(Pupil, Pupil.id == CallRequest.pupil_id)
        .where(CallRequest.person_id == viewer.person_id, pupils_visible_to(viewer, given=ANYTHING))
        .order_by(CallRequest.asked_at.desc(), CallRequest.id)
        .limit(most)
    )
    return list(db.session.scalars(rows))


def list_said(call: CallRequest, *, viewer: Viewer) -> Sequence[sa.Row[Contribution, Person]]:
    """What was written down as said in this call, the oldest first, each with who wrote it down."""
    rows = (
        sa.select(Contribution, Person)
        .outerjoin(Person, Person.id == Contribution.entered_by_id)
        .where(
            Contribution.place.in_((Place.CALL, Place.ASK)),
            Contribution.about_id == call.id,
            Contribution.setting_id == viewer.setting_id,
        )
        .order_by(Contribution.said_at, Contribution.id)
    )
    return db.session.execute(rows).all()


def find_voice_of_caller(call: CallRequest, *, viewer: Viewer) -> Voice:
    """Whose voice was on the telephone: the young person's own, or home's."""
    rows = sa.select(Pupil.id).where(
        Pupil.id == call.pupil_id, Pupil.person_id == call.person_id, Pupil.setting_id == viewer.setting_id
    )
    return Voice.HOME if db.session.scalar(rows) is None else Voice.YOUNG


def find_audience_of_caller(call: CallRequest, voice: Voice, *, viewer: Viewer) -> Audience:
    """Who reads what the caller said: as if they had written it themself, whoever writes it down for them.

    A carer on the telephone is offered no other carer, though the member of staff knows that there is one.
    """
    role = Role.PUPIL if voice is Voice.YOUNG else Role.CARER
    return find_audience_of(call.pupil_id, Place.CALL, person_id=call.person_id, role=role, viewer=viewer)


def list_waiting_calls(most: int, *, viewer: Viewer) -> list[Waiting]:
    """The calls about their pupils that nobody has made yet, the longest waiting first; `most` of them."""
    rows = db.session.execute(_WAITING.where(pupils_visible_to(viewer)).limit(most))
    return [Waiting(row[0], row[1], row.pupil_id, row.child_name, row[1].id == row.person_id, row.of) for row in rows]
