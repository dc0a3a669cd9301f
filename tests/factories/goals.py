"""Goals for tests: one of Maya's with steps, a helper and two ladders that differ; others where a test needs them."""

import uuid
from typing import Any

from sqlalchemy.orm import Session

from portal import clock
from portal.models import (
    Area,
    Contribution,
    ContributionReader,
    Goal,
    GoalHelper,
    GoalStep,
    LadderMove,
    Place,
    Revision,
    Rung,
    Voice,
)
from tests import cast

OWN_WORDS = "I want to walk in by the front door."
TEAM_WORDS = "Comes in by the main door on 3 days a week."
VOICES = {"leila": Voice.HOME, "priya": Voice.HOME, "arjun": Voice.HOME, "tomasz": Voice.HOME, "hughes": Voice.SCHOOL}


def goal_id(slug: str, number: int = 1) -> uuid.UUID:
    """The id of a goal of a pupil of the cast."""
    return uuid.uuid5(cast.NAMESPACE, f"goal {slug} {number}")


def a_goal(session: Session, slug: str, number: int = 1, **facts: Any) -> uuid.UUID:
    """A goal of this pupil with two small steps, the first of them done, and its first revision."""
    made, about = goal_id(slug, number), {"setting_id": cast.setting(), "pupil_id": cast.pupil(slug)}
    words = {"own_words": OWN_WORDS, "team_words": TEAM_WORDS, "helps_home": "A calm start.", **facts}
    session.add(Goal(id=made, area=words.pop("area", Area.FRIENDS), started_on=clock.today(), **words, **about))
    session.flush()
    session.add_all(
        [
            GoalStep(goal_id=made, words="Wait by the gate.", position=0, done_on=clock.today(), **about),
            GoalStep(goal_id=made, words="Come in with Sam.", position=1, **about),
            GoalHelper(goal_id=made, person_id=cast.person("okoro"), **about),
            Revision(subject="goal", subject_id=made, version=1, fields="{}", person_id=cast.person("okoro"), **about),
        ]
    )
    return made


def moved(session: Session, slug: str, who: str, rung: Rung, number: int = 1) -> None:
    """Somebody moved the ladder that is theirs."""
    session.add(
        LadderMove(
            setting_id=cast.setting(),
            pupil_id=cast.pupil(slug),
            goal_id=goal_id(slug, number),
            person_id=cast.person(who),
            voice=Voice.YOUNG if who == slug else Voice.TEAM,
            rung=rung,
            client_id=uuid.uuid4(),
        )
    )


def said(session: Session, slug: str, who: str, words: str, to: tuple[str, ...] = (), number: int = 1) -> uuid.UUID:
    """Somebody said something beside a goal, to these readers beside the team."""
    about = {"setting_id": cast.setting(), "pupil_id": cast.pupil(slug)}
    voice = Voice.YOUNG if who == slug else VOICES.get(who, Voice.TEAM)
    note = Contribution(
        id=uuid.uuid4(),
        person_id=cast.person(who),
        voice=voice,
        place=Place.GOAL_NOTE,
        about_id=goal_id(slug, number),
        words=words,
        client_id=uuid.uuid4(),
        **about,
    )
    session.add(note)
    session.flush()
    session.add_all(
        ContributionReader(contribution_id=note.id, person_id=cast.person(one), shown_as=one, **about) for one in to
    )
    return note.id
