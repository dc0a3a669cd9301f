"""Example rows of the support plan for the access matrix: a goal and a note, a question, a review, a choice."""

import uuid
from datetime import time

from sqlalchemy.orm import Session

from portal import clock
from portal.models import (
    AboutWhat,
    Area,
    Ask,
    AskKind,
    CheckIn,
    CheckInReader,
    Contribution,
    ContributionPhoto,
    ContributionReader,
    ContributionSound,
    Goal,
    MeetingWay,
    Place,
    PlanReview,
    Policy,
    PolicyTopic,
    Presentation,
    Proposal,
    Sharing,
    Voice,
)
from tests import cast
from tests.house_rules.example_rows import row

ADULTS = {"maya": "leila", "rohan": "priya"}
KEY_WORKERS = {"maya": "okoro", "rohan": "lewis"}


def stock(session: Session, owner: str) -> None:
    """A goal with a note of the adult at home, their question, a review, and a choice that the key worker offers."""
    about = {"setting_id": cast.setting(), "pupil_id": cast.pupil(owner)}
    key_worker = cast.person(KEY_WORKERS[owner])
    session.add(
        Goal(
            id=row("goal", owner),
            area=Area.FRIENDS,
            own_words="I want to eat with the others.",
            team_words="Eats lunch at the table on three days.",
            started_on=cast.SINCE,
            **about,
        )
    )
    session.add(
        PlanReview(
            id=row("review", owner),
            on=clock.today(),
            starts=time(14),
            way=MeetingWay.OUR_PLACE,
            place="Mill Lane",
            arranged_by_id=key_worker,
            **about,
        )
    )
    session.flush()
    session.add(_said("note", owner, Voice.HOME, Place.GOAL_NOTE, row("goal", owner)))
    session.add(_said("question", owner, Voice.HOME, Place.ASK))
    session.add(_said("choice", owner, Voice.TEAM, Place.PROPOSAL))
    session.flush()
    session.add(ContributionPhoto(contribution_id=row("note", owner), content=b"a photo", width=1, height=1, **about))
    session.add(
        ContributionReader(
            contribution_id=row("choice", owner), person_id=cast.person(ADULTS[owner]), shown_as="You", **about
        )
    )
    session.add(
        Ask(
            id=row("ask", owner),
            person_id=cast.person(ADULTS[owner]),
            kind=AskKind.CAN_I_ASK,
            about=AboutWhat.GOAL,
            about_id=row("goal", owner),
            contribution_id=row("question", owner),
            for_id=key_worker,
            **about,
        )
    )
    session.add(
        Proposal(
            id=row("proposal", owner),
            person_id=key_worker,
            contribution_id=row("choice", owner),
            is_decided=False,
            choices="Before school\nAfter school",
            **about,
        )
    )


def check_in(session: Session, owner: str) -> None:
    """A check-in that goes home, with words, a drawing and a voice note."""
    about = {"setting_id": cast.setting(), "pupil_id": cast.pupil(owner)}
    home, young = cast.person(ADULTS[owner]), cast.person(owner)
    sent = CheckIn(
        id=row("check-in", owner),
        person_id=young,
        presentation=Presentation.OLDER,
        how="good",
        sharing=Sharing.TEAM_AND_HOME,
        client_id=row("form of check-in", owner),
        finished_at=clock.now(),
        **about,
    )
    said = _said("said", owner, Voice.HOME, Place.CHECK_IN, sent.id)
    said.person_id, said.voice = young, Voice.YOUNG
    session.add_all([sent, said])
    session.flush()
    with_words = {"contribution_id": said.id, **about}
    session.add_all(
        [
            CheckInReader(check_in_id=sent.id, person_id=home, shown_as="You", **about),
            ContributionReader(person_id=home, shown_as="You", **with_words),
            ContributionPhoto(content=b"a drawing", width=1, height=1, **with_words),
            ContributionSound(content=b"a voice note", kind="audio/ogg", **with_words),
        ]
    )


def policy() -> Policy:
    """A page of the house, with its document."""
    return Policy(
        setting_id=cast.setting(),
        topic=PolicyTopic.BEHAVIOUR,
        words="We use calm words.",
        dated_on=cast.SINCE,
        contact="Ruth",
        document=b"%PDF-1.4 %%EOF",
        document_name="behaviour.pdf",
    )


def _said(what: str, owner: str, voice: Voice, place: Place, about_id: uuid.UUID | None = None) -> Contribution:
    who = cast.person(KEY_WORKERS[owner] if voice is Voice.TEAM else ADULTS[owner])
    return Contribution(
        id=row(what, owner),
        setting_id=cast.setting(),
        pupil_id=cast.pupil(owner),
        person_id=who,
        voice=voice,
        place=place,
        about_id=about_id,
        words="Words of the example.",
        client_id=row(f"form of {what}", owner),
    )
