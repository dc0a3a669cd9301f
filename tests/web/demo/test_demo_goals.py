"""The demo's goals: everybody of the cast has some, what was said went to whom it was said, and twice is once."""

import pytest
import sqlalchemy as sa

from portal import clock
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.demo import building, goals
from portal.models import Contribution, ContributionReader, Goal, LadderMove, Person, Pupil, Revision, Setting
from tests.support.portal import MakeSettings, new_portal


@pytest.fixture
def settings(make_settings: MakeSettings, empty_db_url: str) -> Settings:
    return make_settings(empty_db_url)


def fill() -> None:
    with db.work(SYSTEM, reason="a test") as session:
        setting = session.scalars(sa.select(Setting.id).where(Setting.external_id == "orchard-row")).one()
        goals.fill(session, setting)


def count() -> list[int]:
    with db.work(SYSTEM, reason="a test counts") as session:
        models = (Goal, LadderMove, Contribution, ContributionReader, Revision)
        return [session.scalar(sa.select(sa.func.count()).select_from(model)) or 0 for model in models]


def test_each_pupil_of_the_cast_has_goals_and_twice_is_once(settings: Settings) -> None:
    app = new_portal(settings)
    assert app
    building.prepare(settings)
    fill()
    first = count()
    fill()
    assert count() == first
    with db.work(SYSTEM, reason="a test") as session:
        rows = sa.select(Person.external_id, sa.func.count(Goal.id)).join(Pupil, Pupil.person_id == Person.id)
        rows = rows.join(Goal, Goal.pupil_id == Pupil.id).where(Goal.ended_on.is_(None)).group_by(Person.external_id)
        active = dict(session.execute(rows).all())
        assert active.keys() == {"maya", "zofia", "jakub", "rohan", "tyler"}
        assert max(active.values()) <= 3
        said = session.scalars(sa.select(Contribution.said_at))
        assert max(said) < clock.now()
