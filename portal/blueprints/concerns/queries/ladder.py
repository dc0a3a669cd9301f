"""Who is told and when, as it is entered; and who is away. Read beside the request, in the viewer's own setting."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from portal import clock
from portal.access.policy import Permission, permissions_of
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Absence, AlertStep, Level, MonitoredTime, Person, Setting, Site
from portal.safeguarding import finding
from portal.safeguarding.ladder import Step, rungs_of
from portal.safeguarding.roll import find_roll


@dataclass(frozen=True)
class OneLadder:
    """The ladder of a level: each rung with its steps; whether the setting entered it."""

    level: Level
    is_own: bool
    rungs: tuple[tuple[int, tuple[Step, ...]], ...]


@dataclass(frozen=True)
class Arrangement:
    """Everything of who is told. `names` are those of everybody who is named in it."""

    ladders: tuple[OneLadder, ...]
    times: tuple[MonitoredTime, ...]
    setting: Setting
    sites: tuple[Site, ...]
    names: dict[uuid.UUID, Person]

    @property
    def steps(self) -> list[tuple[Level, Step]]:
        """Every step of both levels."""
        return [(one.level, step) for one in self.ladders for _, steps in one.rungs for step in steps]


def get_arrangement(*, viewer: Viewer) -> Arrangement:
    """The setting's arrangement as it is now."""
    with db.own_look(viewer.setting_id) as look:
        times = sa.select(MonitoredTime).where(MonitoredTime.setting_id == viewer.setting_id)
        ladders = tuple(_ladder(look, viewer.setting_id, level) for level in Level)
        setting = look.get_one(Setting, viewer.setting_id)
        sites = tuple(look.scalars(sa.select(Site).where(Site.setting_id == viewer.setting_id).order_by(Site.name)))
        named = {step.person_id for one in ladders for _, steps in one.rungs for step in steps}
        named |= {setting.above_head_id, *(site.lead_id for site in sites)}
        people = finding.find_people(look, (one for one in named if one))
        return Arrangement(
            ladders,
            tuple(look.scalars(times.order_by(MonitoredTime.weekday, MonitoredTime.starts))),
            setting,
            sites,
            {one.id: one for one in people},
        )


def _ladder(look: Session, setting_id: uuid.UUID, level: Level) -> OneLadder:
    steps = finding.find_steps(look, setting_id, level)
    own = sa.exists().where(AlertStep.setting_id == setting_id, AlertStep.level == level)
    return OneLadder(
        level,
        bool(look.scalar(sa.select(own))),
        tuple((one, tuple(step for step in steps if step.after_minutes == one)) for one in rungs_of(steps)),
    )


def list_answerers(*, viewer: Viewer, but_heads: bool = False) -> list[Person]:
    """Who works here and may open a concern: nobody else can be put on a rung by name."""
    with db.own_look(viewer.setting_id) as look:
        roll = find_roll(look, viewer.setting_id)
        here = roll.on(clock.today())
        roles = {
            post.person_id: {one.role for one in roll.posts if one.person_id == post.person_id} for post in roll.posts
        }
        left_out = set(here.heads) if but_heads else set()
        return finding.find_people(
            look,
            [
                one
                for one in roles
                if one in here.everyone - left_out
                and Permission.CONCERNS_ANSWER in permissions_of(frozenset(roles[one]))
            ],
        )


def list_absences(*, viewer: Viewer) -> list[Absence]:
    """Who is away today or later: one's own; everybody's for those who change the ladder."""
    rows = (
        sa.select(Absence)
        .options(joinedload(Absence.person), joinedload(Absence.cover))
        .where(Absence.setting_id == viewer.setting_id, Absence.until_on >= clock.today())
        .order_by(Absence.from_on, Absence.id)
    )
    if Permission.CONCERNS_LADDER_CHANGE not in viewer.permissions:
        rows = rows.where(Absence.person_id == viewer.person_id)
    with db.own_look(viewer.setting_id) as look:
        return list(look.scalars(rows))
