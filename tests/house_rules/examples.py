"""Which ids the access matrix asks for: of Maya's family, of Rohan's, and ids of nothing.

A new route appears in the matrix by itself. When it takes an id that stands here under no name, the matrix says so: add
a line to ARGUMENTS (and the row it names to `stock`). Two families, so that each person meets their own and another's.
"""

import uuid
from collections.abc import Callable
from datetime import time, timedelta

from sqlalchemy.orm import Session

from portal import clock
from portal.models import (
    Absence,
    Base,
    CallRequest,
    CantCome,
    Card,
    Cause,
    Channel,
    CheckIn,
    Concern,
    Contact,
    ContactChange,
    ContactReason,
    DeliveryTrouble,
    GoodTime,
    Level,
    OwnDevice,
    Passkey,
    Photo,
    Presentation,
    SessionChange,
    TimetableSession,
    Way,
    Whereabouts,
    WhyNot,
)
from tests import cast
from tests.house_rules import (
    agreements,
    group_rooms,
    marks,
    messages,
    part_times,
    plans,
    returns,
    steps,
    ways,
)
from tests.house_rules.example_rows import row

OWNERS = ("maya", "rohan")
KINDS = (*OWNERS, "none")
ADULTS = {"maya": "leila", "rohan": "priya"}
KEY_WORKERS = {"maya": "okoro", "rohan": "lewis"}


# "argument", or "endpoint argument" where one route means something else by it: the value for Maya's or Rohan's family.
ARGUMENTS: dict[str, Callable[[str], object]] = {
    "about_id": lambda owner: row("goal", owner),
    "agreement_id": lambda owner: row("agreement", owner),
    "ask_id": lambda owner: row("ask", owner),
    "absence_id": lambda owner: row("absence", owner),
    "cant_come_id": lambda owner: row("cannot come", owner),
    "call_id": lambda owner: row("call", owner),
    "staff_id": lambda owner: cast.person("patel"),
    "card_id": lambda owner: row("card", owner),
    "checkins.checkin_hold check_in_id": lambda owner: row("check-in", owner),
    "checkins.mine_one check_in_id": lambda owner: row("check-in", owner),
    "checkins.said_photo contribution_id": lambda owner: row("said", owner),
    "checkins.said_sound contribution_id": lambda owner: row("said", owner),
    "check_in_id": lambda owner: row("own check-in", owner),
    "concern_id": lambda owner: row("concern", owner),
    "contribution_id": lambda owner: row("note", owner),
    "device_id": lambda owner: row("device", owner),
    "follow_up_id": lambda owner: row("follow-up", owner),
    "goal_id": lambda owner: row("goal", owner),
    **group_rooms.ARGUMENTS,
    "mark_id": lambda owner: row("mark", owner),
    "message_id": lambda owner: row("message", owner),
    "messages.said_photo contribution_id": lambda owner: row("words of message", owner),
    "messages.said_sound contribution_id": lambda owner: row("words of message", owner),
    "news_id": lambda owner: row("news", owner),
    "part_time_id": lambda owner: row("part-time", owner),
    "passkey_id": lambda owner: row("passkey", owner),
    "people.card_issue person_id": cast.person,
    "people.contact_answer change_id": lambda owner: row("contact change", owner),
    "person_id": lambda owner: cast.person(ADULTS[owner]),
    "photo_id": lambda owner: row("photo", owner),
    "photos.photo_change person_id": lambda owner: cast.person(KEY_WORKERS[owner]),
    "photos.photo_remove person_id": lambda owner: cast.person(KEY_WORKERS[owner]),
    "promise_id": lambda owner: row("promise", owner),
    "proposal_id": lambda owner: row("proposal", owner),
    "pupil_id": cast.pupil,
    "relationship_id": lambda owner: cast.relationship(ADULTS[owner], owner),
    "resource_id": lambda owner: row("resource", owner),
    "review_id": lambda owner: row("review", owner),
    "session_id": lambda owner: row("session", owner),
    "line_id": lambda owner: row("line of the way", owner),
    "risk_id": lambda owner: row("risk", owner),
    "steps.answer_decide answer_id": lambda owner: row("step answer", owner),
    "step_id": lambda owner: row("step", owner),
    "trouble_id": lambda owner: row("trouble", owner),
    "warning_id": lambda owner: row("warning", owner),
    "thread_id": lambda owner: row("thread", owner),
    "timetable.change_see change_id": lambda owner: row("session change", owner),
    "way.people_edit section_id": lambda owner: row("people of the way", owner),
    "way.risk_new section_id": lambda owner: row("risks of the way", owner),
    "way.said_photo contribution_id": lambda owner: row("words of the way", owner),
    "way.said_sound contribution_id": lambda owner: row("words of the way", owner),
    "section_id": lambda owner: row("section", owner),
    "way_id": lambda owner: row("way", owner),
}

# Values that belong to nobody: they only have to be well-formed.
FIXED: dict[str, object] = {
    # The Tuesday of the tests.
    "on": "2026-11-24",
    "about": "goal",
    "of": "en",
    "act": "hold",
    "asked": "how",
    "back": "home",
    "card": "helps",
    "choice": "start_time",
    "kind": "can_i_ask",
    "question": "want",
    "revision": 1,
    "slug": "leila",
    "token": "no-such-token-but-long-enough-to-be-one-0123",
    "topic": "behaviour",
    "wanted": "show",
    "weeks": 12,
    "way": "words",
    "which": "this",
}

NOBODYS: dict[str, object] = {
    "slug": "nobody",
    "token": "another-token-that-is-not-there-0123456789",
    "topic": "values",
}


def stock(session: Session) -> None:
    """Put the example rows into the database: one of each kind for each of the two families."""
    session.add(plans.policy())
    for owner in OWNERS:
        session.add_all(_keys(owner))
        session.add(_photo(owner))
        session.add(_lesson(owner))
        session.add(_check_in(owner))
        session.add(_absence(owner))
        session.flush()
        session.add_all(_what_happened(owner))
        plans.stock(session, owner)
        plans.check_in(session, owner)
        marks.stock(session, owner)
        messages.stock(session, owner, ADULTS[owner])
        messages.stock_news(session, owner, ADULTS[owner], KEY_WORKERS[owner])
        group_rooms.stock(session, owner, ADULTS[owner])
        ways.stock(session, owner)
        steps.stock(session, owner)
        part_times.stock(session, owner)
        agreements.stock(session, owner)
        ids = {what: row(what, owner) for what in ("follow-up", "warning")}
        returns.stock(session, ids, owner, ADULTS[owner], KEY_WORKERS[owner])


def _keys(owner: str) -> list[Base]:
    adult, later = (
        {"setting_id": cast.setting(), "person_id": cast.person(ADULTS[owner])},
        clock.now() + timedelta(days=30),
    )
    return [
        OwnDevice(id=row("device", owner), key_hash=f"device {owner}", ends_at=later, **adult),
        Passkey(id=row("passkey", owner), credential_id=owner.encode(), public_key=b"", sign_count=0, **adult),
        Card(
            id=row("card", owner),
            setting_id=cast.setting(),
            person_id=cast.person(owner),
            number=1,
            secret_hash=f"secret {owner}",
            code_hash=f"code {owner}",
            pin_hash="",
            ends_on=later,
        ),
    ]


def _absence(owner: str) -> Absence:
    later = clock.today() + timedelta(days=30)
    whose = cast.person(KEY_WORKERS[owner])
    return Absence(id=row("absence", owner), setting_id=cast.setting(), person_id=whose, from_on=later, until_on=later)


def _photo(owner: str) -> Photo:
    whose = cast.person(KEY_WORKERS[owner])
    return Photo(
        id=row("photo", owner),
        setting_id=cast.setting(),
        person_id=whose,
        uploaded_by_id=cast.person("patel"),
        content=b"a photo",
        width=1,
        height=1,
    )


def _check_in(owner: str) -> CheckIn:
    about = {"setting_id": cast.setting(), "pupil_id": cast.pupil(owner), "person_id": cast.person(owner)}
    presentation, number = Presentation.MIDDLE, row("own check-in form", owner)
    return CheckIn(id=row("own check-in", owner), presentation=presentation, client_id=number, **about)


def _lesson(owner: str) -> TimetableSession:
    return TimetableSession(
        id=row("session", owner),
        setting_id=cast.setting(),
        pupil_id=cast.pupil(owner),
        weekday=1,
        starts=time(11),
        ends=time(12),
        from_on=cast.SINCE,
        subject="English",
        way=Way.OUR_PLACE,
        staff_id=cast.person("anna"),
        site_id=cast.site(),
    )


def _what_happened(owner: str) -> list[Base]:
    about = {"setting_id": cast.setting(), "pupil_id": cast.pupil(owner)}
    return [
        SessionChange(id=row("session change", owner), session_id=row("session", owner), on=clock.today(), **about),
        ContactChange(
            id=row("contact change", owner),
            relationship_id=cast.relationship(ADULTS[owner], owner),
            before=Contact.OPEN,
            after=Contact.LIMITED,
            reason=ContactReason.COURT_ORDER,
            asked_by_id=cast.person(KEY_WORKERS[owner]),
            **about,
        ),
        CantCome(
            id=row("cannot come", owner),
            person_id=cast.person(ADULTS[owner]),
            session_id=row("session", owner),
            on=clock.today(),
            why=WhyNot.TOO_HARD,
            client_id=row("form of cannot come", owner),
            **about,
        ),
        DeliveryTrouble(
            id=row("trouble", owner),
            setting_id=cast.setting(),
            person_id=cast.person(ADULTS[owner]),
            channel=Channel.SMS,
        ),
        CallRequest(
            id=row("call", owner),
            person_id=cast.person(ADULTS[owner]),
            for_id=cast.person(KEY_WORKERS[owner]),
            page="home.today",
            good_time=GoodTime.ANY,
            client_id=row("client", owner),
            **about,
        ),
        Concern(
            id=row("concern", owner),
            person_id=cast.person(owner),
            level=Level.NOW,
            cause=Cause.SAID_NO,
            whereabouts=Whereabouts.OUR_PLACE,
            client_id=row("concern form", owner),
            opened_at=clock.now(),
            **about,
        ),
    ]


def value(endpoint: str, argument: str, kind: str) -> object:
    """What to ask for. KeyError, with a sentence, when nobody has said."""
    if argument in FIXED:
        return NOBODYS.get(argument, FIXED[argument]) if kind == "none" else FIXED[argument]
    known = ARGUMENTS.get(f"{endpoint} {argument}") or ARGUMENTS.get(argument)
    if known is None:
        raise KeyError(
            f"{endpoint} takes “{argument}”; say in tests/house_rules/examples.py which rows it may be asked for."
        )
    return uuid.uuid5(cast.NAMESPACE, f"nothing {argument}") if kind == "none" else known(kind)
