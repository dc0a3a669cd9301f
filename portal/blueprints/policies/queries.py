"""The pages of the house, and who helps families without belonging to it: the same for everybody in the setting."""

import json
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from portal import clock
from portal.access.viewer import Viewer
from portal.audit import Event
from portal.database import db
from portal.models import AuditEntry, IndependentHelp, Person, Policy, PolicyTopic, Pupil, Setting
from portal.visibility import pupils_visible_to
from portal.visibility.conditions import ANYTHING

# How many saves of a page are shown to who writes it.
SAVES = 20


@dataclass(frozen=True)
class Council:
    """A council and who helps there, if we know; `is_home` for the one where a child of this family lives."""

    name: str
    helpers: tuple[IndependentHelp, ...]
    is_home: bool


@dataclass(frozen=True)
class Saved:
    """Who put a page as it then stood, and on which day; no name for whom the reader may not see."""

    first_name: str
    on: date


def list_policies(*, viewer: Viewer) -> list[Policy]:
    """What the setting has written, in the order of the topics."""
    rows = db.session.scalars(sa.select(Policy).where(Policy.setting_id == viewer.setting_id))
    order = list(PolicyTopic)
    return sorted(rows, key=lambda policy: order.index(policy.topic))


def find_policy(topic: PolicyTopic, *, viewer: Viewer) -> Policy | None:
    """The page of a topic; None while nobody has written it."""
    rows = sa.select(Policy).where(Policy.topic == topic, Policy.setting_id == viewer.setting_id)
    return db.session.scalars(rows).one_or_none()


def get_policy(topic: PolicyTopic, *, viewer: Viewer) -> Policy:
    """The page of a topic. NoResultFound (shown as 404) while nobody has written it."""
    rows = sa.select(Policy).where(Policy.topic == topic, Policy.setting_id == viewer.setting_id)
    return db.session.scalars(rows).one()


def list_saves(topic: PolicyTopic, *, viewer: Viewer) -> list[Saved]:
    """The last saves of a page, the newest first, as the record holds them (a page of the house has no revisions)."""
    rows = (
        sa.select(AuditEntry.at, Person.first_name)
        .outerjoin(Person, Person.id == AuditEntry.by_id)
        .where(
            AuditEntry.event == Event.POLICIES_POLICY_CHANGED.label,
            AuditEntry.facts.contains(json.dumps({"topic": topic.value})[1:-1]),
            AuditEntry.setting_id == viewer.setting_id,
        )
        .order_by(AuditEntry.number.desc())
        .limit(SAVES)
    )
    return [Saved(name or "", clock.london(at).date()) for at, name in db.session.execute(rows)]


def count_bytes(policy: Policy, *, viewer: Viewer) -> int:
    """How heavy its document is; 0 without one. The document itself is not read."""
    size = sa.select(sa.func.length(Policy.document))
    found = db.session.scalar(size.where(Policy.id == policy.id, Policy.setting_id == viewer.setting_id))
    return found or 0


def get_document(topic: PolicyTopic, *, viewer: Viewer) -> Policy:
    """A policy with its document. NoResultFound (shown as 404) where there is none."""
    rows = sa.select(Policy).options(undefer(Policy.document))
    here = rows.where(Policy.topic == topic, Policy.setting_id == viewer.setting_id, Policy.document_name != "")
    return db.session.scalars(here).one()


def get_setting(*, viewer: Viewer) -> Setting:
    """The setting of this person, with its number and when somebody is there."""
    return db.session.scalars(sa.select(Setting).where(Setting.id == viewer.setting_id)).one()


def list_independent(*, viewer: Viewer) -> list[Council]:
    """Who helps, by council, a child's own first, also where nobody is entered for it.

    A look beside the request: nothing is written down, and nobody learns who looked for help against the house.
    """
    with db.own_look(viewer.setting_id) as session:
        order = (IndependentHelp.council, IndependentHelp.position, IndependentHelp.id)
        rows = session.scalars(sa.select(IndependentHelp).order_by(*order)).all()
        homes: dict[str, str] = {}
        if viewer.audience != "staff":
            theirs = pupils_visible_to(viewer, given=ANYTHING)
            lives = sa.select(Pupil.home_council).where(theirs, Pupil.home_council != "")
            homes = {name.casefold(): name for name in session.scalars(lives.order_by(Pupil.home_council))}
        session.expunge_all()
    councils = [Council(name, tuple(them), name.casefold() in homes) for name, them in groupby(rows, _council_of)]
    known = {council.name.casefold() for council in councils}
    if set(homes) - known:
        # It is not named: a council that nobody entered would tell one parent where the child lives with the other.
        councils.append(Council("", (), is_home=True))
    return sorted(councils, key=lambda council: (not council.is_home, council.name.casefold()))


def _council_of(row: IndependentHelp) -> str:
    return row.council
