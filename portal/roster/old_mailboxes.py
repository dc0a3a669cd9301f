"""A new address in the list, or none any more: the old mailbox hears of it, and opens nothing from then on (check 24).

Only the mailbox of somebody who could come in by then: nobody else has anything that could be taken over.
"""

import uuid
from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock, outbox
from portal.access.policy import PROFESSIONALS, Role
from portal.models import LinkRequest, OutboxItem, Passkey, Person, Relationship, RoleHolding, SignIn, StaffSecret
from portal.roster.kinds import ADULTS
from portal.roster.plan import Plan
from portal.visibility import relationship_is_open

AT_ONCE = 500
# The ways in that go through a mailbox.
BY_MAIL = ("code", "link")


def tell_old_mailboxes(session: Session, plan: Plan) -> None:
    """Write the letters and end what was begun by the old address, in the import's transaction and before it writes."""
    changed = [
        step.known.ids[Person]
        for step in plan.changed
        if step.known and step.row.kind.name in ADULTS and "email" in step.values and step.known.values["email"]
    ]
    for start in range(0, len(changed), AT_ONCE):
        for person in session.scalars(_who_comes_in(changed[start : start + AT_ONCE], plan.today)).all():
            key = f"address-changed:{uuid.uuid4()}"
            outbox.post("address_changed", person, event_key=key, former=person.email)
            # The rows are changed past the session: what it holds of them is old from here on.
            session.expunge(person)
        _end(session, changed[start : start + AT_ONCE])


def _who_comes_in(people: list[uuid.UUID], today: date) -> sa.Select[Person]:
    still_here = sa.or_(Person.left_on.is_(None), Person.left_on > today)
    return sa.select(Person).where(Person.id.in_(people), still_here, sa.or_(*_ways_in(today))).order_by(Person.id)


def _ways_in(today: date) -> Iterator[sa.ColumnElement[bool]]:
    """A carer comes in while a relationship is open; whoever has a job here, once they have set up their own way in."""
    held = sa.or_(RoleHolding.until_on.is_(None), RoleHolding.until_on >= today)
    carers = sa.select(RoleHolding.person_id).where(held, RoleHolding.role == Role.CARER)
    at_work = sa.select(RoleHolding.person_id).where(held, RoleHolding.role.in_(PROFESSIONALS))
    tied = sa.select(Relationship.person_id).where(relationship_is_open(today))
    password = sa.select(StaffSecret.person_id).where(StaffSecret.is_ready, StaffSecret.ended_at.is_(None))
    passkey = sa.select(Passkey.person_id).where(Passkey.ended_at.is_(None))
    yield sa.and_(Person.id.in_(carers), Person.id.in_(tied))
    yield sa.and_(Person.id.in_(at_work), sa.or_(Person.id.in_(password), Person.id.in_(passkey)))


def _end(session: Session, people: list[uuid.UUID]) -> None:
    """Links and codes that nobody used, letters with such that have not gone, and who came in by one."""
    moment = clock.now()
    waits = (OutboxItem.sent_at.is_(None), OutboxItem.cancelled_at.is_(None), OutboxItem.letter == "sign_in")
    came = (SignIn.ended_at.is_(None), SignIn.way_in.in_(BY_MAIL))
    for change in (
        sa.update(LinkRequest)
        .where(LinkRequest.person_id.in_(people), LinkRequest.used_at.is_(None), LinkRequest.ended_at.is_(None))
        .values(ended_at=moment),
        sa.update(OutboxItem).where(OutboxItem.person_id.in_(people), *waits).values(cancelled_at=moment, sealed=""),
        sa.update(SignIn)
        .where(SignIn.person_id.in_(people), *came)
        .values(ended_at=moment, ended_why="address changed"),
    ):
        session.execute(change.execution_options(synchronize_session=False))
