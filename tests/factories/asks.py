"""Questions for tests: rows as they stand after some of their life, and the addresses at which they are asked."""

import uuid
from datetime import date, datetime
from typing import Any

from portal import clock
from portal.database import SYSTEM, db
from portal.models import AboutWhat, Area, Ask, AskKind, Contribution, ContributionReader, Decision, Goal, Place, Voice
from portal.models import Person as PersonRow
from tests import cast

KEY_WORKERS = {"maya": "okoro", "zofia": "okoro", "jakub": "okoro", "rohan": "lewis", "tyler": "lewis"}
WORDS = "Can she start at 10?"
REASON = "The bus only comes at 9."


def in_english() -> None:
    """Everyone of the cast reads English."""
    with db.work(SYSTEM, reason="a test") as session:
        for slug in ("leila", "tomasz", "zofia", "jakub"):
            session.get_one(PersonRow, cast.person(slug)).language = "en"


def new(child: str, kind: str = "can_i_ask", about: str = "something_else", about_id: object = None) -> str:
    """Where something is asked about a child."""
    return f"/asks/new/{cast.pupil(child)}/{kind}/{about}" + (f"/{about_id}" if about_id else "")


def london(moment: str) -> datetime:
    """A moment on a clock in London: "2026-11-20 14:00"."""
    return datetime.fromisoformat(moment).replace(tzinfo=clock.LONDON)


def asked(
    who: str, child: str, *, on: str = "2026-11-24 09:00", readers: tuple[str, ...] = (), **facts: Any
) -> uuid.UUID:
    """A question that somebody has asked, as far along as `facts` say. Returns its id."""
    about = {"setting_id": cast.setting(), "pupil_id": cast.pupil(child)}
    said = Contribution(
        id=uuid.uuid4(),
        person_id=cast.person(who),
        voice=Voice.YOUNG if who == child else Voice.HOME,
        place=Place.ASK,
        words=facts.pop("words", WORDS),
        not_for_id=facts.pop("not_for_id", None),
        client_id=uuid.uuid4(),
        said_at=london(on),
        **about,
    )
    facts = {
        "kind": AskKind.WOULD_LIKE,
        "about": AboutWhat.SOMETHING_ELSE,
        "for_id": cast.person(KEY_WORKERS[child]),
        **facts,
    }
    ask = Ask(
        id=uuid.uuid4(),
        person_id=cast.person(who),
        contribution_id=said.id,
        asked_at=london(on),
        tries=0,
        **about,
        **facts,
    )
    with db.work(SYSTEM, reason="a test") as session:
        session.add(said)
        session.flush()
        session.add_all(
            ContributionReader(contribution_id=said.id, person_id=cast.person(one), shown_as=one.title(), **about)
            for one in readers
        )
        session.add(ask)
        return ask.id


def decided(on: str = "2026-11-24 09:30", by: str = "okoro", **facts: Any) -> dict[str, Any]:
    """The facts of a question that was read and decided."""
    moment, who = london(on), cast.person(by)
    seen = {"seen_at": moment, "seen_by_id": who, "decided_at": moment, "decided_by_id": who}
    return {**seen, "decision": Decision.NOT_NOW, "reason": REASON, **facts}


def a_goal(child: str, words: str = "I want to eat with the others.") -> uuid.UUID:
    """A goal of a child. Returns its id."""
    row = Goal(
        id=uuid.uuid4(),
        setting_id=cast.setting(),
        pupil_id=cast.pupil(child),
        area=Area.FRIENDS,
        own_words=words,
        team_words="Eats lunch at the table.",
        started_on=date(2026, 9, 1),
    )
    with db.work(SYSTEM, reason="a test") as session:
        session.add(row)
        return row.id
