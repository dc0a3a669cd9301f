"""What whoever raised a concern sees right after: who knows, to whom it has gone, and when somebody reads it.

Read beside the request, in one setting: a young person sees no concern, no ladder and no list of staff. They get
their own one, in the sign-in that raised it and for two hours; for everybody else it is not there.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import (
    Concern,
    ConcernAbout,
    ConcernNotice,
    HelpNumber,
    OutboxItem,
    Person,
    Pupil,
    Whereabouts,
)
from portal.safeguarding import finding

OPEN_FOR = timedelta(hours=2)


@dataclass(frozen=True)
class Told:
    """Who knows (and since when); to whom it has gone or is going; where the child is by the timetable, now."""

    concern_id: uuid.UUID
    pupil_id: uuid.UUID
    knows: Person | None
    known_at: datetime | None
    sent: tuple[Person, ...]
    sending: tuple[Person, ...]
    where: Whereabouts
    # None: the setting has entered no times.
    is_watched: bool | None
    begins: datetime | None
    duty_words: str
    duty_phone: str
    numbers: tuple[HelpNumber, ...]

    @property
    def mark(self) -> str:
        """How it stands, in one word: the page asks again by itself, and is answered only when this has changed."""
        people = f"{self.knows.id if self.knows else ''}{len(self.sent)}.{len(self.sending)}"
        return f"{people}.{self.where}.{self.is_watched}"


def get_told(concern_id: uuid.UUID, *, viewer: Viewer) -> Told:
    """NoResultFound for anybody's but one's own, in another sign-in, and after two hours."""
    now = clock.now()
    with db.own_look(viewer.setting_id) as look:
        concern = look.scalars(
            sa.select(Concern).where(
                Concern.id == concern_id,
                Concern.person_id == viewer.person_id,
                Concern.sign_in_id == viewer.sign_in_id,
                Concern.raised_at > now - OPEN_FOR,
            )
        ).one()
        skipped = set(look.scalars(sa.select(ConcernAbout.person_id).where(ConcernAbout.concern_id == concern_id)))
        knows = _who_knows(look, concern, skipped)
        sent, sending = _told_people(look, concern_id, skipped)
        hours = finding.find_hours(look, viewer.setting_id, now)
        return Told(
            concern_id=concern_id,
            pupil_id=concern.pupil_id,
            knows=knows,
            known_at=(concern.taken_at or concern.opened_at) if knows else None,
            sent=sent,
            sending=sending,
            where=finding.find_here(look, concern.pupil_id, viewer.setting_id, now).where,
            is_watched=hours.is_watched,
            begins=hours.begins,
            duty_words=hours.duty_words,
            duty_phone=hours.duty_phone,
            numbers=_own_council(look, concern.pupil_id),
        )


def _who_knows(look: Session, concern: Concern, skipped: Iterable[uuid.UUID]) -> Person | None:
    """Whoever has it, else whoever has opened it signed in. Nobody else counts as told."""
    known = concern.taken_by_id or concern.opened_by_id
    return look.get(Person, known) if known and known not in set(skipped) else None


def _told_people(
    look: Session, concern_id: uuid.UUID, skipped: set[uuid.UUID]
) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """To whom it has gone by what the outbox says, and to whom it is still going; the first rung first."""
    gone = sa.exists().where(
        OutboxItem.event_key == ConcernNotice.event_key,
        OutboxItem.person_id == ConcernNotice.person_id,
        OutboxItem.sent_at.is_not(None),
    )
    rows = look.execute(
        sa.select(Person, gone)
        .join(ConcernNotice, ConcernNotice.person_id == Person.id)
        .where(ConcernNotice.concern_id == concern_id)
        .order_by(ConcernNotice.rung, ConcernNotice.round, Person.first_name, Person.id)
    )
    has_gone: dict[Person, bool] = {}
    for person, is_gone in rows:
        if person.id not in skipped:
            has_gone[person] = has_gone.get(person, False) or is_gone
    return tuple(one for one in has_gone if has_gone[one]), tuple(one for one in has_gone if not has_gone[one])


def _own_council(look: Session, pupil_id: uuid.UUID) -> tuple[HelpNumber, ...]:
    council = look.scalar(sa.select(sa.func.lower(Pupil.home_council)).where(Pupil.id == pupil_id))
    rows = sa.select(HelpNumber).where(sa.func.lower(HelpNumber.council) == council, HelpNumber.council != "")
    return tuple(look.scalars(rows.order_by(HelpNumber.position, HelpNumber.id)))
