"""Raising a concern: the row, its line in the record and what goes out, in the transaction of what caused it."""

import uuid
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Cause, Concern, ConcernAbout, Level, Person, Pupil
from portal.safeguarding import finding
from portal.safeguarding.ladder import Staff, Step, keepers_only, told_on
from portal.safeguarding.telling import tell

# The web reads this after the request that raised one: a young person then sees the page that says who reads it.
RAISED = "concern_raised"


@dataclass(frozen=True)
class Alarm:
    """What raises a concern. `client_id` makes the same tap, or the same words, one concern however often it comes."""

    pupil_id: uuid.UUID
    level: Level
    cause: Cause
    client_id: uuid.UUID
    # Whose words or answer it is; none: of who does it.
    person_id: uuid.UUID | None = None
    contribution_id: uuid.UUID | None = None
    safety_answer_id: uuid.UUID | None = None
    words: str = ""
    phrases: tuple[str, ...] = ()
    # Adults it is about, as far as is known.
    about: frozenset[uuid.UUID] = field(default_factory=frozenset)
    # Words of a parent group: neither the key worker nor the site learns who belongs to one.
    keepers_only: bool = False


def raised_now() -> uuid.UUID | None:
    """The concern that this request has raised, if any."""
    found: uuid.UUID | None = db.session.info.get(RAISED)
    return found


def own_pupil_id(*, by: Viewer) -> uuid.UUID | None:
    """The record of the young person who asks; None for anybody else."""
    with db.own_look(by.setting_id) as look:
        return look.scalar(sa.select(Pupil.id).where(Pupil.person_id == by.person_id))


def first_told(pupil_id: uuid.UUID, *levels: Level, by: Viewer) -> dict[Level, list[Person]]:
    """Who would be told first of a concern of this pupil, now, of each of these levels: as a page names them before.

    Read as above: the speaker sees no list of staff.
    """
    with db.own_look(by.setting_id) as look:
        staff = finding.find_staff(look, by.setting_id, pupil_id)
        steps = {level: finding.find_steps(look, by.setting_id, level) for level in levels}
        return {level: _first_rung(look, steps[level], staff) for level in levels}


def hours_now(*, by: Viewer) -> finding.Hours:
    """Does somebody watch now: a page says so before somebody writes (domain.md §7.3). Read as above."""
    with db.own_look(by.setting_id) as look:
        return finding.find_hours(look, by.setting_id, clock.now())


def _first_rung(look: Session, steps: tuple[Step, ...], staff: Staff) -> list[Person]:
    """Whom a concern goes to at once: the same for the page that names them and for the concern itself."""
    return finding.find_people(look, told_on(0, steps, staff))


def raise_concern(alarm: Alarm, *, by: Viewer) -> uuid.UUID:
    """Keep it and tell the first rung, in the caller's transaction. Returns its id; sent twice, the id of the first.

    What the speaker cannot see (the ladder, staff, absences) is read beside their transaction, in their setting only.
    """
    concern_id = uuid.uuid5(by.setting_id, f"concern {alarm.client_id} {by.person_id}")
    with db.own_look(by.setting_id) as look:
        is_known = _known(look, concern_id)
        named = finding.find_named_staff(look, by.setting_id, alarm.words) if alarm.words else frozenset()
        about = alarm.about | (named - {by.person_id})
        here = finding.find_here(look, alarm.pupil_id, by.setting_id, clock.now())
        staff = finding.find_staff(look, by.setting_id, alarm.pupil_id, about)
        steps = finding.find_steps(look, by.setting_id, alarm.level)
        if alarm.keepers_only:
            steps, staff = keepers_only(steps, alarm.level, staff)
        people = _first_rung(look, steps, staff)
    db.session.info[RAISED] = concern_id
    if is_known:
        return concern_id
    row = Concern(
        id=concern_id,
        setting_id=by.setting_id,
        pupil_id=alarm.pupil_id,
        person_id=alarm.person_id or by.person_id,
        level=alarm.level,
        cause=alarm.cause,
        contribution_id=alarm.contribution_id,
        safety_answer_id=alarm.safety_answer_id,
        phrases="\n".join(alarm.phrases),
        whereabouts=here.where,
        place=here.place,
        session_ends_at=here.ends_at,
        client_id=alarm.client_id,
        sign_in_id=by.sign_in_id,
        raised_at=clock.now(),
        version=1,
    )
    db.session.flush()
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return concern_id  # the same tap, at the same moment
    _note_about(row, about)
    tell(row, people, rung=0, round_=0)
    audit.record(
        audit.Event.CONCERNS_CONCERN_RAISED,
        by=by,
        pupils=[alarm.pupil_id],
        concern=concern_id,
        level=alarm.level,
        cause=alarm.cause,
    )
    return concern_id


def _note_about(concern: Concern, about: frozenset[uuid.UUID]) -> None:
    db.session.add_all(
        ConcernAbout(
            setting_id=concern.setting_id, pupil_id=concern.pupil_id, concern_id=concern.id, person_id=person_id
        )
        for person_id in sorted(about)
    )
    db.session.flush()


def _known(look: Session, concern_id: uuid.UUID) -> bool:
    return look.scalar(sa.select(Concern.id).where(Concern.id == concern_id)) is not None
