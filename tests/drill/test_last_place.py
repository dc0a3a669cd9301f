"""Twelve machines take the last places of a date at once over HTTP: given are exactly those there are, at every moment.

Four carers at several machines each come and go at a date with two places, again and again. At no moment may more than
two places be given; at the end, when everybody came, two have one and the others wait in turn.
"""

import random
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import sqlalchemy as sa

from portal import clock
from portal.database import SYSTEM, db
from portal.grouping.coming import wish_of
from portal.grouping.places import who_gets_a_place
from portal.models import GroupComing, GroupDate, GroupDatePlace, GroupMember, Person
from tests.drill.saving import form_in
from tools.running import RunningPortal

# Who always brings somebody: two places.
BRINGS = "grace"
WHO, MACHINES, ROUNDS, PLACES = ("leila", "priya", "tomasz", "grace"), 3, 8, 2


def a_date(running: RunningPortal) -> uuid.UUID:
    """A date with two places, in the first group of the demo, to which all of them belong then."""
    db.start(running.database_url)
    with db.work(SYSTEM, reason="a drill makes a date") as session:
        named = sa.select(GroupMember).join(Person, Person.id == GroupMember.person_id)
        one = session.scalars(named.where(Person.external_id == "leila")).first()
        assert one is not None
        of = {"setting_id": one.setting_id, "group_id": one.group_id}
        here = set(session.scalars(sa.select(GroupMember.person_id).where(GroupMember.group_id == one.group_id)))
        for person in session.scalars(sa.select(Person).where(Person.external_id.in_(WHO), Person.id.not_in(here))):
            name = {"chosen_name": f"Friend {person.id}", "client_id": uuid.uuid4(), "joined_at": clock.now()}
            session.add(GroupMember(person_id=person.id, **name, **of))
        date_id, starts = uuid.uuid4(), clock.now() + timedelta(days=30)
        when = {"starts_at": starts, "ends_at": starts + timedelta(hours=1)}
        session.add(GroupDate(id=date_id, places=PLACES, made_by_id=one.person_id, **when, **of))
        session.flush()
        session.add(GroupDatePlace(date_id=date_id, setting_id=one.setting_id, place="The hall"))
    db.stop()
    return date_id


def comes_and_goes(running: RunningPortal, slug: str, seed: int, date_id: uuid.UUID) -> list[int]:
    """One person at one machine: come, and go again; at last come. The answers."""
    chance, answers = random.Random(seed), []
    with httpx.Client(base_url=running.url, timeout=120) as client:
        client.post(f"/demo/{slug}")
        address = f"/groups/dates/{date_id}"
        for number in range(ROUNDS):
            form = form_in(client.get(f"{address}/come").text)
            if form is None:
                continue
            values = form.hidden_values()
            brings = {"brings_one": "y"} if slug == BRINGS else {}
            answers.append(client.post(f"{address}/come", data={**values, **brings}).status_code)
            if number < ROUNDS - 1 and chance.random() < 0.6:
                token = {"csrf_token": values["csrf_token"]}
                answers.append(client.post(f"{address}/cannot", data=token).status_code)
    return answers


def test_as_many_places_are_given_as_there_are(running: RunningPortal, figure: Callable[[str], None]) -> None:
    date_id = a_date(running)
    people = [(slug, machine) for slug in WHO for machine in range(MACHINES)]
    with ThreadPoolExecutor(len(people)) as pool:
        work = [
            pool.submit(comes_and_goes, running, slug, seed, date_id) for seed, (slug, _machine) in enumerate(people)
        ]
        answers = [answer for each in work for answer in each.result()]
    db.start(running.database_url)
    with db.work(SYSTEM, reason="a drill counts the places") as session:
        rows = session.scalars(sa.select(GroupComing).where(GroupComing.date_id == date_id)).all()
        wishes, here = [wish_of(row) for row in rows], [row.person_id for row in rows if row.cancelled_at is None]
        held = [(row.place_at, row.cancelled_at, 2 if row.brings_one else 1) for row in rows if row.place_at]
    db.stop()
    most = max(
        sum(size for at, until, size in held if at <= moment < (until or clock.now())) for moment, *_rest in held
    )
    given = sum(wish.size for wish in wishes if wish.holds_place)
    broken = [answer for answer in answers if answer >= 500]
    figure(
        f"{running.database_url.split(':', 1)[0]}: {len(answers)} taps by {len(people)} machines, {len(rows)} wishes; "
        f"places {PLACES}, most given at once {most}, given at the end {given}, broken answers {len(broken)}"
    )
    assert broken == []
    assert most <= PLACES
    assert given <= PLACES
    assert who_gets_a_place(PLACES, wishes) == []
    assert len(here) == len(set(here)) == len(WHO)
