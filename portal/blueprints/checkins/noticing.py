"""A gentle sign for the key worker, and for nobody else. Never a count, and no mark that stays."""

import uuid
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import sqlalchemy as sa

from portal import clock
from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.blueprints.checkins.questions import SKIP
from portal.database import db
from portal.models import CheckIn, Person, Pupil
from portal.timetable.calendar import list_term_dates
from portal.timetable.days import school_day_before
from portal.visibility.asker import asker_of
from portal.visibility.conditions import caseload

# So many skipped one after the other, or so many school days without one, are worth a sentence.
SKIPPED = 5
SILENT_SCHOOL_DAYS = 5
# "Used to" check in: so many in the four weeks before the silence.
USED_TO = 4
BEFORE = timedelta(weeks=4)
LOOKS_BACK = timedelta(weeks=10)


@dataclass(frozen=True)
class Sign:
    """A young person whom their key worker could ask how they are: "skipped" or "silent"."""

    pupil_id: uuid.UUID
    first_name: str
    why: str


@dataclass(frozen=True)
class Reading:
    """What home may know of check-ins that somebody reads."""

    signs: tuple[Sign, ...] = ()

    @property
    def pupil_ids(self) -> set[uuid.UUID]:
        """Whose rows it was made of."""
        return {one.pupil_id for one in self.signs}


def summarise_reading(*, viewer: Viewer) -> Reading:
    """One statement for a key worker, none for anybody else."""
    if Role.KEY_WORKER in viewer.roles:
        return Reading(signs=tuple(_list_signs(viewer)))
    return Reading()


def _list_signs(viewer: Viewer) -> list[Sign]:
    silent_since = datetime.combine(
        school_day_before(clock.today(), SILENT_SCHOOL_DAYS, list_term_dates(viewer=viewer)),
        time(),
        tzinfo=clock.LONDON,
    )
    said = _newest_first(viewer).subquery()
    last, used = said.c.place <= SKIPPED, said.c.finished_at >= silent_since - BEFORE
    rows = (
        sa.select(
            Pupil.id,
            Person.first_name,
            sa.func.sum(sa.case((sa.and_(last, said.c.skipped), 1), else_=0)),
            sa.func.max(said.c.finished_at) < silent_since,
            sa.func.sum(sa.case((used, 1), else_=0)),
        )
        .select_from(said)
        .join(Pupil, Pupil.id == said.c.pupil_id)
        .join(Person, Person.id == Pupil.person_id)
        .group_by(Pupil.id, Person.first_name)
        .order_by(Person.first_name, Pupil.id)
    )
    signs = []
    for pupil_id, name, skipped, is_silent, lately in db.session.execute(rows):
        if skipped >= SKIPPED:
            signs.append(Sign(pupil_id, name, "skipped"))
        elif is_silent and lately >= USED_TO:
            signs.append(Sign(pupil_id, name, "silent"))
    return signs


def _newest_first(viewer: Viewer) -> sa.Select[tuple[uuid.UUID, datetime | None, bool, int]]:
    """Of the caseload, what was shared with the team (the net says which): whether it was skipped, and its place."""
    others = (CheckIn.feelings, CheckIn.body, CheckIn.energy)
    skipped = sa.and_(CheckIn.how == SKIP, *(answer.in_(("", SKIP)) for answer in others))
    place = sa.func.row_number().over(partition_by=CheckIn.pupil_id, order_by=CheckIn.finished_at.desc())
    return sa.select(CheckIn.pupil_id, CheckIn.finished_at, skipped.label("skipped"), place.label("place")).where(
        CheckIn.setting_id == viewer.setting_id,
        CheckIn.pupil_id.in_(caseload(asker_of(viewer))),
        CheckIn.finished_at >= clock.now() - LOOKS_BACK,
    )
