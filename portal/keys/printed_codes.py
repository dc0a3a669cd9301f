"""One-time codes on paper: the way in for a carer without e-mail, and for staff the first time or after a loss."""

import uuid
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import audit, clock, seals
from portal.access.ending import REGISTRY, Ending
from portal.access.holding import hold
from portal.access.oneself import refuse_oneself
from portal.access.viewer import Viewer
from portal.database import db
from portal.keys import codes
from portal.models import Person, PrintedCode

# Long enough to be carried to a home visit, short enough to be found in a drawer and be worth nothing.
LASTS = timedelta(days=7)


def print_code(person: Person, *, by: Viewer | None) -> str:
    """A code for paper, shown once, good once and for seven days. An earlier one of this person ends.

    AboutThemselfError for a code of one's own.
    """
    refuse_oneself(person.id, by=by)
    hold(db.session, Person.id == person.id)
    moment, code = clock.now(), codes.draw()
    for earlier in ("printed codes", "half-way"):  # whoever began to set up with the code before, stops
        REGISTRY[earlier](Ending(person.id, None, moment, "a new code"))
    db.session.add(
        PrintedCode(
            setting_id=person.setting_id,
            person_id=person.id,
            code_hash=seals.quick_hash(code),
            printed_by_id=by.person_id if by else None,
            created_at=moment,
            ends_at=moment + LASTS,
        )
    )
    db.session.flush()
    audit.record(audit.Event.PEOPLE_CODE_PRINTED, by=by, setting_id=person.setting_id, person=str(person.id))
    return codes.spaced(code)


def find_printed_code(session: Session, typed: str) -> uuid.UUID | None:
    """Whose code this is, while it is still good; it is not spent. For the `elevated` scope. None for anything else."""
    live = sa.select(PrintedCode.person_id).where(*_is_live(typed))
    return session.scalars(live).one_or_none()


def hold_owner(session: Session, typed: str) -> uuid.UUID | None:
    """The same, and nobody ends their access until this transaction is over (access/holding.py)."""
    hold(session, Person.id.in_(sa.select(PrintedCode.person_id).where(*_is_live(typed))))
    return find_printed_code(session, typed)


def spend_printed_code(session: Session, typed: str) -> uuid.UUID | None:
    """Use a code, once: whose it was, or None. Of many at the same moment one gets it. For the `elevated` scope."""
    spend = sa.update(PrintedCode).where(*_is_live(typed)).values(used_at=clock.now())
    return session.scalars(
        spend.returning(PrintedCode.person_id).execution_options(synchronize_session=False)
    ).one_or_none()


def spend_codes_of(session: Session, person_id: uuid.UUID) -> bool:
    """Use whichever code this person still has, at the end of setting up. False when there is none any more."""
    spend = sa.update(PrintedCode).where(PrintedCode.person_id == person_id, *_not_over()).values(used_at=clock.now())
    spent = session.execute(spend.execution_options(synchronize_session=False))
    return bool(spent.rowcount)  # type: ignore[attr-defined]


def _is_live(typed: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (PrintedCode.code_hash == seals.quick_hash(codes.tidy(typed)), *_not_over())


def _not_over() -> tuple[sa.ColumnElement[bool], ...]:
    return PrintedCode.used_at.is_(None), PrintedCode.ended_at.is_(None), PrintedCode.ends_at > clock.now()
