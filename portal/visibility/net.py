"""The net under every ORM statement of a session: joins, counts, lazy relations, subqueries, updates and deletes."""

import uuid
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import FromStatement, LoaderCriteriaOption, Mapper, ORMExecuteState, Session
from sqlalchemy.orm.interfaces import CriteriaOption
from sqlalchemy.sql.visitors import InternalTraversal

from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.database import SYSTEM
from portal.models import Base, OfPupil, OfSetting, Pupil, Setting
from portal.visibility import writing
from portal.visibility.asker import Asker, asker_of, now_asking, places_for, somebody_of
from portal.visibility.conditions import Condition
from portal.visibility.rules import RULES

# A statement that says `execution_options(portal_net="setting")` is held to the setting only. access/ending.py needs
# it: whoever ends somebody's access ends all of it, also what they themself are not shown.
ONLY_THE_SETTING = "setting"


class OutsideTheNetError(RuntimeError):
    """A statement that the net cannot see into: Core tables, text, or an insert from a select. Ask with models."""


class _Mesh(LoaderCriteriaOption):
    """The condition of one model, built anew for each alias: SQLAlchemy's own does not follow an alias into a join."""

    __slots__ = ("_roles",)

    def __init__(self, model: type[Base], roles: frozenset[Role] | None) -> None:
        # `propagate_to_loaders`, because joined relations leave out what does not say so. Only the net, which does not
        # propagate, ever stands in a statement: each further statement gets its own.
        super().__init__(model, sa.true(), include_aliases=True, propagate_to_loaders=True)
        self._roles = roles

    def _resolve_where_criteria(self, ext_info: Any) -> Condition:
        # Given back and not kept on the way: several threads share this mesh. Nor is it marked part by part,
        # as SQLAlchemy's own is: that is for selects of models inside it, and a rule reads tables alone.
        return _condition(ext_info.mapper.class_, ext_info.entity, self._roles)


class Net(CriteriaOption):
    """One option that holds the condition of every model. Its cache key is only its shape: the values are places."""

    __slots__ = ("_meshes", "shape")
    _traverse_internals = [("shape", InternalTraversal.dp_string)]  # noqa: RUF012 (SQLAlchemy wants a list)
    propagate_to_loaders = False

    def __init__(self, roles: frozenset[Role] | None) -> None:
        models: list[type[Base]] = [mapper.class_ for mapper in Base.registry.mappers]
        self.shape = f"{'-' if roles is None else ' '.join(sorted(roles))} {len(models)}"
        self._meshes = [_Mesh(model, roles) for model in models]

    def process_compile_state(self, compile_state: Any) -> None:
        """What SQLAlchemy calls when it compiles a select."""
        self.get_global_criteria(compile_state.global_attributes)

    def process_compile_state_replaced_entities(self, compile_state: Any, _mapper_entities: Any) -> None:
        """What SQLAlchemy calls when a select was adapted."""
        self.process_compile_state(compile_state)

    def get_global_criteria(self, attributes: dict[Any, Any]) -> None:
        """What SQLAlchemy calls for updates and deletes."""
        for mesh in self._meshes:
            mesh.get_global_criteria(attributes)


@lru_cache(maxsize=200)
def _net_for(roles: frozenset[Role] | None) -> Net:
    """The net of everybody with these roles; None is for work inside a setting, where nobody is signed in."""
    return Net(roles)


def _condition(model: type[Any], row: Any, roles: frozenset[Role] | None) -> Condition:
    """What must be true of `row`: the model, or an alias of it."""
    asker = places_for(roles or frozenset())
    inside: Condition = sa.true()
    if issubclass(model, OfSetting):
        inside = row.setting_id == asker.setting_id
    elif model is Setting:
        inside = row.id == asker.setting_id
    if roles is None:
        return inside
    return sa.and_(inside, RULES[model](row, asker)) if model in RULES else sa.false()


@event.listens_for(Base, "instrument_class", propagate=True)
def _another_model(_mapper: Mapper[Any], _model: type[Any]) -> None:
    _net_for.cache_clear()


@event.listens_for(Session, "do_orm_execute")
def _only_their_rows(state: ORMExecuteState) -> sa.Result[Any] | None:
    """Put the net under each statement. A session without a scope sees nothing."""
    session, info = state.session, state.session.info
    if info.get("scope") == SYSTEM:
        return None
    _refuse_what_it_cannot_see(state)
    viewer = None if state.execution_options.get("portal_net") == ONLY_THE_SETTING else info.get("viewer")
    if viewer and any(issubclass(mapper.class_, Pupil | OfPupil) for mapper in state.all_mappers):
        info["pupil_rows_read"] = True
    if state.is_insert:
        writing.check_insert(session, state)
        return None
    if state.is_update:
        writing.check_update(state)
    token = now_asking.set(_asker(info, viewer))
    try:
        net = _net_for(viewer.roles if viewer else None)
        return state.invoke_statement(statement=state.statement.options(net))
    finally:
        now_asking.reset(token)


def _asker(info: dict[Any, Any], viewer: Viewer | None) -> Asker:
    """Who asks, on the day this session began: kept, because a page asks many times."""
    scope: uuid.UUID | None = info.get("scope")
    known = info.get("asker")
    if known is None or known[0] is not viewer or known[1] != scope:
        known = info["asker"] = (viewer, scope, asker_of(viewer) if viewer else somebody_of(scope))
    asker: Asker = known[2]
    return asker


def _refuse_what_it_cannot_see(state: ORMExecuteState) -> None:
    statement = state.statement
    if isinstance(statement, FromStatement) or (not state.is_orm_statement and _reads_tables_itself(statement)):
        raise OutsideTheNetError("A statement without models, which no net lies under, in a scope that has one.")


def _reads_tables_itself(statement: sa.Executable) -> bool:
    """True unless it only counts or wraps what inner selects of models give."""
    if not isinstance(statement, sa.SelectBase):
        return True
    parts = list(sa.sql.visitors.iterate(statement))
    return any(isinstance(part, sa.TextClause) for part in parts) or any(
        not isinstance(source, sa.Subquery | sa.CTE)
        for part in parts
        if isinstance(part, sa.Select) and not _is_of_models(part)
        for source in part.get_final_froms()
    )


def _is_of_models(select: sa.Select[Any]) -> bool:
    return select._propagate_attrs.get("compile_state_plugin") == "orm"
