"""The net holds whatever a query looks like: eighteen shapes and more (reliability.md check 9), asked as Leila.

She may see Maya and nobody else's child. Each shape returns the pupils it reached, or is refused.
"""

from collections.abc import Callable
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload, lazyload, make_transient_to_detached, selectinload

from portal.database import SYSTEM, db
from portal.models import Person, Placement, Pupil, Relationship
from portal.visibility import NotTheirRowError
from portal.visibility.net import OutsideTheNetError
from tests.cast import person, pupil, relationship, setting, site
from tests.support.narrowed import As

Shape = Callable[[Session], object]
MAYA = {pupil("maya")}


def _ids(session: Session, statement: sa.Executable) -> set[UUID]:
    return set(session.scalars(statement))  # type: ignore[call-overload]


READS: dict[str, Shape] = {
    "select": lambda s: {one.id for one in s.scalars(sa.select(Pupil))},
    "columns only": lambda s: _ids(s, sa.select(Pupil.id)),
    "join": lambda s: _ids(s, sa.select(Placement.pupil_id).join(Pupil, Pupil.id == Placement.pupil_id)),
    "join that shows the other side": lambda s: _ids(
        s, sa.select(Pupil.id).select_from(Person).join(Pupil, Pupil.person_id == Person.id)
    ),
    "aliased": lambda s: _ids(s, sa.select(aliased(Pupil).id)),
    "two aliases": lambda s: _ids(s, sa.select((a := aliased(Pupil)).id).join(b := aliased(Pupil), b.id == a.id)),
    "subquery": lambda s: _ids(s, sa.select(sa.select(Pupil.id).subquery().c.id)),
    "common table expression": lambda s: _ids(s, sa.select(sa.select(Pupil.id).cte().c.id)),
    "in a subquery": lambda s: _ids(s, sa.select(Pupil.id).where(Pupil.id.in_(sa.select(Placement.pupil_id)))),
    "union": lambda s: _ids(s, sa.select(Pupil.id).union(sa.select(Placement.pupil_id))),
    "union as an entity": lambda s: {
        one.id for one in s.scalars(sa.select(aliased(Pupil, sa.union(sa.select(Pupil), sa.select(Pupil)).subquery())))
    },
    "lazy relation": lambda s: {
        one.pupil.id for one in s.scalars(sa.select(Placement).options(lazyload(Placement.pupil)))
    },
    "joined relation": lambda s: {
        one.pupil.id for one in s.scalars(sa.select(Placement).options(joinedload(Placement.pupil)))
    },
    "relation loaded beside": lambda s: {
        one.pupil.id for one in s.scalars(sa.select(Placement).options(selectinload(Placement.pupil)))
    },
    "with a lock": lambda s: _ids(s, sa.select(Pupil.id).with_for_update()),
    "old way": lambda s: {one.id for one in s.query(Pupil).all()},
    "returning from an update": lambda s: _ids(s, sa.update(Pupil).values(picture="drum").returning(Pupil.id)),
    "returning from a delete": lambda s: _ids(s, sa.delete(Relationship).returning(Relationship.pupil_id)),
}


@pytest.mark.parametrize("shape", READS)
def test_leila_reaches_maya_and_nobody_else(seen_by: As, shape: str) -> None:
    with seen_by("leila") as session:
        assert READS[shape](session) == MAYA


NOTHING: dict[str, Shape] = {
    "get": lambda s: s.get(Pupil, pupil("rohan")),
    "count": lambda s: s.scalar(sa.select(sa.func.count()).select_from(Pupil)) - 1,
    "count of a subquery": lambda s: s.scalar(sa.select(sa.func.count()).select_from(sa.select(Pupil).subquery())) - 1,
    "exists": lambda s: s.scalar(sa.select(sa.exists().where(Pupil.id == pupil("rohan")))),
    "exists beside another": lambda s: s.scalar(
        sa.select(Person.id).where(sa.exists().where(Pupil.person_id == person("rohan"), Pupil.id == pupil("rohan")))
    ),
    "scalar in a column": lambda s: s.scalar(
        sa.select(sa.select(Pupil.id).where(Pupil.id == pupil("rohan")).scalar_subquery())
    ),
    "update": lambda s: s.execute(sa.update(Pupil).where(Pupil.id == pupil("rohan")).values(picture="x")).rowcount,
    "delete": lambda s: s.execute(sa.delete(Placement).where(Placement.pupil_id == pupil("rohan"))).rowcount,
    "get after a privileged look": lambda s: _after_a_privileged_look(s),
    "merge": lambda s: s.get(Pupil, pupil("tyler"), populate_existing=True),
    "other parent's row": lambda s: s.get(Relationship, relationship("dan", "maya")),
    "another carer": lambda s: s.get(Person, person("tomasz")),
    "another child": lambda s: s.get(Person, person("zofia")),
}


@pytest.mark.parametrize("shape", NOTHING)
def test_leila_reaches_nothing_of_anybody_else(seen_by: As, shape: str) -> None:
    with seen_by("leila") as session:
        assert not NOTHING[shape](session)


def _after_a_privileged_look(session: Session) -> object:
    with db.elevated("a test"):
        assert session.get(Pupil, pupil("rohan"))
    return session.get(Pupil, pupil("rohan"))


REFUSED: dict[str, Shape] = {
    "core table": lambda s: s.execute(sa.select(Pupil.__table__)),
    "core table in a subquery": lambda s: s.execute(sa.select(sa.select(Pupil.__table__).subquery())),
    "text": lambda s: s.execute(sa.text("select id from pupil")),
    "text for an entity": lambda s: s.execute(sa.select(Pupil).from_statement(sa.text("select * from pupil"))),
    "core update": lambda s: s.execute(sa.update(Pupil.__table__).values(picture="x")),
    "core delete": lambda s: s.execute(sa.delete(Placement.__table__)),
    "core insert": lambda s: s.execute(sa.insert(Pupil.__table__).values(id=pupil("x"))),
}


@pytest.mark.parametrize("shape", REFUSED)
def test_a_query_that_the_net_cannot_see_into_is_refused(seen_by: As, shape: str) -> None:
    with seen_by("leila") as session, pytest.raises(OutsideTheNetError):
        REFUSED[shape](session)


def _placement(**changes: object) -> dict[str, object]:
    return {
        "setting_id": setting(),
        "pupil_id": pupil("maya"),
        "key_worker_id": person("okoro"),
        "site_id": site(),
        "tier": 1,
        "weekly_minutes": 60,
        "starts_on": sa.func.current_date(),
        **changes,
    }


MILLBROOK, ROHAN = {"setting_id": setting("millbrook")}, {"pupil_id": pupil("rohan")}
WRITES: dict[str, Shape] = {
    "a row for another setting": lambda s: (s.add(Placement(**_placement(**MILLBROOK))), s.flush()),
    "a row for another child": lambda s: (s.add(Placement(**_placement(**ROHAN))), s.flush()),
    "an insert for another setting": lambda s: s.execute(sa.insert(Placement).values(**_placement(**MILLBROOK))),
    "an insert for another child": lambda s: s.execute(sa.insert(Placement).values(**_placement(**ROHAN))),
    "an insert of many": lambda s: s.execute(sa.insert(Placement), [_placement(), _placement(**ROHAN)]),
    "an insert of many at once": lambda s: s.execute(sa.insert(Placement).values([_placement(), _placement(**ROHAN)])),
    "an insert from a select": lambda s: s.execute(
        sa.insert(Placement).from_select(["pupil_id"], sa.select(Placement.pupil_id))
    ),
    "a move to another child": lambda s: (_move(s, "pupil_id", pupil("rohan")), s.flush()),
    "a move to another setting": lambda s: (_move(s, "setting_id", setting("millbrook")), s.flush()),
    "an update to another child": lambda s: s.execute(sa.update(Placement).values(pupil_id=pupil("rohan"))),
    "an update to another setting": lambda s: s.execute(sa.update(Placement).values(setting_id=setting("millbrook"))),
    "an update of many": lambda s: s.execute(
        sa.update(Placement), [{"id": s.scalar(sa.select(Placement.id)), "pupil_id": pupil("rohan")}]
    ),
}


def _move(session: Session, column: str, to: UUID) -> None:
    row = session.scalars(sa.select(Placement)).one()
    assert getattr(row, column)
    setattr(row, column, to)


@pytest.mark.parametrize("shape", WRITES)
def test_nothing_is_written_into_somebody_elses_rows(seen_by: As, shape: str) -> None:
    with seen_by("leila") as session, pytest.raises(NotTheirRowError):
        WRITES[shape](session)


def test_a_row_of_ones_own_child_is_written(seen_by: As) -> None:
    with seen_by("leila") as session:
        session.execute(sa.insert(Placement).values(**_placement()))
        session.add(Placement(**_placement(starts_on=session.scalars(sa.select(Placement.starts_on)).first())))
        session.flush()
        assert session.scalar(sa.select(sa.func.count()).select_from(Placement)) == 3


def test_a_row_that_is_slipped_in_by_its_id_shows_nothing(seen_by: As) -> None:
    with seen_by("leila") as session:
        stranger = Person(id=person("tomasz"))
        make_transient_to_detached(stranger)
        with pytest.raises(NotTheirRowError):
            session.add(stranger)


def test_a_lazy_relation_does_not_lead_to_somebody_hidden(seen_by: As) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, person("okoro")).is_staff = False
    with seen_by("leila") as session:
        for loading in (lazyload, joinedload, selectinload):
            session.expunge_all()
            placements = session.scalars(sa.select(Placement).options(loading(Placement.key_worker))).all()
            assert [one.key_worker for one in placements] == [None]


def test_a_session_without_a_scope_sees_nothing(seen_by: As) -> None:
    with seen_by("leila") as session:
        db.narrow_to(None)
        assert session.scalars(sa.select(Pupil)).all() == []
        assert session.get(Person, person("leila")) is None
