"""Meetings of a parent group, who comes, what was posted and what keeps people away, for tests."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from portal import clock
from portal.database import SYSTEM, db
from portal.models import (
    GroupBarrier,
    GroupComing,
    GroupDate,
    GroupFeedback,
    GroupHelps,
    GroupPost,
    HowItWas,
    PostKind,
    WhyNotYet,
)
from tests.cast import person, setting


def a_meeting(group_id: uuid.UUID, starts_at: datetime, **facts: Any) -> uuid.UUID:
    """Two hours with twelve places. Returns its id."""
    date_id = uuid.uuid4()
    when = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
    row = {"group_id": group_id, "places": 12, "made_by_id": person("joanna"), **when, **facts}
    _add(GroupDate(id=date_id, setting_id=setting(), **row))
    return date_id


def comes(
    slug: str,
    date_id: uuid.UUID,
    group_id: uuid.UUID,
    *,
    needs: Iterable[GroupHelps] = (),
    has_place: bool = True,
    **facts: Any,
) -> None:
    """Somebody has a place at a meeting, or waits for one."""
    who = {"date_id": date_id, "group_id": group_id, "person_id": person(slug), "client_id": uuid.uuid4()}
    how = {"needs": "\n".join(needs), "place_at": clock.now() if has_place else None}
    _add(GroupComing(setting_id=setting(), **who, **how, **facts))


def a_post(slug: str, group_id: uuid.UUID, **facts: Any) -> None:
    """Somebody wrote a post that nobody has read yet."""
    words = {"kind": PostKind.TOPIC, "shown_as": "Noor", "words": "Who has been there?", "client_id": uuid.uuid4()}
    row = {"due_at": clock.now() + timedelta(hours=24), **words, **facts}
    _add(GroupPost(setting_id=setting(), group_id=group_id, person_id=person(slug), **row))


def a_barrier(group_id: uuid.UUID, why: WhyNotYet, slug: str = "", **facts: Any) -> None:
    """Something keeps somebody from coming; with a name where they wish so."""
    who = {"person_id": person(slug) if slug else None, "client_id": uuid.uuid4()}
    _add(GroupBarrier(setting_id=setting(), group_id=group_id, why=why, **who, **facts))


def a_face(slug: str, date_id: uuid.UUID, group_id: uuid.UUID, face: HowItWas) -> None:
    """How somebody found a meeting."""
    of = {"date_id": date_id, "group_id": group_id, "person_id": person(slug), "client_id": uuid.uuid4()}
    _add(GroupFeedback(setting_id=setting(), face=face, **of))


def _add(row: Any) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.add(row)
