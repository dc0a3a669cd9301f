"""A child said that they are not safe. No page of anybody at home, and none of the child's own, is different by a byte.

Everyone walks everywhere their pages lead, at a clock that stands still: before, and after concerns of every cause were
raised, climbed, were opened, taken, written about and done. A later room's pages join by being linked to; of the rooms
of the way back and of the messages the test says that they did, and how many pages each had (`-s`).
"""

import re
import sys
import uuid
from collections import Counter
from datetime import timedelta
from itertools import zip_longest

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.access.sign_ins import find_viewer
from portal.access.viewer import Viewer
from portal.audit import record
from portal.audit.events import Event
from portal.database import SYSTEM, db
from portal.models import (
    Cause,
    CheckIn,
    CheckInReader,
    Concern,
    ConcernAbout,
    ConcernNotice,
    ConcernStep,
    Contribution,
    ContributionReader,
    FollowUp,
    Level,
    Message,
    OutboxItem,
    Person,
    Place,
    Presentation,
    Safe,
    SafetyAnswer,
    SectionKind,
    Sharing,
    Thread,
    Voice,
    WayBack,
    WayKind,
    WaySection,
)
from portal.safeguarding import Alarm, climb, moving, raise_concern
from tests import cast
from tests.support.crawl import visit
from tests.support.databases import KINDS
from tests.support.examples import EVERYTHING
from tests.support.house import House
from tests.support.portal import key_of

# By the child who raises it: who is at home, and with whom every check-in is shared; for Rohan with nobody.
HOMES = {"maya": ("leila", "dan"), "rohan": ("priya", "arjun")}
# Dan sees nothing of Maya, and so no plan of hers.
READS_PLAN = {"maya": ("leila",), "rohan": ("priya", "arjun")}
SHARES_WITH = {"maya": "leila", "rohan": None}
# Another family of the same setting, on SQLite; in `make drill` everybody at home, on both.
OTHERS = ("tomasz", "jakub", "joanna", "zofia", "grace", "tyler") if EVERYTHING else ("tomasz",)
# The rooms of the way back and of the messages, as their addresses begin: every one of the readers comes to these.
ROOMS = frozenset(("way", "agreeing", "part-time", "steps", "marks", "promises", "after", "messages", "notices"))
# Not everybody has a session soon, or news.
FOR_SOME = frozenset(("cant-come", "news"))
# What differs each time a page is drawn: tokens, numbers of forms and requests, a second more or less.
FLEETING = re.compile(
    r'value="[\w.-]{40,}"|(?<=name="client_id" value=")[0-9a-f-]{36}|\b[0-9a-f]{8}\b(?!-)'
    r'|nonce="[^"]*"|data-ends-in="\d+"'
)


def walked(house: House, slug: str) -> dict[str, tuple[int, str, str]]:
    """Every page by its address: status, where it leads, and its bytes without what is fleeting."""
    pages = visit(house.browser(slug)).pages
    return {
        address: (answer.status_code, answer.headers.get("Location", ""), FLEETING.sub("", answer.text))
        for address, answer in pages.items()
        if answer.mimetype.startswith("text/") or answer.mimetype in {"application/json", "text/calendar", ""}
    }


def rooms_in(pages: dict[str, tuple[int, str, str]]) -> Counter[str]:
    """How many pages of each of these rooms were drawn."""
    drawn = (address.split("/")[1].split("?")[0] for address, (status, _to, _text) in pages.items() if status == 200)
    return Counter(room for room in drawn if room in ROOMS | FOR_SOME)


def different_lines(before: tuple[int, str, str], after: tuple[int, str, str]) -> list[str]:
    """What differs between two answers, line by line; none when each byte is the same."""
    if before == after:
        return []
    lines = [[str(status), location, *text.splitlines()] for status, location, text in (before, after)]
    return [f"{one} | {two}" for one, two in zip_longest(*lines) if one != two] or ["the ends of lines"]


def nothing_was_raised_before(session: Session) -> None:
    for model in (ConcernStep, ConcernNotice, ConcernAbout, Concern):
        session.execute(sa.delete(model))


def a_week_of_check_ins(session: Session, child: str) -> None:
    """One a day, shared with home or with nobody there."""
    ids = {"setting_id": cast.setting(), "pupil_id": cast.pupil(child)}
    home = SHARES_WITH[child]
    for days in range(5):
        moment = clock.now() - timedelta(days=days)
        check_in = CheckIn(
            id=uuid.uuid4(),
            person_id=cast.person(child),
            presentation=Presentation.MIDDLE,
            how="ok",
            sharing=Sharing.TEAM_AND_HOME if home else Sharing.JUST_ME,
            client_id=uuid.uuid4(),
            begun_at=moment,
            finished_at=moment,
            **ids,
        )
        session.add(check_in)
        session.flush()
        if home:
            reader = session.get_one(Person, cast.person(home))
            session.add(CheckInReader(check_in_id=check_in.id, person_id=reader.id, shown_as=reader.first_name, **ids))


def the_plan(session: Session, child: str) -> uuid.UUID:
    """The plan that the child has from the first day; a short break is beside it."""
    plans = sa.select(WayBack.id).where(WayBack.placement_id == cast.placement(child))
    return session.scalars(plans.where(WayBack.kind != WayKind.SHORT_BREAK).order_by(WayBack.begun_on)).all()[0]


def their_thread(session: Session, child: str) -> Thread:
    """The thread of the child with the team."""
    mine = {"setting_id": cast.setting(), "pupil_id": cast.pupil(child), "person_id": cast.person(child)}
    thread = session.scalars(sa.select(Thread).filter_by(closed_at=None, **mine)).one_or_none()
    if thread is None:
        thread = Thread(id=uuid.uuid4(), **mine)
        session.add(thread)
    return thread


def what_was_said(session: Session, child: str) -> tuple[list[uuid.UUID], uuid.UUID]:
    """Words and an answer that are there either way; a concern may then be raised because of them.

    The words were said in a check-in, beside a part of the plan, which home reads there, in an answer to the plan, and
    in a message of their own.
    """
    ids = {"setting_id": cast.setting(), "pupil_id": cast.pupil(child), "person_id": cast.person(child)}
    said = {"voice": Voice.YOUNG, "words": "I want to run.", **ids}
    way = the_plan(session, child)
    helps = sa.select(WaySection.id).where(WaySection.way_id == way, WaySection.kind == SectionKind.HELPS)
    thread = their_thread(session, child)
    places = {
        Place.CHECK_IN: None,
        Place.WAY: session.scalars(helps).one(),
        Place.AGREEING: way,
        Place.MESSAGE: thread.id,
    }
    rows = [
        Contribution(id=uuid.uuid4(), place=place, about_id=about_id, client_id=uuid.uuid4(), **said)
        for place, about_id in places.items()
    ]
    answer = SafetyAnswer(id=uuid.uuid4(), answer=Safe.NO, where="at home", client_id=uuid.uuid4(), **ids)
    session.add_all((*rows, answer))
    session.flush()
    beside = {"contribution_id": rows[1].id, "setting_id": cast.setting(), "pupil_id": cast.pupil(child)}
    session.add(ContributionReader(person_id=cast.person(HOMES[child][0]), shown_as="Home", **beside))
    session.add(Message(thread_id=thread.id, contribution_id=rows[-1].id, **ids))
    return [row.id for row in rows], answer.id


def asked_how_it_goes(session: Session, child: str) -> None:
    """After a return the child, and everybody at home who sees the plan, have a question before them."""
    of = {"setting_id": cast.setting(), "pupil_id": cast.pupil(child), "way_id": the_plan(session, child)}
    session.execute(sa.delete(FollowUp).where(FollowUp.pupil_id == cast.pupil(child)))
    for slug in (child, *READS_PLAN[child]):
        voice = Voice.YOUNG if slug == child else Voice.HOME
        session.add(FollowUp(person_id=cast.person(slug), voice=voice, due_on=clock.today(), **of))


def viewer_of(key: str) -> Viewer:
    db.open_for("write")
    with db.elevated("who is it?") as session:
        viewer = find_viewer(session, key)
    assert viewer is not None
    db.narrow_to(viewer)
    return viewer


def raises_every_cause(child: str, key: str, words: list[uuid.UUID], answer: uuid.UUID) -> None:
    viewer = viewer_of(key)
    reasons = [(cause, words[0]) for cause in Cause] + [(Cause.WORDS, each) for each in words[1:]]
    for cause, said in reasons:
        raise_concern(
            Alarm(
                cast.pupil(child),
                Level.NOW if cause in {Cause.SAID_NO, Cause.HELP_BUTTON} else Level.TODAY,
                cause,
                uuid.uuid4(),
                contribution_id=said if cause is Cause.WORDS else None,
                safety_answer_id=answer if cause in {Cause.SAID_NO, Cause.NOT_SURE} else None,
                words="I want to run." if cause is Cause.WORDS else "",
            ),
            by=viewer,
        )
    db.keep()
    db.close()


def everything_is_done(key: str) -> None:
    """Every rung is told, and each concern goes through all its states."""
    with db.work(SYSTEM, reason="the worker climbs") as session:
        climb(session)
    by = viewer_of(key)
    with db.elevated("a lead goes through all of them") as session:
        for concern in session.scalars(sa.select(Concern)).all():
            moving.take(concern, by=by)
            for step in (moving.see_child, moving.act, moving.conclude, moving.tell_child):
                step(concern, "Words of the lead.", by=by)
            record(Event.CONCERNS_CONCERN_SHOWN, by=by, pupils=[concern.pupil_id], concern=concern.id)
    db.keep()
    db.close()


# Maya shares every day with her mother; Rohan never shares with anybody at home. Everybody's walks, four times over,
# are asked about each of them once; `make drill` asks about both on both.
CHILDREN = [(kind, child) for kind in KINDS for child in HOMES]
WALKED = CHILDREN if EVERYTHING else [("sqlite", "rohan"), ("postgresql", "maya")]


@pytest.mark.parametrize(("shared_house", "child"), WALKED, indirect=["shared_house"])
def test_no_page_of_home_or_of_the_child_is_different(house: House, child: str) -> None:
    with db.work(SYSTEM, reason="before") as session:
        nothing_was_raised_before(session)
        a_week_of_check_ins(session, child)
        asked_how_it_goes(session, child)
        words, answer = what_was_said(session, child)
    raiser, lead = key_of(child), key_of("byrne")
    walkers = (child, *HOMES[child], *(OTHERS if EVERYTHING or house.kind == "sqlite" else ()))
    for slug in walkers:
        walked(house, slug)  # what is noted as seen is noted by now
    before = {slug: walked(house, slug) for slug in walkers}
    raises_every_cause(child, raiser, words, answer)
    after = [(slug, walked(house, slug)) for slug in (child, HOMES[child][0])]
    everything_is_done(lead)
    after += [(slug, walked(house, slug)) for slug in walkers]
    assert sum(map(len, before.values())) > 100
    rooms = {slug: rooms_in(pages) for slug, pages in before.items()}
    sys.stdout.write("".join(f"\n{slug}: {dict(sorted(found.items()))}" for slug, found in rooms.items()) + "\n")
    readers = (child, *READS_PLAN[child])
    assert {slug: ROOMS - set(rooms[slug]) for slug in readers} == dict.fromkeys(readers, frozenset())
    assert set().union(*rooms.values()) >= FOR_SOME
    for slug, pages in after:
        assert pages.keys() == before[slug].keys(), slug
        for address, page in pages.items():
            assert different_lines(before[slug][address], page) == [], (slug, address)


@pytest.mark.parametrize(("shared_house", "child"), CHILDREN, indirect=["shared_house"])
def test_no_letter_goes_home(house: House, child: str) -> None:
    with db.work(SYSTEM, reason="before") as session:
        words, answer = what_was_said(session, child)
        before = set(session.scalars(sa.select(OutboxItem.id)))
    raises_every_cause(child, key_of(child), words, answer)
    everything_is_done(key_of("byrne"))
    staff = {cast.person(slug) for slug in cast.STAFF}
    with db.work(SYSTEM, reason="after") as session:
        rows = session.scalars(sa.select(OutboxItem).where(OutboxItem.id.not_in(before))).all()
        assert rows
        assert {row.person_id for row in rows} <= staff
