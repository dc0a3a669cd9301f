"""The answer to "Do you feel safe?": kept apart from every check-in, and in the same moment raised."""

import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import CheckIn, Safe, SafetyAnswer
from portal.safeguarding import Alarm, number_of_where, raise_concern, raised_by


@dataclass(frozen=True)
class OnPhone:
    """It was said on a phone without signal: when, or None where that phone's clock was wrong."""

    at: datetime | None


def answer_safety(
    pupil_id: uuid.UUID,
    answer: Safe,
    number: uuid.UUID,
    *,
    by: Viewer,
    whose_id: uuid.UUID | None = None,
    on_phone: OnPhone | None = None,
) -> SafetyAnswer:
    """Keep it, and raise what it raises. The same tap sent twice is one; a "no" is never taken back by another tap.

    `whose_id` when somebody else types in what they said.
    """
    row = SafetyAnswer(
        id=number_of(answer, number, by=by),
        setting_id=by.setting_id,
        pupil_id=pupil_id,
        person_id=whose_id or by.person_id,
        answer=answer,
        where="",
        said_on_phone_at=on_phone.at if on_phone else None,
        phone_clock_was_wrong=on_phone is not None and on_phone.at is None,
    )
    _keep(row)
    if raised := raised_by(answer):
        alarm = Alarm(pupil_id, *raised, client_id=row.id, person_id=row.person_id, safety_answer_id=row.id)
        raise_concern(alarm, by=by)
    return row


def number_of(answer: Safe, number: uuid.UUID, *, by: Viewer) -> uuid.UUID:
    """The id of the row that a tap makes."""
    return uuid.uuid5(number, f"safe {answer} {by.person_id}")


def say_where(said: SafetyAnswer, where: str, *, by: Viewer) -> None:
    """Where they do not feel safe: a second row beside their answer, which stays as it was said. Twice is once."""
    _keep(
        SafetyAnswer(
            id=number_of_where(said.id),
            setting_id=by.setting_id,
            pupil_id=said.pupil_id,
            person_id=said.person_id,
            answer=said.answer,
            where=where,
            said_on_phone_at=said.said_on_phone_at,
            phone_clock_was_wrong=said.phone_clock_was_wrong,
        )
    )


def asked_alone(*, by: Viewer) -> None:
    """They have been asked alone: what was open since an adult of the home sat beside them is open no more."""
    rows = sa.update(CheckIn).where(CheckIn.person_id == by.person_id, CheckIn.safety_is_open.is_(True))
    db.session.execute(rows.values(safety_is_open=False))


def _keep(row: SafetyAnswer) -> None:
    row.client_id, row.answered_at = row.id, clock.now()
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        pass  # the same tap, sent before
