"""What drills of saving share: one person at one machine who opens a form, writes, and saves until it is taken."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Person, Pupil
from tests.support.html import Node, parse
from tests.web.steps.sending import filled
from tools.running import RunningPortal

SAVES = 60
# Somebody who is asked to put two texts together tries again; so often at most. Of eight who save
# at once one comes through: with 40 tries each, about two of 480 saves would give up (0.875 ** 40).
TRIES = 200


@dataclass
class Counted:
    """What one person at one machine met: what was taken, how often they were asked, and what a form had lost."""

    acknowledged: list[str] = field(default_factory=list)
    asked: int = 0
    lost_in_form: int = 0


def form_in(page: str) -> Node | None:
    """The form of a page; None where there is none ("We are busy for a moment", before anything was typed)."""
    return next(iter(parse(page).all("form", where=lambda node: node.has_ancestor("main"))), None)


def save(client: httpx.Client, address: str, mark: str, typed: Mapping[str, str], counted: Counted) -> None:
    """Open the form, type words that hold `mark`, send; put together what is asked, until it is taken."""
    page = client.get(address).text
    for _try in range(TRIES):
        form = form_in(page)
        if form is None:
            page = client.get(address).text
            continue
        answer = client.post(address, data={**filled(form), **typed})
        if answer.status_code == 302:
            counted.acknowledged.append(mark)
            return
        counted.asked += 1
        counted.lost_in_form += mark not in answer.text
        page = answer.text


def pupil_of(running: RunningPortal, slug: str) -> uuid.UUID:
    """The id of a pupil of the demo."""
    db.start(running.database_url)
    with db.work(SYSTEM, reason="a drill looks for a pupil") as session:
        row = sa.select(Pupil.id).join(Person, Person.id == Pupil.person_id).where(Person.external_id == slug)
        found = session.scalars(row).one()
    db.stop()
    return found


def totals(counted: list[Counted]) -> Counted:
    """Of everybody together."""
    marks = [mark for each in counted for mark in each.acknowledged]
    return Counted(marks, sum(each.asked for each in counted), sum(each.lost_in_form for each in counted))
