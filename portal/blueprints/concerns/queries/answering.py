"""The concerns somebody answers for: seen through the net, then read past it.

The net says which concerns are theirs: nobody's whom it is about, and of those who do not lead, only what they were
told of. Whoever was told may have nothing else to do with the child, so what belongs to it is read beside the request.
"""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import (
    Concern,
    ConcernAbout,
    ConcernNotice,
    ConcernStep,
    Contribution,
    OutboxItem,
    Person,
    Pupil,
    SafetyAnswer,
)
from portal.safeguarding import State, finding, moving, number_of_where, state_of
from portal.safeguarding.whereabouts import Here
from portal.visibility import pupils_visible_to

MOST_DONE = 50
A_FEW_MINUTES = timedelta(minutes=5)


@dataclass(frozen=True)
class Row:
    """A concern in a list: whose, where it stands, and who was told."""

    concern: Concern
    state: State
    told: tuple[Person, ...]


@dataclass(frozen=True)
class Notice:
    """One person who was told: on which rung, when, and what became of the mail and the text."""

    person: Person
    rung: int
    at: datetime
    ways: tuple[OutboxItem, ...]


@dataclass(frozen=True)
class Whole:
    """Everything about one concern."""

    concern: Concern
    state: State
    words: Contribution | None
    answer: SafetyAnswer | None
    # Where they do not feel safe, as they tapped.
    where: str
    here: Here
    notices: tuple[Notice, ...]
    steps: tuple[ConcernStep, ...]
    about: tuple[Person, ...]

    # Of whom a lead may say that it is about them; none for anybody else.
    staff: tuple[Person, ...] = field(default=())

    @property
    def read_by(self) -> set[uuid.UUID | None]:
        """Who has had it before their eyes, signed in: of nobody else does a page say so."""
        return {self.concern.opened_by_id, *(step.person_id for step in self.steps if step.what != moving.WORRY)}

    @property
    def is_late(self) -> bool:
        """It was said on a phone without signal, and came more than a few minutes later."""
        said_at = self.answer.said_on_phone_at if self.answer else None
        return said_at is not None and self.concern.raised_at - said_at > A_FEW_MINUTES


def _theirs(*, viewer: Viewer, done: bool) -> list[uuid.UUID]:
    ended = Concern.child_told_at.is_not(None) if done else Concern.child_told_at.is_(None)
    order = (Concern.raised_at.desc(),) if done else (Concern.taken_at.is_not(None), Concern.raised_at, Concern.id)
    ids = sa.select(Concern.id).where(ended, Concern.setting_id == viewer.setting_id).order_by(*order)
    return list(db.session.scalars(ids.limit(MOST_DONE) if done else ids))


def list_concerns(*, viewer: Viewer, done: bool = False) -> list[Row]:
    """Open ones by their clock: those that nobody has first, the oldest before all. Or the done, the newest first."""
    wanted = _theirs(viewer=viewer, done=done)
    if not wanted:
        return []
    with db.own_look(viewer.setting_id) as look:
        people = joinedload(Concern.pupil).joinedload(Pupil.person)
        takers = (joinedload(Concern.opened_by), joinedload(Concern.taken_by), joinedload(Concern.person))
        rows = {
            row.id: row
            for row in look.scalars(sa.select(Concern).options(people, *takers).where(Concern.id.in_(wanted)))
        }
        told: dict[uuid.UUID, dict[Person, None]] = defaultdict(dict)
        sent = set()
        for notice, has_gone in look.execute(_notices(wanted).order_by(ConcernNotice.rung, ConcernNotice.noticed_at)):
            told[notice.concern_id][notice.person] = None
            sent |= {notice.concern_id} if has_gone else set()
    return [Row(rows[one], state_of(rows[one], is_sent=one in sent), tuple(told[one])) for one in wanted]


def _notices(wanted: list[uuid.UUID]) -> sa.Select[ConcernNotice, bool]:
    gone = sa.exists().where(
        OutboxItem.event_key == ConcernNotice.event_key,
        OutboxItem.person_id == ConcernNotice.person_id,
        OutboxItem.sent_at.is_not(None),
    )
    rows = sa.select(ConcernNotice, gone)
    return rows.options(joinedload(ConcernNotice.person)).where(ConcernNotice.concern_id.in_(wanted))


def get_concern(concern_id: uuid.UUID, *, viewer: Viewer) -> Concern:
    """One that is theirs. NoResultFound (shown as 404) for any other."""
    return db.session.scalars(
        sa.select(Concern).where(Concern.id == concern_id, Concern.setting_id == viewer.setting_id)
    ).one()


def get_whole(concern_id: uuid.UUID, *, viewer: Viewer, leads: bool) -> Whole:
    """Everything about one that is theirs. NoResultFound for any other."""
    get_concern(concern_id, viewer=viewer)
    with db.own_look(viewer.setting_id) as look:
        concern = look.scalars(
            sa.select(Concern)
            .options(
                joinedload(Concern.pupil).joinedload(Pupil.person),
                joinedload(Concern.person),
                joinedload(Concern.opened_by),
                joinedload(Concern.taken_by),
                joinedload(Concern.contribution),
            )
            .where(Concern.id == concern_id)
        ).one()
        notices = _told(look, concern_id)
        words = concern.contribution if concern.contribution_id else None
        return Whole(
            concern=concern,
            state=state_of(concern, is_sent=any(way.sent_at for one in notices for way in one.ways)),
            words=words if words is None or words.not_for_id != viewer.person_id else None,
            answer=look.get(SafetyAnswer, concern.safety_answer_id) if concern.safety_answer_id else None,
            where=_where(look, concern.safety_answer_id),
            here=finding.find_here(look, concern.pupil_id, viewer.setting_id, clock.now()),
            notices=notices,
            steps=tuple(
                look.scalars(
                    sa.select(ConcernStep)
                    .options(joinedload(ConcernStep.person))
                    .where(ConcernStep.concern_id == concern_id)
                    .order_by(ConcernStep.made_at, ConcernStep.id)
                )
            ),
            about=tuple(
                look.scalars(
                    sa.select(Person)
                    .join(ConcernAbout, ConcernAbout.person_id == Person.id)
                    .where(ConcernAbout.concern_id == concern_id)
                    .order_by(Person.first_name, Person.id)
                )
            ),
            staff=_staff(look, viewer) if leads else (),
        )


def _where(look: Session, answer_id: uuid.UUID | None) -> str:
    rows = sa.select(SafetyAnswer.where)
    return (answer_id and look.scalar(rows.where(SafetyAnswer.id == number_of_where(answer_id)))) or ""


def _told(look: Session, concern_id: uuid.UUID) -> tuple[Notice, ...]:
    rows = list(
        look.scalars(
            sa.select(ConcernNotice)
            .options(joinedload(ConcernNotice.person))
            .where(ConcernNotice.concern_id == concern_id)
            .order_by(ConcernNotice.noticed_at, ConcernNotice.rung, ConcernNotice.id)
        )
    )
    posted: dict[tuple[str, uuid.UUID], list[OutboxItem]] = defaultdict(list)
    keys = {row.event_key for row in rows}
    for item in look.scalars(sa.select(OutboxItem).where(OutboxItem.event_key.in_(keys)).order_by(OutboxItem.channel)):
        posted[item.event_key, item.person_id].append(item)
    return tuple(
        Notice(row.person, row.rung, row.noticed_at, tuple(posted[row.event_key, row.person_id])) for row in rows
    )


def list_pupils(*, viewer: Viewer) -> list[Pupil]:
    """The young people about whom they may raise a concern: whom they see, by name."""
    rows = sa.select(Pupil).join(Pupil.person).options(contains_eager(Pupil.person)).where(pupils_visible_to(viewer))
    return list(db.session.scalars(rows.order_by(Person.first_name, Person.last_name, Pupil.id)))


def list_colleagues(*, viewer: Viewer) -> tuple[Person, ...]:
    """Everybody else who works here. Read beside the request: a key worker sees no list of staff."""
    with db.own_look(viewer.setting_id) as look:
        return _staff(look, viewer)


def _staff(look: Session, viewer: Viewer) -> tuple[Person, ...]:
    rows = sa.select(Person).where(Person.setting_id == viewer.setting_id, Person.is_staff, Person.left_on.is_(None))
    return tuple(look.scalars(rows.where(Person.id != viewer.person_id).order_by(Person.first_name, Person.id)))
