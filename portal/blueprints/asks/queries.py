"""Questions: one's own, those one may read, and those one answers."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from portal import clock
from portal.access.viewer import Viewer
from portal.asking import read_step
from portal.blueprints.asks.rows import PER_PAGE, WITH_FILES, Calendar, Found, asks_of
from portal.database import db
from portal.heard import Reader, find_audience
from portal.models import (
    Ask,
    AskKind,
    AskMove,
    Contribution,
    ContributionReader,
    Person,
    Place,
    Pupil,
    Relationship,
    Setting,
    Voice,
)
from portal.timetable.calendar import list_term_dates
from portal.visibility import pupils_visible_to, relationship_is_open
from portal.visibility.conditions import ANYTHING


@dataclass(frozen=True)
class Moved:
    """One step of its life, and who took it."""

    move: AskMove
    first_name: str
    # To whom it was handed on; empty for any other step, and for whom the reader may not see.
    to_name: str = ""


def _one(rows: sa.Select[Ask, Pupil], *, lock: bool) -> Found:
    # In a form that is sent the row is held until it is done: two who press at once come one after the other.
    rows = rows.options(*WITH_FILES)
    row = db.session.execute(rows.with_for_update(of=Ask) if lock else rows).one()
    return Found(row[0], row[1])


def get_own_ask(ask_id: uuid.UUID, *, viewer: Viewer, lock: bool = False) -> Found:
    """What this person asked. NoResultFound (shown as 404) for anybody else's."""
    return _one(asks_of(viewer).where(Ask.id == ask_id, Ask.person_id == viewer.person_id), lock=lock)


def get_ask_to_read(ask_id: uuid.UUID, *, viewer: Viewer) -> Found:
    """What this person asked, or whose words they were named as a reader of. NoResultFound for any other."""
    return _one(
        asks_of(viewer).where(Ask.id == ask_id, sa.or_(Ask.person_id == viewer.person_id, _shared(viewer))), lock=False
    )


def get_ask_to_answer(ask_id: uuid.UUID, *, viewer: Viewer, lock: bool = False) -> Found:
    """A question that waits for this member of staff or for somebody they stand beside. NoResultFound for any other.

    Nobody answers their own.
    """
    return _one(asks_of(viewer).where(Ask.id == ask_id, Ask.person_id != viewer.person_id), lock=lock)


def _shared(viewer: Viewer) -> sa.ColumnElement[bool]:
    named = sa.select(ContributionReader.contribution_id).where(ContributionReader.person_id == viewer.person_id)
    # A wish to talk is for whom they want to talk to, also where the rest goes home.
    return sa.and_(Ask.contribution_id.in_(named), Ask.kind != AskKind.TALK)


def list_own_asks(page: int, *, viewer: Viewer) -> list[Found]:
    """What this person asked, the newest first; a page of it."""
    rows = asks_of(viewer).where(Ask.person_id == viewer.person_id).order_by(Ask.asked_at.desc(), Ask.id)
    return [Found(*row) for row in db.session.execute(rows.limit(PER_PAGE).offset((page - 1) * PER_PAGE))]


def count_own_asks(*, viewer: Viewer) -> int:
    """How much this person asked."""
    rows = (
        sa.select(sa.func.count(Ask.id))
        .join(Pupil, Pupil.id == Ask.pupil_id)
        .where(Ask.person_id == viewer.person_id, pupils_visible_to(viewer, given=ANYTHING))
    )
    return db.session.scalar(rows) or 0


def list_shared_asks(*, viewer: Viewer) -> list[Found]:
    """What somebody else asked and let this person read, the newest first."""
    rows = (
        asks_of(viewer)
        .where(Ask.person_id != viewer.person_id, _shared(viewer))
        .order_by(Ask.asked_at.desc(), Ask.id)
        .limit(PER_PAGE)
    )
    return [Found(*row) for row in db.session.execute(rows)]


def list_answered_first(most: int, *, viewer: Viewer) -> list[Found]:
    """What this person asked: first what was decided and they have not been told yet, the oldest answer first."""
    answered = sa.and_(Ask.decided_at.is_not(None), Ask.told_at.is_(None))
    rows = (
        asks_of(viewer)
        .where(Ask.person_id == viewer.person_id)
        .order_by(sa.case((answered, 0), else_=1), Ask.decided_at, Ask.id)
        .limit(most)
    )
    return [Found(*row) for row in db.session.execute(rows)]


def list_moves(ask_id: uuid.UUID, *, viewer: Viewer) -> list[Moved]:
    """What happened to it, in the order it happened."""
    rows = (
        sa.select(AskMove, Person.first_name)
        .outerjoin(Person, Person.id == AskMove.person_id)
        .where(AskMove.ask_id == ask_id, AskMove.setting_id == viewer.setting_id)
        .order_by(AskMove.moved_at, AskMove.id)
    )
    moves = [(move, name or "") for move, name in db.session.execute(rows)]
    handed_to = {move.id: read_step(move.what)[2] for move, _name in moves}
    names = _first_names({to for to in handed_to.values() if to}, viewer)
    return [Moved(move, name, names.get(handed_to[move.id], "")) for move, name in moves]


def _first_names(people: set[uuid.UUID], viewer: Viewer) -> dict[uuid.UUID | None, str]:
    rows = sa.select(Person.id, Person.first_name).where(Person.id.in_(people), Person.setting_id == viewer.setting_id)
    return {row.id: row.first_name for row in db.session.execute(rows)} if people else {}


def list_replies(ask_id: uuid.UUID, *, viewer: Viewer) -> list[Contribution]:
    """What was said to "Is that OK?", the newest first."""
    rows = (
        sa.select(Contribution)
        .where(
            Contribution.about_id == ask_id,
            Contribution.place == Place.ASK_REPLY,
            Contribution.setting_id == viewer.setting_id,
        )
        .order_by(Contribution.said_at.desc(), Contribution.id)
    )
    return list(db.session.scalars(rows))


def find_sent_reply(ask_id: uuid.UUID, client_id: uuid.UUID, *, viewer: Viewer) -> Contribution | None:
    """What this form made of it when this person sent it before, for themself or for who asked."""
    rows = sa.select(Contribution).where(
        Contribution.client_id == client_id,
        sa.or_(Contribution.person_id == viewer.person_id, Contribution.entered_by_id == viewer.person_id),
        Contribution.about_id == ask_id,
        Contribution.place == Place.ASK_REPLY,
    )
    return db.session.scalars(rows).one_or_none()


def list_reader_names(ask: Ask, *, viewer: Viewer) -> list[str]:
    """Whom the writer chose beside those who always read it, under the names they were shown."""
    rows = (
        sa.select(ContributionReader.shown_as)
        .where(
            ContributionReader.contribution_id == ask.contribution_id,
            ContributionReader.setting_id == viewer.setting_id,
        )
        .order_by(ContributionReader.shown_as)
    )
    return list(db.session.scalars(rows))


def find_first_name(person_id: uuid.UUID | None, *, viewer: Viewer) -> str:
    """How somebody is called; empty for nobody, and for whom this person may not see."""
    rows = sa.select(Person.first_name).where(Person.id == person_id, Person.setting_id == viewer.setting_id)
    return (db.session.scalar(rows) if person_id else None) or ""


def list_hands(ask: Ask, *, viewer: Viewer) -> list[Reader]:
    """Who may answer it: those who read it anyway, and nobody whom the writer left out."""
    if not ask.contribution:
        return []
    team = find_audience(ask.pupil_id, Place.ASK, viewer=viewer).always
    out = {ask.person_id, ask.contribution.not_for_id}
    me = Reader(viewer.person_id, viewer.first_name, Voice.TEAM)
    return [one for one in (me, *team) if one.person_id not in out]


def get_calendar(*, viewer: Viewer) -> Calendar:
    """The clocks and the calendar of this person's setting: two statements at most."""
    setting = db.session.scalars(sa.select(Setting).where(Setting.id == viewer.setting_id)).one()
    return Calendar(setting, list_term_dates(viewer=viewer), clock.today())


def find_open_tie(found: Found, *, viewer: Viewer) -> Relationship | None:
    """The row that lets the adult who asked reach the pupil's pages today; None when none does any more."""
    rows = (
        sa.select(Relationship)
        .where(
            Relationship.pupil_id == found.pupil.id,
            Relationship.person_id == found.ask.person_id,
            Relationship.setting_id == viewer.setting_id,
            relationship_is_open(clock.today()),
        )
        .limit(1)
    )
    return db.session.scalars(rows).one_or_none()
