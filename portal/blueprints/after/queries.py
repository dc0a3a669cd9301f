"""What the pages of the year after a return are drawn from: one's own questions; for staff everybody's answers."""

import uuid
from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound

from portal import clock
from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import (
    AboutWhat,
    Ask,
    AskKind,
    Contribution,
    FollowUp,
    Person,
    Placement,
    Pupil,
    ReturnOutcome,
    ReturnWarning,
    WayBack,
    WayKind,
    WayTelling,
)
from portal.pupils import Child, get_child, is_given
from portal.returning.after import OPEN_FOR, weeks_reached
from portal.returning.everybody import columns_of
from portal.returning.telling_after import CLIMBED
from portal.visibility import pupils_visible_to, way_ids_followed_by, ways_before_a_new_placement

MOST = 50


def get_own_question(follow_up_id: uuid.UUID, *, viewer: Viewer) -> tuple[FollowUp, Child]:
    """A question that this person was asked. NoResultFound (shown as 404) for anybody else's."""
    row, pupil = db.session.execute(_own(viewer).where(FollowUp.id == follow_up_id)).one()
    return row, Child.of(pupil)


def list_waiting(*, viewer: Viewer) -> list[tuple[FollowUp, Child]]:
    """What waits for this person: the newest question about each child, as long as it can be answered.

    None about a return after which the child has come to us again.
    """
    rows = _own(viewer).where(
        FollowUp.due_on >= clock.today() - OPEN_FOR,
        FollowUp.way_id.not_in(ways_before_a_new_placement(clock.today())),
    )
    rows = rows.order_by(FollowUp.due_on.desc(), FollowUp.id)
    newest: dict[uuid.UUID, tuple[FollowUp, Child]] = {}
    for row, pupil in db.session.execute(rows):
        newest.setdefault(row.way_id, (row, Child.of(pupil)))
    return [each for each in newest.values() if each[0].answered_at is None]


def list_answered(*, viewer: Viewer) -> list[Child]:
    """The children about whom this person has answered something, as long as they see the plan."""
    rows = (
        sa.select(Pupil)
        .where(
            Pupil.id.in_(
                sa.select(FollowUp.pupil_id).where(
                    FollowUp.person_id == viewer.person_id, FollowUp.answered_at.is_not(None)
                )
            ),
            pupils_visible_to(viewer, given="sees_plan"),
        )
        .limit(MOST)
    )
    children = [Child.of(pupil) for pupil in db.session.scalars(rows)]
    return sorted(children, key=lambda child: (child.first_name, str(child.pupil_id)))


def list_own_answers(pupil_id: uuid.UUID, *, viewer: Viewer) -> list[FollowUp]:
    """What this person has answered about a child, the newest first."""
    mine = sa.select(FollowUp).where(
        FollowUp.pupil_id == pupil_id, FollowUp.person_id == viewer.person_id, FollowUp.answered_at.is_not(None)
    )
    return list(db.session.scalars(mine.order_by(FollowUp.due_on.desc(), FollowUp.id)))


def list_all_answers(pupil_id: uuid.UUID, *, viewer: Viewer) -> list[FollowUp]:
    """For staff: every question about a pupil and what was answered, the newest first."""
    rows = sa.select(FollowUp).where(FollowUp.pupil_id == pupil_id, FollowUp.setting_id == viewer.setting_id)
    return list(db.session.scalars(rows.order_by(FollowUp.due_on.desc(), FollowUp.voice, FollowUp.person_id)))


def find_words(rows: Iterable[FollowUp], *, viewer: Viewer) -> dict[uuid.UUID, Contribution]:
    """The words that came with these answers, by their id, as far as this person reads them."""
    wanted = [row.contribution_id for row in rows if row.contribution_id]
    said = sa.select(Contribution).where(Contribution.id.in_(wanted), Contribution.setting_id == viewer.setting_id)
    return {one.id: one for one in db.session.scalars(said)} if wanted else {}


def find_names(ids: Iterable[uuid.UUID], *, viewer: Viewer) -> dict[uuid.UUID, str]:
    """The first names of people whose answers stand on a page of staff: a link teacher stands on no other page.

    Read beside the viewer's own transaction, inside their setting.
    """
    with db.own_look(viewer.setting_id) as session:
        people = session.scalars(sa.select(Person).where(Person.id.in_(set(ids))))
        return {person.id: person.first_name for person in people}


def find_way(pupil_id: uuid.UUID, *, viewer: Viewer) -> WayBack | None:
    """The newest plan of a pupil that leads somewhere; a short break has its own, and is none."""
    rows = (
        sa.select(WayBack)
        .join(Pupil, Pupil.id == WayBack.pupil_id)
        .where(
            WayBack.pupil_id == pupil_id,
            WayBack.kind != WayKind.SHORT_BREAK,
            pupils_visible_to(viewer, given="sees_plan"),
        )
    )
    return db.session.scalars(rows.order_by(WayBack.begun_on.desc(), WayBack.id).limit(1)).one_or_none()


def list_returned(*, viewer: Viewer) -> list[tuple[WayBack, Child]]:
    """For staff: their pupils who have returned, the newest return first."""
    rows = (
        sa.select(WayBack, Pupil)
        .join(Pupil, Pupil.id == WayBack.pupil_id)
        .where(WayBack.returned_on.is_not(None), pupils_visible_to(viewer, given="sees_plan"))
        .order_by(WayBack.returned_on.desc(), WayBack.id)
        .limit(MOST)
    )
    return [(way, Child.of(pupil)) for way, pupil in db.session.execute(rows)]


def list_own_warnings(*, viewer: Viewer) -> list[tuple[ReturnWarning, Child]]:
    """What this person was told and nobody has done yet, the oldest first.

    The coordinator has those, too, at which the one who was told has not looked in time.
    """
    told = ReturnWarning.for_id == viewer.person_id
    if Role.COORDINATOR in viewer.roles:
        climbed = sa.exists().where(WayTelling.about_id == ReturnWarning.id, WayTelling.what == CLIMBED)
        told = sa.or_(told, climbed)
    rows = (
        sa.select(ReturnWarning, Pupil)
        .join(Pupil, Pupil.id == ReturnWarning.pupil_id)
        .where(told, ReturnWarning.done_at.is_(None))
        .order_by(ReturnWarning.on, ReturnWarning.id)
        .limit(MOST)
    )
    return [(row, Child.of(pupil)) for row, pupil in db.session.execute(rows)]


def list_to_note(*, viewer: Viewer) -> list[tuple[WayBack, Child, int]]:
    """The returns of which nobody has noted how they stand after 12, 26 or 52 weeks; each with the newest of these.

    For the key worker, as long as they are asked also when the placement has ended; for the coordinator those of
    pupils who have no placement any more.
    """
    seen = sa.or_(pupils_visible_to(viewer, given="sees_plan"), WayBack.id.in_(way_ids_followed_by(viewer)))
    rows = (
        sa.select(WayBack, Pupil, ReturnOutcome.weeks)
        .join(Pupil, Pupil.id == WayBack.pupil_id)
        .join(Placement, Placement.id == WayBack.placement_id)
        .outerjoin(ReturnOutcome, ReturnOutcome.way_id == WayBack.id)
        .where(
            WayBack.returned_on.is_not(None),
            WayBack.kind != WayKind.SHORT_BREAK,
            _noted_by(viewer),
            seen,
        )
        .order_by(WayBack.returned_on, WayBack.id)
    )
    found: dict[uuid.UUID, tuple[WayBack, Child]] = {}
    noted: dict[uuid.UUID, frozenset[int]] = {}
    for way, pupil, weeks in columns_of(rows):
        found[way.id] = (way, Child.of(pupil))
        noted[way.id] = noted.get(way.id, frozenset()) | {weeks}
    reached = {way_id: _newest(way.returned_on) for way_id, (way, _child) in found.items()}
    return [(*found[way_id], weeks) for way_id, weeks in reached.items() if weeks and weeks not in noted[way_id]]


def get_way_to_note(pupil_id: uuid.UUID, *, viewer: Viewer) -> tuple[Child, WayBack | None, bool]:
    """A pupil with the plan of which somebody notes how it stands, and whether the viewer sees the plan itself.

    The key worker who was asked after the placement ended sees the child's name, and nothing else of the plan.
    NoResultFound (shown as 404) for any other pupil.
    """
    if is_given(pupil_id, "sees_plan", viewer=viewer):
        child = get_child(pupil_id, viewer=viewer, given="sees_plan")
        return child, find_way(pupil_id, viewer=viewer), True
    theirs = (Placement.key_worker_id == viewer.person_id, WayBack.id.in_(way_ids_followed_by(viewer)))
    rows = sa.select(WayBack, Pupil).join(Pupil, Pupil.id == WayBack.pupil_id)
    rows = rows.join(Placement, Placement.id == WayBack.placement_id).where(WayBack.pupil_id == pupil_id, *theirs)
    found = columns_of(rows.order_by(WayBack.begun_on.desc(), WayBack.id).limit(1))
    if not found:
        raise NoResultFound
    way, pupil = found[0]
    return Child.of(pupil), way, False


def _newest(returned_on: date | None) -> int:
    return max(weeks_reached(returned_on, clock.today()), default=0) if returned_on else 0


def _noted_by(viewer: Viewer) -> sa.ColumnElement[bool]:
    is_asked = sa.or_(Placement.ended_on.is_(None), WayBack.id.in_(way_ids_followed_by(viewer)))
    theirs = sa.and_(Placement.key_worker_id == viewer.person_id, is_asked)
    if Role.COORDINATOR in viewer.roles:
        return sa.or_(theirs, Placement.ended_on.is_not(None))
    return theirs


def list_heard(*, viewer: Viewer) -> list[Ask]:
    """What this person has said since a return, each with what was said to it, the newest first."""
    rows = sa.select(Ask).where(Ask.person_id == viewer.person_id, Ask.about == AboutWhat.WAY, Ask.kind == AskKind.SAID)
    return list(db.session.scalars(rows.order_by(Ask.asked_at.desc(), Ask.id).limit(MOST)))


def list_warnings(way_id: uuid.UUID, *, viewer: Viewer) -> list[ReturnWarning]:
    """For staff: everything that was noticed after a return, the newest first."""
    rows = sa.select(ReturnWarning).where(ReturnWarning.way_id == way_id, ReturnWarning.setting_id == viewer.setting_id)
    return list(db.session.scalars(rows.order_by(ReturnWarning.on.desc(), ReturnWarning.rule)))


def get_warning(warning_id: uuid.UUID, *, viewer: Viewer) -> tuple[ReturnWarning, Child]:
    """Something that was noticed about a pupil of theirs. NoResultFound (shown as 404) for any other."""
    rows = (
        sa.select(ReturnWarning, Pupil)
        .join(Pupil, Pupil.id == ReturnWarning.pupil_id)
        .where(ReturnWarning.id == warning_id, ReturnWarning.setting_id == viewer.setting_id)
    )
    row, pupil = db.session.execute(rows).one()
    return row, Child.of(pupil)


def list_outcomes(way_id: uuid.UUID, *, viewer: Viewer) -> dict[int, ReturnOutcome]:
    """What was noted at 12, 26 and 52 weeks, by the weeks."""
    rows = sa.select(ReturnOutcome).where(ReturnOutcome.way_id == way_id, ReturnOutcome.setting_id == viewer.setting_id)
    return {row.weeks: row for row in db.session.scalars(rows)}


def _own(viewer: Viewer) -> sa.Select[FollowUp, Pupil]:
    rows = sa.select(FollowUp, Pupil).join(Pupil, Pupil.id == FollowUp.pupil_id)
    return rows.where(FollowUp.person_id == viewer.person_id)
