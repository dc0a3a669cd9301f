"""Asking for another contact rule. Stricter takes effect at once, looser when a second person has confirmed it."""

import json
import uuid
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.people.services.ties import ChangedMeanwhileError, end_what_was_given, hold
from portal.database import db
from portal.models import Contact, ContactChange, ContactReason, OrderType, Relationship, is_stricter


@dataclass(frozen=True)
class Wanted:
    """What contact is to be, the order that says so (if any), and why."""

    contact: Contact
    order_type: OrderType | None
    order_expires_on: date | None
    reason: ContactReason
    words: str


class NothingChangesError(Exception):
    """Contact and order are already as they are wanted."""


class OneWaitsAlreadyError(Exception):
    """A change waits for its second person; a looser one has to wait its turn."""


def ask_for_contact(relationship_id: uuid.UUID, wanted: Wanted, *, was: str, by: Viewer) -> ContactChange:
    """Write the change down. A stricter one is in force when this returns, and everything given has ended."""
    tie = hold(relationship_id, by=by)
    if tie.contact != was:
        raise ChangedMeanwhileError
    if (tie.contact, tie.order_type, tie.order_expires_on) == (
        wanted.contact,
        wanted.order_type,
        wanted.order_expires_on,
    ):
        raise NothingChangesError
    change = _write_down(tie, wanted, by=by)
    less = is_stricter(wanted.contact, tie.contact)
    if change.counts_at_once:
        _apply(tie, change)
    if less:
        end_what_was_given(tie, why="contact", by=by)
    audit.record(
        audit.Event.PEOPLE_CONTACT_ASKED,
        by=by,
        pupils=[tie.pupil_id],
        change=str(change.id),
        before=change.before,
        after=change.after,
    )
    return change


def _write_down(tie: Relationship, wanted: Wanted, *, by: Viewer) -> ContactChange:
    waiting = db.session.scalars(
        sa.select(ContactChange).where(ContactChange.relationship_id == tie.id, ContactChange.waits())
    ).one_or_none()
    if waiting and not is_stricter(wanted.contact, tie.contact):
        raise OneWaitsAlreadyError
    # A stricter change that comes while another waits takes its place, and goes back to where that one would have.
    in_force = waiting is not None and waiting.counts_at_once
    change = ContactChange(
        id=uuid.uuid4(),
        setting_id=tie.setting_id,
        pupil_id=tie.pupil_id,
        relationship_id=tie.id,
        before=waiting.before if waiting and in_force else tie.contact,
        after=wanted.contact,
        order_type=wanted.order_type,
        order_expires_on=wanted.order_expires_on,
        reason=wanted.reason,
        words=wanted.words,
        earlier=waiting.earlier if waiting and in_force else _as_it_stands(tie),
        asked_by_id=by.person_id,
        asked_at=clock.now(),
    )
    if waiting:
        waiting.replaced_at = clock.now()
    db.session.add(change)
    return change


def _as_it_stands(tie: Relationship) -> str:
    return json.dumps(
        {
            "order_type": tie.order_type,
            "order_seen_by_id": str(tie.order_seen_by_id) if tie.order_seen_by_id else None,
            "order_seen_on": tie.order_seen_on.isoformat() if tie.order_seen_on else None,
            "order_expires_on": tie.order_expires_on.isoformat() if tie.order_expires_on else None,
            "contact_decided_here": tie.contact_decided_here,
        }
    )


def _apply(tie: Relationship, change: ContactChange) -> None:
    tie.contact, tie.contact_decided_here = change.after, True
    tie.order_type, tie.order_expires_on = change.order_type, change.order_expires_on
    seen = change.order_type is not None
    tie.order_seen_by_id = change.asked_by_id if seen else None
    tie.order_seen_on = clock.london(change.asked_at).date() if seen else None


def _put_back(tie: Relationship, change: ContactChange) -> None:
    earlier = json.loads(change.earlier)
    tie.contact = change.before
    tie.contact_decided_here = earlier["contact_decided_here"]
    tie.order_type = OrderType(earlier["order_type"]) if earlier["order_type"] else None
    tie.order_seen_by_id = uuid.UUID(earlier["order_seen_by_id"]) if earlier["order_seen_by_id"] else None
    for day in ("order_seen_on", "order_expires_on"):
        setattr(tie, day, date.fromisoformat(earlier[day]) if earlier[day] else None)


class AnsweredAlreadyError(Exception):
    """Somebody else answered first, or it was replaced by a stricter one."""


class OwnChangeError(Exception):
    """Nobody confirms what they asked for themself."""


def answer_change(change: ContactChange, *, is_confirmed: bool, by: Viewer) -> None:
    """Say yes or no as the second person. Of two at the same moment one wins; the other gets AnsweredAlreadyError."""
    if change.asked_by_id == by.person_id:
        raise OwnChangeError
    tie = hold(change.relationship_id, by=by)
    at_once = change.counts_at_once
    if is_confirmed and not at_once and tie.contact != change.before:
        # An import has tightened the row since: what was asked for is not what would happen.
        raise ChangedMeanwhileError
    _take(change, is_confirmed=is_confirmed, by=by)
    if at_once and not is_confirmed:
        _put_back(tie, change)
    elif is_confirmed and not at_once:
        _apply(tie, change)
    audit.record(
        audit.Event.PEOPLE_CONTACT_ANSWERED,
        by=by,
        pupils=[tie.pupil_id],
        change=str(change.id),
        confirmed=is_confirmed,
    )


def _take(change: ContactChange, *, is_confirmed: bool, by: Viewer) -> None:
    """One atomic statement decides who answered."""
    answer = sa.update(ContactChange).where(ContactChange.id == change.id, ContactChange.waits())
    taken = db.session.execute(
        answer.values(answered_by_id=by.person_id, answered_at=clock.now(), is_confirmed=is_confirmed),
        execution_options={"synchronize_session": "fetch"},
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        db.session.refresh(change)  # the page that follows says what became of it
        raise AnsweredAlreadyError
