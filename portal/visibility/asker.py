"""Who asks, and on which day: as values for one query, or as places that are filled in when a statement runs."""

import uuid
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from portal import clock
from portal.access.policy import WHOLE_SETTING, Role
from portal.access.viewer import Viewer

SIX_WEEKS = timedelta(weeks=6)


@dataclass(frozen=True)
class Asker:
    """A person, their setting, today, and the roles that decide the shape of the conditions."""

    roles: frozenset[Role]
    person_id: uuid.UUID | sa.BindParameter[uuid.UUID] | None
    setting_id: uuid.UUID | sa.BindParameter[uuid.UUID] | None
    today: date | sa.BindParameter[date]

    @property
    def sees_whole_setting(self) -> bool:
        """True for those who see every pupil of their setting."""
        return bool(self.roles & WHOLE_SETTING)

    @property
    def six_weeks_ago(self) -> date | sa.BindParameter[date]:
        """How long a question of the year after a return can be answered, counted back from today."""
        return self.today - SIX_WEEKS if isinstance(self.today, date) else _place("six_weeks_ago", sa.Date())

    @property
    def keeps_a_caseload(self) -> bool:
        """True for key workers."""
        return Role.KEY_WORKER in self.roles


def asker_of(viewer: Viewer) -> Asker:
    """The person who is signed in, today."""
    return Asker(viewer.roles, viewer.person_id, viewer.setting_id, clock.today())


def somebody_of(setting_id: uuid.UUID | None) -> Asker:
    """Nobody in particular, inside one setting (a piece of work) or inside none."""
    return Asker(frozenset(), None, setting_id, clock.today())


# Filled in around each statement (net.py), so that one set of conditions serves everybody with the same roles: building
# them, and telling SQLAlchemy's cache what they are, is far dearer than the statement itself.
now_asking: ContextVar[Asker] = ContextVar("now_asking")


def _place(name: str, kind: Any) -> sa.BindParameter[Any]:
    return sa.bindparam(f"asker_{name}", callable_=lambda: getattr(now_asking.get(), name), type_=kind)


@lru_cache(maxsize=200)
def places_for(roles: frozenset[Role]) -> Asker:
    """Somebody with these roles, whoever it turns out to be."""
    return Asker(roles, _place("person_id", sa.Uuid()), _place("setting_id", sa.Uuid()), _place("today", sa.Date()))
