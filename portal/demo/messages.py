"""Messages and contacts of the demo setting: read from portal/demo_setting/messages.yml, with days about this week.

What is written passes portal.heard as everybody's words do; what waits at the end has its promise of a reply.
"""

import uuid
from datetime import datetime, time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from portal.demo.speaking import Cast, day, moment
from portal.heard import Saying, say
from portal.messaging.keeping import promise_reply
from portal.messaging.phrase_book import Phrase
from portal.models import ContactWay, FamilyContact, HowKept, Message, Place, ReplyPromise, Thread, Tone, WorkingTime

FILE = Path(__file__).parent.parent / "demo_setting" / "messages.yml"
# Ids follow from the place in the file, so that filling a second time adds nothing.
NAMESPACE = uuid.UUID("3c5f6b0a-2a53-4b8e-9a42-5f0e7a2d9b11")


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put the working times and the threads of the file into this setting; for who is not there, nothing."""
    cast, written = Cast(session, setting_id), yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for slug, times in written["works"].items():
        if slug in cast.people:
            _work(cast, slug, times)
    for number, thread in enumerate(written["threads"]):
        if thread["who"] in cast.people and thread["about"] in cast.pupils:
            _fill(cast, uuid.uuid5(NAMESPACE, f"{setting_id} {number}"), thread)
    for number, one in enumerate(written["contacts"]):
        if {one["by"], one["who"]} <= cast.people.keys() and one["about"] in cast.pupils:
            _touch(cast, uuid.uuid5(NAMESPACE, f"{setting_id} contact {number}"), one)


def _work(cast: Cast, slug: str, times: dict[str, Any]) -> None:
    person_id = cast.people[slug].id
    known = sa.select(WorkingTime.id).where(WorkingTime.person_id == person_id)
    if cast.session.scalar(known.limit(1)) is not None:
        return
    hours = {"starts": time.fromisoformat(times["from"]), "ends": time.fromisoformat(times["until"])}
    cast.session.add_all(
        WorkingTime(setting_id=cast.setting_id, person_id=person_id, weekday=weekday, **hours)
        for weekday in times["days"]
    )


def _fill(cast: Cast, thread_id: uuid.UUID, written: dict[str, Any]) -> None:
    if cast.session.get(Thread, thread_id) is not None:
        return
    pupil_id, whose = cast.pupils[written["about"]], cast.people[written["who"]].id
    of = {"setting_id": cast.setting_id, "pupil_id": pupil_id}
    first = written["said"][0]
    opened = moment(day(first["day"]), time.fromisoformat(first["at"]))
    cast.session.add(Thread(id=thread_id, person_id=whose, opened_at=opened, **of))
    cast.session.flush()
    waits: ReplyPromise | None = None
    for number, one in enumerate(written["said"]):
        sent_at = moment(day(one["day"]), time.fromisoformat(one["at"]))
        message = _say(cast, thread_id, pupil_id, uuid.uuid5(thread_id, str(number)), one, sent_at)
        if message.person_id == whose and waits is None:
            waits = promise_reply(cast.session.get_one(Thread, thread_id), message)
        elif message.person_id != whose and waits is not None and not message.is_good:
            waits.kept_at, waits.kept_by_id, waits.how_kept = sent_at, message.person_id, HowKept.ANSWERED
            waits = None


def _touch(cast: Cast, number: uuid.UUID, one: dict[str, Any]) -> None:
    known = sa.select(FamilyContact.id).where(FamilyContact.client_id == number)
    if cast.session.scalar(known) is not None:
        return
    row = FamilyContact(
        setting_id=cast.setting_id,
        pupil_id=cast.pupils[one["about"]],
        person_id=cast.people[one["who"]].id,
        by_id=cast.people[one["by"]].id,
        way=ContactWay(one["way"]),
        tone=Tone(one["tone"]),
        note=one["note"],
        was_read_back=one.get("read_back", False),
        client_id=number,
        at=moment(day(one["day"]), time.fromisoformat(one["at"])),
    )
    cast.session.add(row)


def _say(
    cast: Cast, thread_id: uuid.UUID, pupil_id: uuid.UUID, number: uuid.UUID, one: dict[str, Any], sent_at: datetime
) -> Message:
    viewer = cast.viewer(one["by"])
    topic = Phrase(one["phrase"]).value if "phrase" in one else ""
    saying = Saying(pupil_id, Place.MESSAGE, number, words=one.get("words", ""), about_id=thread_id, topic=topic)
    said = say(saying, by=viewer)
    said.said_at = sent_at
    message = Message(
        setting_id=cast.setting_id,
        pupil_id=pupil_id,
        thread_id=thread_id,
        person_id=viewer.person_id,
        contribution_id=said.id,
        is_good=one.get("good", False),
        sent_at=sent_at,
    )
    cast.session.add(message)
    cast.session.flush()
    return message
