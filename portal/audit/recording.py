"""Writing a line: a change's joins the transaction of the change, a look's is committed before the page is drawn."""

import json
import uuid
from collections.abc import Iterable
from typing import Any

from flask import g, has_request_context, request
from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from portal import clock
from portal.access.sign_ins import renew
from portal.access.viewer import Viewer
from portal.audit import chain
from portal.audit.events import Event
from portal.database import SYSTEM, db, insert_past_the_net, set_scope
from portal.models import AuditEntry, AuditPupil

# What a page asks by itself, with nobody's hand on it: it keeps nobody signed in.
BACKGROUND = "Portal-Background"
_CHANGE, _LOOK = "change", "look"


def record(
    what: Event,
    *,
    by: Viewer | None,
    setting_id: uuid.UUID | None = None,
    person_id: uuid.UUID | None = None,
    pupils: Iterable[uuid.UUID] = (),
    **facts: Any,
) -> None:
    """Put a line into the record together with the change it is about: both are kept, or neither is.

    `by` is who did it; where nobody is signed in yet (signing in itself), `setting_id` and `person_id` say whose it is.
    ValueError when a fact is missing or one too many stands there.
    """
    _pending(db.session).append((_line(what, by, setting_id, person_id, pupils, facts), _CHANGE))
    if has_request_context():
        g.audited = True


def looked(what: Event, *, by: Viewer, pupils: Iterable[uuid.UUID], **facts: Any) -> None:
    """Put a look into the record before the page is drawn, in a transaction of its own: no line, no page.

    In a form that is being sent the write lock is ours already, so the line joins that transaction.
    """
    line = _line(what, by, None, None, pupils, facts)
    g.audited = True
    if db.session.info.get("mode") == "write":
        _pending(db.session).append((line, _LOOK))
        return
    with db.own_transaction(by.setting_id) as session:
        _pending(session).append((line, _LOOK))
        if BACKGROUND not in request.headers:
            touch(session, by)


def touch(session: Session, viewer: Viewer) -> None:
    """Somebody who looks is still here."""
    g.touched = True
    if not viewer.is_just_seen:
        renew(session, viewer.sign_in_id)


def _line(
    what: Event,
    by: Viewer | None,
    setting_id: uuid.UUID | None,
    person_id: uuid.UUID | None,
    pupils: Iterable[uuid.UUID],
    facts: dict[str, Any],
) -> AuditEntry:
    if set(facts) != what.facts:
        raise ValueError(f"{what.label} carries {sorted(what.facts)}, not {sorted(facts)}.")
    owner = by.setting_id if by else setting_id
    if owner is None:
        raise ValueError("A line of the record belongs to a setting.")
    return AuditEntry(
        id=uuid.uuid4(),
        setting_id=owner,
        at=clock.now(),
        event=what.label,
        by_id=by.person_id if by else person_id,
        roles=",".join(sorted(by.roles)) if by else "",
        sign_in_id=by.sign_in_id if by else None,
        pupils=json.dumps(sorted(str(pupil) for pupil in pupils)),
        facts=json.dumps(facts, default=str, sort_keys=True),
        request_number=g.get("request_number", "") if has_request_context() else "",
    )


def _pending(session: Session) -> list[tuple[AuditEntry, str]]:
    lines: list[tuple[AuditEntry, str]] = session.info.setdefault("audit", [])
    return lines


@event.listens_for(Session, "before_commit")
def _write_them(session: Session) -> None:
    """Lines wait until the commit, so that the lock on the record's end is held as briefly as can be.

    The end of a savepoint is none: the lock would be held while a row is waited for, and two who hold one each and
    wait for the other's are both sent away by PostgreSQL.
    """
    if session.in_nested_transaction():
        return
    lines = [line for line, _kind in session.info.pop("audit", [])]
    if not lines:
        return
    scope, viewer = session.info.get("scope"), session.info.get("viewer")
    session.flush()
    set_scope(session, SYSTEM)
    for setting_id in sorted({line.setting_id for line in lines}):
        mine = [line for line in lines if line.setting_id == setting_id]
        chain.append(session, mine)
        about = [
            {"setting_id": setting_id, "entry_id": line.id, "about_id": uuid.UUID(pupil)}
            for line in mine
            for pupil in json.loads(line.pupils)
        ]
        if about:
            insert_past_the_net(session, AuditPupil, about)
    set_scope(session, scope, viewer)


@event.listens_for(Session, "after_transaction_create")
def _note_where_it_begins(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        session.info.setdefault("audit_begun", {})[transaction] = len(_pending(session))


@event.listens_for(Session, "after_transaction_end")
def _forget_where_they_began(session: Session, transaction: SessionTransaction) -> None:
    # A savepoint ends before it is said that it went back: its place is needed until then.
    if transaction.parent is None:
        session.info.pop("audit_begun", None)


@event.listens_for(Session, "after_soft_rollback")
def _forget_them(session: Session, previous_transaction: SessionTransaction) -> None:
    """What was not done leaves no line. A look that led to a savepoint, or happened in it, stays on the record."""
    if previous_transaction.parent is None:
        session.info.pop("audit", None)
        return
    begun = session.info.get("audit_begun", {}).pop(previous_transaction, None)
    if begun is None:
        return  # a flush that failed; whatever it was part of goes back next
    lines = _pending(session)
    lines[begun:] = [one for one in lines[begun:] if one[1] == _LOOK]
