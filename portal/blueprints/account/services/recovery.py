"""Ten codes on paper for a member of staff whose phone is gone: each takes the place of the phone's code, once."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock, seals
from portal.keys import codes
from portal.models import RecoveryCode

COUNT = 10


def issue_codes(session: Session, person_id: uuid.UUID, setting_id: uuid.UUID) -> list[str]:
    """Ten fresh codes as they are printed, shown once; those before them end."""
    end = sa.update(RecoveryCode).where(RecoveryCode.person_id == person_id, RecoveryCode.ended_at.is_(None))
    session.execute(end.values(ended_at=clock.now()).execution_options(synchronize_session=False))
    drawn = [codes.draw() for _ in range(COUNT)]
    session.add_all(
        RecoveryCode(setting_id=setting_id, person_id=person_id, code_hash=_hash(person_id, code)) for code in drawn
    )
    return [codes.spaced(code) for code in drawn]


def use_code(session: Session, person_id: uuid.UUID, typed: str) -> bool:
    """Is this one of theirs? It is crossed out in the same statement. For the `elevated` scope."""
    use = sa.update(RecoveryCode).where(
        RecoveryCode.code_hash == _hash(person_id, codes.tidy(typed)), *_is_left(person_id)
    )
    used = session.execute(use.values(used_at=clock.now()).execution_options(synchronize_session=False))
    return bool(used.rowcount)  # type: ignore[attr-defined]


def count_left(session: Session, person_id: uuid.UUID) -> int:
    """How many are not crossed out."""
    return session.scalar(sa.select(sa.func.count(RecoveryCode.id)).where(*_is_left(person_id))) or 0


def _is_left(person_id: uuid.UUID) -> tuple[sa.ColumnElement[bool], ...]:
    return RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None), RecoveryCode.ended_at.is_(None)


def _hash(person_id: uuid.UUID, code: str) -> str:
    return seals.quick_hash(f"recovery:{person_id}:{code}")
