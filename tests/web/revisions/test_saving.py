"""Two people edit the same words: nobody's save disappears, and both see what the other wrote."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa

from portal import clock
from portal.database import db
from portal.models import Area, Goal, Revision
from portal.revisions import ClashError, first_revision, list_revisions, save_words
from tests import cast
from tests.support.narrowed import As

WORDS = {"own_words": "I want to walk in by the front door.", "team_words": "Maya comes in by the main door."}


@pytest.fixture
def goal_id(seen_by: As) -> uuid.UUID:
    """A goal of Maya's, as Sam wrote it first."""
    with seen_by("okoro") as session:
        goal = Goal(
            id=uuid.uuid4(),
            setting_id=cast.setting(),
            pupil_id=cast.pupil("maya"),
            area=Area.FRIENDS,
            started_on=clock.today(),
            version=1,
            **WORDS,
        )
        session.add(goal)
        first_revision(goal, WORDS, by=session.info["viewer"])
        made = goal.id
        db.keep()
    return made


def saves(seen_by: As, slug: str, goal_id: uuid.UUID, opened: int, **words: str) -> bool:
    with seen_by(slug) as session:
        saved = save_words(session.get_one(Goal, goal_id), words, opened=opened, by=session.info["viewer"])
        db.keep()
        return saved


def test_a_save_is_a_revision_with_a_name(seen_by: As, goal_id: uuid.UUID) -> None:
    assert saves(seen_by, "okoro", goal_id, 1, team_words="Maya comes in by the main door on 3 days.")
    with seen_by("leila") as session:
        goal = session.get_one(Goal, goal_id)
        shown = [(one.version, one.person.first_name) for one in list_revisions(goal, viewer=session.info["viewer"])]
    assert shown == [(2, "Sam"), (1, "Sam")]


def test_saving_what_stands_there_already_changes_nothing(seen_by: As, goal_id: uuid.UUID) -> None:
    assert not saves(seen_by, "okoro", goal_id, 1, team_words=WORDS["team_words"])


def test_who_saves_second_sees_three_texts_and_nothing_is_lost(seen_by: As, goal_id: uuid.UUID) -> None:
    saves(seen_by, "okoro", goal_id, 1, team_words="Sam's words")
    with pytest.raises(ClashError) as clash:
        saves(seen_by, "byrne", goal_id, 1, team_words="Ruth's words")
    assert clash.value.opened == {"team_words": WORDS["team_words"]}
    assert clash.value.theirs == {"team_words": "Sam's words"}
    assert clash.value.mine == {"team_words": "Ruth's words"}
    assert saves(seen_by, "byrne", goal_id, clash.value.version, team_words="Sam's and Ruth's words")


def test_of_two_who_save_at_the_same_moment_one_is_asked(seen_by: As, goal_id: uuid.UUID) -> None:
    ready = Barrier(2)

    def save(slug: str) -> str:
        with seen_by(slug):
            db.close()
        ready.wait()
        try:
            saves(seen_by, slug, goal_id, 1, team_words=f"{slug}'s words")
        except ClashError:
            return "asked"
        return "saved"

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(save, ["okoro", "byrne"])) == ["asked", "saved"]
    with seen_by("okoro") as session:
        versions = session.scalars(sa.select(Revision.version).where(Revision.subject_id == goal_id))
        assert sorted(versions) == [1, 2]
