"""Threads and what stands in them, and who is away and works when, for tests that are about something else."""

import uuid
from datetime import date, time
from typing import Any

import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Absence, Message, ReplyPromise, Thread, WorkingTime
from tests.cast import person, pupil, setting
from tests.support.client import Browser


def opens(browser: Browser, child: str) -> str:
    """Somebody of a family opens their thread about a child. Returns the path of the thread."""
    sent = browser.sends("/messages/", to=f"/messages/open/{pupil(child)}")
    assert sent.status_code == 302, sent.status_code
    return sent.headers["Location"].removesuffix("/write")


def writes(browser: Browser, child: str, words: str = "Is there art on Friday?", **fields: Any) -> str:
    """Somebody of a family writes about a child. Returns the path of the thread."""
    path = opens(browser, child)
    assert browser.sends(f"{path}/write", words=words, **fields).status_code == 302
    return path


def a_thread(slug: str, child: str) -> uuid.UUID:
    """An open thread of somebody about a child. Returns its id."""
    thread_id = uuid.uuid4()
    _add(Thread(id=thread_id, setting_id=setting(), pupil_id=pupil(child), person_id=person(slug)))
    return thread_id


def is_away(slug: str, from_on: date, until_on: date, cover: str = "") -> None:
    """A member of staff is away, and somebody covers, if anybody does."""
    of = {"setting_id": setting(), "person_id": person(slug), "from_on": from_on, "until_on": until_on}
    _add(Absence(**of, cover_id=person(cover) if cover else None))


def works(slug: str, weekdays: range, starts: time = time(8, 30), ends: time = time(16)) -> None:
    """A member of staff works on these weekdays; 0 is Monday."""
    of = {"setting_id": setting(), "person_id": person(slug), "starts": starts, "ends": ends}
    for weekday in weekdays:
        _add(WorkingTime(**of, weekday=weekday))


def promises() -> list[ReplyPromise]:
    """Every promise of a reply, the first made first."""
    with db.work(SYSTEM, reason="a test") as session:
        found = list(session.scalars(sa.select(ReplyPromise).order_by(ReplyPromise.made_at)))
        session.expunge_all()
    return found


def messages() -> list[Message]:
    """Every message, the first sent first."""
    with db.work(SYSTEM, reason="a test") as session:
        found = list(session.scalars(sa.select(Message).order_by(Message.sent_at)))
        session.expunge_all()
    return found


def _add(row: Any) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.add(row)
