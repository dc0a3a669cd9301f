"""How people of the demo want to hear, who cannot come, where nothing arrives (portal/demo_setting/reaching.yml)."""

import uuid
from datetime import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from portal.demo.speaking import Cast, day, moment
from portal.heard import Saying, say
from portal.models import (
    CantCome,
    Channel,
    DeliveryTrouble,
    HowOften,
    NoticeChoice,
    Place,
    TimetableSession,
    WhyNot,
)

FILE = Path(__file__).parent.parent / "demo_setting" / "reaching.yml"
EARLY = time(8, 10)
# Ids follow from the place in the file, so that filling a second time adds nothing.
NAMESPACE = uuid.UUID("b7a9d7de-2a55-4b1b-9a5e-52f0a4c0c9f1")


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put what stands in the file into this setting; for somebody who is not there, nothing."""
    cast, written = Cast(session, setting_id), yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for slug, choice in written["choices"].items():
        if slug in cast.people:
            _choose(cast, slug, choice)
    for number, said in enumerate(written["cannot_come"]):
        if said["pupil"] in cast.pupils:
            _cannot_come(cast, uuid.uuid5(NAMESPACE, f"{setting_id} cannot come {number}"), said)
    for number, one in enumerate(written["nothing_arrives"]):
        if one["person"] in cast.people:
            _trouble(cast, uuid.uuid5(NAMESPACE, f"{setting_id} nothing arrives {number}"), one)


def _choose(cast: Cast, slug: str, choice: dict[str, Any]) -> None:
    number = uuid.uuid5(NAMESPACE, f"{cast.setting_id} choice {slug}")
    if cast.session.get(NoticeChoice, number) is not None:
        return
    quiet_from, quiet_until = (time.fromisoformat(one) for one in choice["quiet"])
    cast.session.add(
        NoticeChoice(
            id=number,
            setting_id=cast.setting_id,
            person_id=cast.people[slug].id,
            channel=Channel(choice["channel"]),
            how_often=HowOften(choice["how_often"]),
            quiet_from=quiet_from,
            quiet_until=quiet_until,
        )
    )


def _cannot_come(cast: Cast, number: uuid.UUID, said: dict[str, Any]) -> None:
    if cast.session.get(CantCome, number) is not None:
        return
    pupil_id, on = cast.pupils[said["pupil"]], day(said["day"])
    lessons = sa.select(TimetableSession.id).where(
        TimetableSession.pupil_id == pupil_id, TimetableSession.external_id == said["session"]
    )
    at, seen_by = moment(on, EARLY), said.get("seen_by")
    cast.session.add(
        CantCome(
            id=number,
            setting_id=cast.setting_id,
            pupil_id=pupil_id,
            person_id=cast.people[said["who"]].id,
            session_id=cast.session.scalars(lessons).one(),
            on=on,
            why=WhyNot(said["why"]),
            client_id=number,
            said_at=at,
            seen_at=at if seen_by else None,
            seen_by_id=cast.people[seen_by].id if seen_by else None,
        )
    )
    cast.session.flush()
    if "words" in said:
        saying = Saying(pupil_id, Place.CANT_COME, uuid.uuid5(number, "words"), words=said["words"], about_id=number)
        say(saying, by=cast.viewer(said["who"])).said_at = at


def _trouble(cast: Cast, number: uuid.UUID, one: dict[str, Any]) -> None:
    if cast.session.get(DeliveryTrouble, number) is not None:
        return
    cast.session.add(
        DeliveryTrouble(
            id=number,
            setting_id=cast.setting_id,
            person_id=cast.people[one["person"]].id,
            channel=Channel(one["channel"]),
            noticed_at=moment(day(one["day"]), EARLY),
        )
    )
