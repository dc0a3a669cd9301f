"""Parent groups with many in them: members, what they wrote, meetings, who comes, and what they said afterwards."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

import sqlalchemy as sa

from portal import clock
from portal.database import SYSTEM, db, learn_sizes
from portal.models import (
    GroupApart,
    GroupBarrier,
    GroupComing,
    GroupDate,
    GroupFeedback,
    GroupMember,
    GroupNote,
    GroupPost,
    GroupReport,
    GroupResource,
    GroupResourceWords,
    GroupTopic,
    HowItWas,
    Person,
    PostKind,
    ReadAs,
    ResourceKind,
    TakesPart,
    WhyApart,
    WhyNotYet,
)
from tests.cast import person, setting

# A setting keeps no more pairs than this apart.
KEPT_APART = 20
_numbers = count()


@dataclass
class _Rows:
    """What is to be added, by table, at one moment."""

    now: datetime = field(default_factory=clock.now)
    of: dict[type, list[dict[str, object]]] = field(default_factory=dict)

    def add(self, model: type, **facts: object) -> uuid.UUID:
        row_id = uuid.uuid4()
        self.of.setdefault(model, []).append({"id": row_id, "setting_id": setting(), **facts})
        return row_id

    def person(self) -> uuid.UUID:
        return self.add(Person, first_name=f"Lou{next(_numbers)}", last_name="Test", is_staff=False)

    def member(self, someone: uuid.UUID, group: uuid.UUID, *, has_joined: bool = True) -> dict[str, object]:
        """Somebody belongs to a group, or asked to; what a post of theirs says of them."""
        when = {"asked_at": self.now, **dict.fromkeys(("joined_at", "rules_read_at"), self.now if has_joined else None)}
        of, name = {"group_id": group, "person_id": someone}, f"Bird {next(_numbers)}"
        takes = {"chosen_name": name, "takes_part": TakesPart.TAKES_PART, "client_id": uuid.uuid4()}
        return {**of, "shown_as": name, "member_id": self.add(GroupMember, **of, **takes, **when)}

    def post(self, who: dict[str, object], kind: PostKind, *, is_read: bool = True, **facts: object) -> uuid.UUID:
        read = (self.now, ReadAs.SHOWN, person("joanna")) if is_read else (None, None, None)
        said = {"title": "A talk", "words": "We walk.", "client_id": uuid.uuid4(), "topic_id": None}
        when = {"sent_at": self.now, "due_at": self.now + timedelta(hours=24)}
        read_by = dict(zip(("read_at", "read_as", "read_by_id"), read, strict=True))
        return self.add(GroupPost, kind=kind, **{**who, **said, **when, **read_by, **facts})


def more_in_groups(many: int, *, groups: list[uuid.UUID], date: uuid.UUID, topic: uuid.UUID) -> None:
    """`many` people more in each of these groups, with what they wrote and meetings they come to; as many who asked to
    join the first group and come to its `date`, who answered the `topic` of the second, and as many things on the
    shelf."""
    rows = _Rows()
    for number in range(many):
        someone, asks = rows.person(), rows.person()
        for group in groups:
            who = rows.member(someone, group)
            _talk(rows, who)
            _meetings(rows, who, timedelta(days=1 + number))
        rows.post({**who, "group_id": groups[1], "member_id": None}, PostKind.REPLY, topic_id=topic)
        place_at = rows.now if number < 2 else None
        comes = {"client_id": uuid.uuid4(), "place_at": place_at}
        rows.add(GroupComing, group_id=groups[0], date_id=date, person_id=someone, **comes)
        rows.member(asks, groups[0], has_joined=False)
        if number < KEPT_APART:
            first, second = sorted((someone, asks))
            by = {"by_id": person("byrne"), "since": rows.now}
            rows.add(GroupApart, person_id=first, other_id=second, why=WhyApart.OTHER, **by)
        made = {"by_id": person("joanna"), "client_id": uuid.uuid4(), "kind": ResourceKind.PAGE}
        thing = rows.add(GroupResource, topic=GroupTopic.COMPANY, **made)
        rows.add(GroupResourceWords, resource_id=thing, language="en", title="When it gets loud", words="Stop.")
    with db.work(SYSTEM, reason="a drill") as session:
        for model in sorted(rows.of, key=_order):
            session.execute(sa.insert(model), rows.of[model])
        learn_sizes(session)  # as after an import


def _talk(rows: _Rows, who: dict[str, object]) -> None:
    """A talk that shows and is reported, one that waits, what helped; a reason not to come, and a note."""
    group, number = who["group_id"], {"client_id": uuid.uuid4()}
    shown = rows.post(who, PostKind.TOPIC)
    rows.post(who, PostKind.TOPIC, is_read=False)
    rows.post(who, PostKind.HELPED)
    rows.add(GroupReport, post_id=shown, person_id=person("priya"), group_id=group, reported_at=rows.now)
    rows.add(GroupBarrier, group_id=group, why=WhyNotYet.WORK, person_id=who["person_id"], **number)
    rows.add(GroupNote, group_id=group, by_id=person("joanna"), words="Tea was warm.", **number)


def _meetings(rows: _Rows, who: dict[str, object], day: timedelta) -> None:
    """They come in so many days, and came so many days ago."""
    of = {"group_id": who["group_id"], "person_id": who["person_id"]}
    for begins in (rows.now + day, rows.now - day):
        when = {"starts_at": begins, "ends_at": begins + timedelta(hours=1), "places": 20}
        meeting = rows.add(GroupDate, group_id=who["group_id"], made_by_id=person("joanna"), **when)
        rows.add(GroupComing, date_id=meeting, client_id=uuid.uuid4(), place_at=rows.now, **of)
        if begins < rows.now:
            rows.add(GroupFeedback, date_id=meeting, client_id=uuid.uuid4(), face=HowItWas.GOOD, **of)


def _order(model: type) -> int:
    tables = model.metadata.sorted_tables  # type: ignore[attr-defined]
    return int(tables.index(model.__table__))  # type: ignore[attr-defined]
