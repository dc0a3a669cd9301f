"""The conditions themselves. Built from Core tables, so that the net under ORM statements does not catch its own."""

from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.models import (
    Absence,
    Contact,
    FollowUp,
    Goal,
    ParentalResponsibility,
    Person,
    Placement,
    Pupil,
    Relationship,
    Thread,
    Voice,
    WayBack,
    WaySection,
)
from portal.visibility.asker import Asker, asker_of
from portal.visibility.groups_led import members_led
from portal.visibility.lists import Ids, any_of

_pupil, _person = Pupil.__table__, Person.__table__
_relationship, _placement = Relationship.__table__, Placement.__table__
_goal, _section = Goal.__table__, WaySection.__table__
_follow_up, _way, _absence = FollowUp.__table__, WayBack.__table__, Absence.__table__
_thread = Thread.__table__
# Another placement of the same pupil. Made once: to name a table's columns anew takes longer than the question.
_other, _later = _placement.alias(), _placement.alias()

# A page asks for the same conditions in each of its statements: to put them together takes as long as an answer.
_said_once = lru_cache(maxsize=256)

Condition = sa.ColumnElement[bool]


@_said_once
def relationship_is_open(on: date | sa.BindParameter[date]) -> Condition:
    """True for a relationship row that gives access on this day (domain.md §8.4).

    Contact must be open or limited, parental responsibility must be known, and the adult must hold it, stand in for the
    council that does, or have care of the child. Which classes of data it opens, are columns of their own.
    """
    row = _relationship.c
    return sa.and_(
        row.contact.in_([Contact.OPEN, Contact.LIMITED]),
        row.parental_responsibility != ParentalResponsibility.UNKNOWN,
        sa.or_(
            row.parental_responsibility.in_([ParentalResponsibility.YES, ParentalResponsibility.COUNCIL]),
            row.is_education_parent,
        ),
        row.from_on <= on,
        sa.or_(row.until_on.is_(None), row.until_on >= on),
    )


# Any one class of data that lets an adult know of a pupil at all.
ANYTHING = "anything"


def _by_relationship(asker: Asker, given: str) -> sa.Select[Any]:
    row = _relationship.c
    return sa.select(row.pupil_id).where(
        row.person_id == asker.person_id,
        row.setting_id == asker.setting_id,
        relationship_is_open(asker.today),
        sa.or_(row.sees_timetable, row.sees_plan) if given == ANYTHING else row[given],
    )


@_said_once
def caseload(asker: Asker) -> sa.Select[Any]:
    """The ids of the pupils whose key worker somebody is, as a subquery."""
    row = _placement.c
    return sa.select(row.pupil_id).where(
        row.key_worker_id == asker.person_id,
        row.setting_id == asker.setting_id,
        sa.or_(row.ended_on.is_(None), row.ended_on >= asker.today),
    )


def is_of_today(row: Any, today: date | sa.BindParameter[date]) -> Condition:
    """True for the placement of its pupil that runs today; where none does, for the next one to begin.

    On `Placement`, or on columns like its: who is key worker today, who reads for the school today.
    """
    other = _other.c
    goes_before = sa.or_(
        sa.and_(row.starts_on > today, other.starts_on < row.starts_on),
        sa.and_(row.starts_on <= today, other.starts_on <= today, other.starts_on > row.starts_on),
        sa.and_(other.starts_on == row.starts_on, other.id < row.id),
    )
    goes_on = sa.or_(other.ended_on.is_(None), other.ended_on >= today)
    return sa.and_(
        sa.or_(row.ended_on.is_(None), row.ended_on >= today),
        ~sa.exists().where(other.pupil_id == row.pupil_id, goes_on, goes_before),
    )


@_said_once
def ways_before_a_new_placement(today: date) -> sa.Select[Any]:
    """The ids of the plans after whose return the child came to us again, as a subquery: nobody is asked about these.

    A later placement has begun that was not over by the day of the return.
    """
    way, own, later = _way.c, _other.c, _later.c
    return sa.select(way.id).where(
        own.id == way.placement_id,
        later.pupil_id == way.pupil_id,
        later.starts_on > own.starts_on,
        later.starts_on <= today,
        sa.or_(later.ended_on.is_(None), later.ended_on >= way.returned_on),
    )


@_said_once
def looked_after_today(asker: Asker) -> sa.Select[Any]:
    """The ids of the pupils whose key worker somebody is today: whose words are theirs to read."""
    row = _placement.c
    return caseload(asker).where(is_of_today(row, asker.today))


@_said_once
def covered_pupil_ids(asker: Asker) -> sa.Select[Any]:
    """The ids of the pupils whose key worker of today is away and named somebody as cover: whose messages they answer.

    Of the pupil they see the first name, the threads and who cannot come; nothing else.
    """
    return sa.select(_placement.c.pupil_id).select_from(_covered).where(_covers(asker))


# A join and not a list in a list: SQLite's parser goes only so deep, and this stands inside the conditions of others.
_covered = _placement.join(_absence, _absence.c.person_id == _placement.c.key_worker_id)


def _covers(asker: Asker) -> Condition:
    away = _absence.c
    return sa.and_(
        away.cover_id == asker.person_id,
        away.setting_id == asker.setting_id,
        away.from_on <= asker.today,
        away.until_on >= asker.today,
        is_of_today(_placement.c, asker.today),
    )


@_said_once
def released_pupil_ids(asker: Asker) -> sa.Select[Any]:
    """The pupils of whom something was released to this link teacher: their first name, and what names its own rows."""
    row, goal, section = _placement.c, _goal.c, _section.c
    return sa.select(row.pupil_id).where(
        row.link_teacher_id == asker.person_id,
        row.setting_id == asker.setting_id,
        sa.or_(row.ended_on.is_(None), row.ended_on >= asker.today),
        sa.or_(
            sa.exists().where(goal.pupil_id == row.pupil_id, goal.is_for_school),
            sa.exists().where(section.pupil_id == row.pupil_id, section.is_for_school),
        ),
    )


@_said_once
def pupil_ids(asker: Asker, given: str = "sees_timetable") -> Ids:
    """The ids of the pupils they may see, as a subquery. `given` is the class of data, a column of the relationship."""
    parts: list[sa.Select[Any]] = []
    for role in sorted(asker.roles):
        match role:
            case Role.SAFEGUARDING_LEAD | Role.DEPUTY_SAFEGUARDING_LEAD | Role.HEAD | Role.COORDINATOR:
                return sa.select(_pupil.c.id).where(_pupil.c.setting_id == asker.setting_id)
            case Role.KEY_WORKER:
                parts.append(caseload(asker))
            case Role.CARER | Role.SOCIAL_WORKER:
                parts.append(_by_relationship(asker, given))
            case Role.PUPIL:
                parts.append(sa.select(_pupil.c.id).where(_pupil.c.person_id == asker.person_id))
            case Role.LINK_TEACHER | Role.FACILITATOR:
                continue  # a link teacher sees the plans released to them, which name their own rows; no pupil's record
    if not parts:
        return sa.select(_pupil.c.id).where(sa.false())
    return any_of(*parts)


@_said_once
def followed_pupil_ids(asker: Asker) -> sa.Select[Any]:
    """The pupils after whose return somebody of the school or the team was asked in the last six weeks.

    Also when the placement has ended: its link teacher and its key worker answer for a year (domain.md §4.6), and see
    for that the child's first name and their own answers, and nothing else.
    """
    return _followed(_follow_up.c.pupil_id, asker)


@_said_once
def followed_way_ids(asker: Asker) -> sa.Select[Any]:
    """The plans of which this is true: whether such a return held is noted by the key worker who was asked."""
    return _followed(_follow_up.c.way_id, asker)


def _followed(wanted: Any, asker: Asker) -> sa.Select[Any]:
    asked, way, row = _follow_up.c, _way.c, _placement.c
    theirs = sa.or_(row.link_teacher_id == asker.person_id, row.key_worker_id == asker.person_id)
    of_the_placement = sa.select(way.id).join(_placement, row.id == way.placement_id).where(theirs)
    return sa.select(wanted).where(
        asked.person_id == asker.person_id,
        asked.setting_id == asker.setting_id,
        asked.voice.in_([Voice.SCHOOL, Voice.TEAM]),
        asked.due_on >= asker.six_weeks_ago,
        asked.way_id.in_(of_the_placement),
    )


@_said_once
def known_pupil_ids(asker: Asker) -> Ids:
    """The pupils this person may know of at all: of whom any class of data is theirs, something was released, or
    after whose return they are asked."""
    known, followed = pupil_ids(asker, ANYTHING), followed_pupil_ids(asker)
    if asker.sees_whole_setting:
        return known
    if Role.LINK_TEACHER in asker.roles:
        return any_of(known, released_pupil_ids(asker), followed)
    return any_of(known, followed, covered_pupil_ids(asker)) if asker.keeps_a_caseload else known


def people_around(asker: Asker, person: Any = Person) -> Condition:
    """On `Person`, or on columns like its: those whose signing in they look after; for most people only themself."""
    if asker.sees_whole_setting:
        return sa.true()
    around: Condition = person.id == asker.person_id
    if not asker.keeps_a_caseload:
        return around
    theirs = caseload(asker)
    return sa.or_(
        around,
        person.id.in_(sa.select(_pupil.c.person_id).where(_pupil.c.id.in_(theirs))),
        person.id.in_(sa.select(_relationship.c.person_id).where(_relationship.c.pupil_id.in_(theirs))),
    )


def people(asker: Asker, person: Any = Person) -> Condition:
    """On `Person`, or on columns like its: families see themselves, their children and staff, never another carer."""
    here: Condition = person.setting_id == asker.setting_id
    if asker.sees_whole_setting:
        return here
    children = sa.select(_pupil.c.person_id).where(_pupil.c.id.in_(known_pupil_ids(asker)))
    seen = sa.or_(person.is_staff, person.id.in_(children), people_around(asker, person))
    if asker.keeps_a_caseload:
        # Whoever covers answers people whom they meet in a thread.
        theirs = _covered.join(_thread, _thread.c.pupil_id == _placement.c.pupil_id)
        seen = sa.or_(seen, person.id.in_(sa.select(_thread.c.person_id).select_from(theirs).where(_covers(asker))))
    if Role.FACILITATOR in asker.roles:
        seen = sa.or_(seen, person.id.in_(members_led(asker)))
    return sa.and_(here, seen)


def relationships(asker: Asker, row: Any = Relationship) -> Condition:
    """On `Relationship`: staff see those around their pupils, everyone else only their own."""
    if asker.sees_whole_setting:
        return row.setting_id == asker.setting_id  # type: ignore[no-any-return]
    mine: Condition = row.person_id == asker.person_id
    if asker.keeps_a_caseload:
        return sa.or_(mine, row.pupil_id.in_(caseload(asker)))
    return mine


def pupil_ids_visible_to(viewer: Viewer, *, given: str = "sees_timetable") -> Ids:
    """The ids of the pupils this person may see, as a subquery. `given` is the class of data."""
    return pupil_ids(asker_of(viewer), given)


def pupils_visible_to(viewer: Viewer, *, given: str = "sees_timetable") -> Condition:
    """The condition on `Pupil` for a person's pupils."""
    return Pupil.id.in_(pupil_ids_visible_to(viewer, given=given))


def way_ids_followed_by(viewer: Viewer) -> sa.Select[Any]:
    """The ids of the plans after whose return this person was asked in the last six weeks, as a subquery."""
    return followed_way_ids(asker_of(viewer))


def people_visible_to(viewer: Viewer) -> Condition:
    """The condition on `Person` for whom a person may see at all."""
    return people(asker_of(viewer))


def relationships_visible_to(viewer: Viewer) -> Condition:
    """The condition on `Relationship` for who a person may know to be whose."""
    return relationships(asker_of(viewer))


def people_looked_after_by(viewer: Viewer) -> Condition:
    """The condition on `Person` for those whose cards, codes and sign-ins a person looks after."""
    return sa.and_(Person.setting_id == viewer.setting_id, people_around(asker_of(viewer)))
