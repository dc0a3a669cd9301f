"""Dates of the parent groups of the demo setting: read from portal/demo_setting/group_dates.yml."""

import uuid
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.orm import Session

from portal import clock
from portal.demo.groups import SINCE, group_id
from portal.demo.speaking import Cast
from portal.models import GroupComing, GroupDate, GroupDatePlace, GroupMember, TakesPart

FILE = Path(__file__).parent.parent / "demo_setting" / "group_dates.yml"
# They asked in their order, a minute after one another.
ASKED, BETWEEN = timedelta(days=14), timedelta(minutes=1)


def date_id(setting_id: uuid.UUID, name: str) -> uuid.UUID:
    """The id of a date of the file."""
    return uuid.uuid5(group_id(setting_id, "dates"), name)


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put the dates of the file into this setting, after its groups."""
    cast = Cast(session, setting_id)
    for written in yaml.safe_load(FILE.read_text(encoding="utf-8"))["dates"]:
        if session.get(GroupDate, date_id(setting_id, written["id"])) is None:
            _fill(cast, written)


def _fill(cast: Cast, written: dict[str, Any]) -> None:
    here, of = {"setting_id": cast.setting_id}, group_id(cast.setting_id, written["group"])
    one = date_id(cast.setting_id, written["id"])
    moved_from = _moment(written["moved_from"], written["starts"]) if "moved_from" in written else None
    date = GroupDate(
        id=one,
        group_id=of,
        starts_at=_moment(written["day"], written["starts"]),
        ends_at=_moment(written["day"], written["ends"]),
        places=written["places"],
        week=written.get("week"),
        for_id=cast.people[written["alone"]].id if "alone" in written else None,
        made_by_id=cast.people["joanna"].id,
        moved_from=moved_from,
        came=written.get("came"),
        version=2 if moved_from else 1,
        **here,
    )
    cast.session.add(date)
    cast.session.flush()
    where = {"place": written.get("place", ""), "link": written.get("link", "")}
    cast.session.add(GroupDatePlace(date_id=one, **where, **here))
    if "alone" in written:
        _let_belong(cast, of, written)
    wishes = [*((wish, True) for wish in written["comes"]), *((wish, False) for wish in written.get("waits", ()))]
    for number, (wish, has_place) in enumerate(wishes):
        asked = clock.now() - ASKED + number * BETWEEN
        cast.session.add(
            GroupComing(
                date_id=one,
                group_id=of,
                person_id=cast.people[wish["who"]].id,
                asked_at=asked,
                place_at=asked if has_place else None,
                brings_one=wish.get("brings", False),
                needs="\n".join(wish.get("needs", ())),
                client_id=uuid.uuid5(one, wish["who"]),
                **here,
            )
        )


def _let_belong(cast: Cast, of: uuid.UUID, written: dict[str, Any]) -> None:
    """Whoever is met alone belongs to the group, under a name they chose."""
    since, who = clock.now() - SINCE, cast.people[written["alone"]].id
    when = {"asked_at": since, "joined_at": since, "rules_read_at": since}
    facts = {"chosen_name": written["as"], "takes_part": TakesPart.TAKES_PART, "client_id": uuid.uuid5(of, "alone")}
    cast.session.add(GroupMember(group_id=of, person_id=who, setting_id=cast.setting_id, **when, **facts))


def _moment(day: int, at: str) -> datetime:
    on = clock.today() + timedelta(days=day)
    return datetime.combine(on, time.fromisoformat(at), clock.LONDON).astimezone(UTC)
