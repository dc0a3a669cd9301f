"""Whose rows may this person see? The only module that answers.

Used twice: by name in each capability's queries, and as a net under every ORM statement of a session (for the query
that somebody forgot). The expressions are built from Core tables, because the net would otherwise catch itself.
"""

import uuid
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, with_loader_criteria

from portal import clock
from portal.access.policy import WHOLE_SETTING, Role
from portal.access.viewer import Viewer
from portal.database import SYSTEM
from portal.models import (
    Contact,
    OfPupil,
    OfSetting,
    ParentalResponsibility,
    Person,
    Placement,
    Pupil,
    Relationship,
    RoleHolding,
    Setting,
)

_pupil, _person = Pupil.__table__, Person.__table__
_relationship, _placement, _role = Relationship.__table__, Placement.__table__, RoleHolding.__table__

Condition = sa.ColumnElement[bool]


def relationship_is_open(on: date) -> Condition:
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


def _by_relationship(viewer: Viewer, on: date, given: str) -> sa.Select[Any]:
    row = _relationship.c
    return sa.select(row.pupil_id).where(
        row.person_id == viewer.person_id, row.setting_id == viewer.setting_id, relationship_is_open(on), row[given]
    )


def _by_caseload(viewer: Viewer, on: date) -> sa.Select[Any]:
    row = _placement.c
    return sa.select(row.pupil_id).where(
        row.key_worker_id == viewer.person_id,
        row.setting_id == viewer.setting_id,
        sa.or_(row.ended_on.is_(None), row.ended_on >= on),
    )


def pupil_ids_visible_to(viewer: Viewer, *, given: str = "sees_timetable") -> sa.CompoundSelect[Any] | sa.Select[Any]:
    """The ids of the pupils this person may see, as a subquery. `given` is the class of data, a column there."""
    on = clock.today()
    parts: list[sa.Select[Any]] = []
    for role in sorted(viewer.roles):
        match role:
            case Role.SAFEGUARDING_LEAD | Role.DEPUTY_SAFEGUARDING_LEAD | Role.HEAD | Role.COORDINATOR:
                return sa.select(_pupil.c.id).where(_pupil.c.setting_id == viewer.setting_id)
            case Role.KEY_WORKER:
                parts.append(_by_caseload(viewer, on))
            case Role.CARER | Role.SOCIAL_WORKER:
                parts.append(_by_relationship(viewer, on, given))
            case Role.PUPIL:
                parts.append(sa.select(_pupil.c.id).where(_pupil.c.person_id == viewer.person_id))
            case Role.LINK_TEACHER | Role.FACILITATOR:
                continue  # a link teacher sees the plans released to them, which name their own rows; no pupil's record
    if not parts:
        return sa.select(_pupil.c.id).where(sa.false())
    return parts[0] if len(parts) == 1 else sa.union(*parts)


def pupils_visible_to(viewer: Viewer, *, given: str = "sees_timetable") -> Condition:
    """The condition on `Pupil` for a person's pupils."""
    return Pupil.id.in_(pupil_ids_visible_to(viewer, given=given))


def people_visible_to(viewer: Viewer) -> Condition:
    """The condition on `Person`: families see themselves, their children and staff, never another carer."""
    own = sa.or_(
        Person.id == viewer.person_id,
        Person.is_staff,
        Person.id.in_(sa.select(_pupil.c.person_id).where(_pupil.c.id.in_(pupil_ids_visible_to(viewer)))),
    )
    if viewer.roles & WHOLE_SETTING:
        return sa.and_(Person.setting_id == viewer.setting_id)
    if Role.KEY_WORKER in viewer.roles:
        around = sa.select(_relationship.c.person_id).where(
            _relationship.c.pupil_id.in_(pupil_ids_visible_to(viewer)),
        )
        return sa.and_(Person.setting_id == viewer.setting_id, sa.or_(own, Person.id.in_(around)))
    return sa.and_(Person.setting_id == viewer.setting_id, own)


def relationships_visible_to(viewer: Viewer) -> Condition:
    """The condition on `Relationship`: staff see those around their pupils, everyone else only their own."""
    mine = sa.and_(Relationship.setting_id == viewer.setting_id, Relationship.person_id == viewer.person_id)
    if viewer.roles & (WHOLE_SETTING | {Role.KEY_WORKER}):
        return sa.or_(mine, Relationship.pupil_id.in_(pupil_ids_visible_to(viewer)))
    return mine


def _of_setting(scope: uuid.UUID | None) -> list[Any]:
    return [
        with_loader_criteria(OfSetting, lambda row: row.setting_id == scope, include_aliases=True),
        with_loader_criteria(Setting, Setting.id == scope, include_aliases=True),
    ]


def _of_viewer(viewer: Viewer) -> list[Any]:
    ids = pupil_ids_visible_to(viewer)
    nets = [
        with_loader_criteria(Pupil, Pupil.id.in_(ids), include_aliases=True),
        with_loader_criteria(Person, people_visible_to(viewer), include_aliases=True),
        with_loader_criteria(Relationship, relationships_visible_to(viewer), include_aliases=True),
    ]
    nets += [
        with_loader_criteria(model, model.pupil_id.in_(ids), include_aliases=True)
        for model in _models_about_a_pupil()
        if model is not Relationship
    ]
    return nets


def _models_about_a_pupil() -> list[Any]:
    return [model for model in OfPupil.__subclasses__() if hasattr(model, "__table__")]


@event.listens_for(Session, "do_orm_execute")
def _only_their_rows(state: ORMExecuteState) -> None:
    """Put the net under each ORM statement. A session without a scope sees nothing."""
    info = state.session.info
    if info.get("scope") == SYSTEM or state.is_column_load or state.is_relationship_load:
        return
    viewer, scope = info.get("viewer"), info.get("scope")
    if "nets" not in info or info["nets"][0] != (viewer, scope):
        nets = _of_setting(scope) + (_of_viewer(viewer) if viewer else [])
        info["nets"] = ((viewer, scope), nets)
    state.statement = state.statement.options(*info["nets"][1])
    if viewer and any(issubclass(mapper.class_, (Pupil, OfPupil)) for mapper in state.all_mappers):
        info["pupil_rows_read"] = True


class NotTheirRowError(PermissionError):
    """Somebody tried to write a row that is not theirs to write. Shown as 'not there'."""


@event.listens_for(Session, "before_flush")
def _only_into_their_rows(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """Refuse an insert for another setting or pupil, and every move of a row from one to another."""
    scope, viewer = session.info.get("scope"), session.info.get("viewer")
    for row in (*session.new, *session.dirty, *session.deleted):
        if not isinstance(row, OfSetting):
            continue
        if row not in session.new and (_moved(row, "setting_id") or _moved(row, "pupil_id")):
            raise NotTheirRowError(f"A {type(row).__name__} does not move to another setting or pupil.")
        if scope != SYSTEM and row.setting_id != scope:
            raise NotTheirRowError(f"A {type(row).__name__} of another setting, or of none.")
        if viewer and isinstance(row, OfPupil) and not _may_see(session, row.pupil_id, viewer):
            raise NotTheirRowError(f"A {type(row).__name__} about a pupil they may not see.")


def _moved(row: OfSetting, column: str) -> bool:
    state = sa.inspect(row)
    return column in state.mapper.column_attrs and bool(state.attrs[column].history.deleted)


def _may_see(session: Session, pupil_id: uuid.UUID, viewer: Viewer) -> bool:
    with session.no_autoflush:
        found = sa.select(_pupil.c.id).where(_pupil.c.id == pupil_id, _pupil.c.id.in_(pupil_ids_visible_to(viewer)))
        return session.execute(found).first() is not None
