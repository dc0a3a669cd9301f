"""Parent groups of the demo setting: read from portal/demo_setting/groups.yml."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.orm import Session

from portal import clock
from portal.access.policy import Role
from portal.demo.speaking import Cast
from portal.models import (
    Group,
    GroupApart,
    GroupHello,
    GroupHelp,
    GroupHelps,
    GroupKind,
    GroupLeader,
    GroupMember,
    GroupTopic,
    GroupWords,
    LeaderKind,
    RoleHolding,
    TakesPart,
    WhyApart,
)
from portal.sounds import kind_of

FILE = Path(__file__).parent.parent / "demo_setting" / "groups.yml"
SOUNDS = FILE.parent / "sound"
# Ids follow from the name in the file, so that filling a second time adds nothing.
NAMESPACE = uuid.UUID("6f0a4b56-1d63-4a1c-8b7a-0c6c2f1f9d31")
SINCE = timedelta(weeks=6)


def group_id(setting_id: uuid.UUID, name: str) -> uuid.UUID:
    """The id of a group of the file."""
    return uuid.uuid5(NAMESPACE, f"{setting_id} {name}")


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put the groups of the file into this setting; for who is not there, nothing."""
    cast, written = Cast(session, setting_id), yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for group in written["groups"]:
        if session.get(Group, group_id(setting_id, group["id"])) is None:
            _fill(cast, group)
    for pair in written["apart"]:
        _keep_apart(cast, pair)


def _fill(cast: Cast, written: dict[str, Any]) -> None:
    here = {"setting_id": cast.setting_id}
    of = {**here, "group_id": group_id(cast.setting_id, written["id"])}
    since = clock.now() - SINCE
    kind, topic = GroupKind(written["kind"]), GroupTopic(written["topic"])
    made = {"made_at": since, "made_by_id": cast.people["patel"].id, "weeks": written.get("weeks")}
    cast.session.add(Group(id=of["group_id"], kind=kind, topic=topic, **made, **here))
    cast.session.flush()
    cast.session.add_all(GroupWords(language=language, **words, **of) for language, words in written["words"].items())
    cast.session.add_all(GroupHelp(what=GroupHelps(what), **of) for what in written["helps"])
    spoken = ({"what": GroupHelps.INTERPRETER, "language": language} for language in written["interpreters"])
    cast.session.add_all(GroupHelp(**one, **of) for one in spoken)
    for runs in written["runs"]:
        _let_run(cast, runs, of)
    for member in written["members"]:
        _add_member(cast, member, of, has_joined=True)
    for member in written.get("asked", ()):
        _add_member(cast, member, of, has_joined=False)


def _let_run(cast: Cast, written: dict[str, Any], of: dict[str, Any]) -> None:
    person_id, kind = cast.people[written["who"]].id, LeaderKind(written["kind"])
    from_on = clock.today() - SINCE
    leader = GroupLeader(person_id=person_id, kind=kind, shown_as=written["as"], from_on=from_on, **of)
    cast.session.add(leader)
    cast.session.flush()
    if "hello" in written:
        voice = (SOUNDS / written["hello"]).read_bytes()
        hello = GroupHello(setting_id=cast.setting_id, leader_id=leader.id, content=voice, kind=kind_of(voice))
        cast.session.add(hello)
    if kind is LeaderKind.PEER:
        cast.session.add(RoleHolding(setting_id=cast.setting_id, person_id=person_id, role=Role.PEER_FACILITATOR))


def _add_member(cast: Cast, written: dict[str, Any], of: dict[str, Any], *, has_joined: bool) -> None:
    asked = clock.now() - (SINCE if has_joined else timedelta(days=1))
    cast.session.add(
        GroupMember(
            person_id=cast.people[written["who"]].id,
            chosen_name=written["as"],
            takes_part=TakesPart(written["takes_part"]),
            client_id=uuid.uuid5(of["group_id"], written["who"]),
            asked_at=asked,
            joined_at=asked + timedelta(days=1) if has_joined else None,
            rules_read_at=asked + timedelta(days=2) if has_joined else None,
            **of,
        )
    )


def _keep_apart(cast: Cast, written: dict[str, Any]) -> None:
    first, second = sorted((cast.people[written["who"]].id, cast.people[written["other"]].id))
    row_id = uuid.uuid5(NAMESPACE, f"{first} {second}")
    if cast.session.get(GroupApart, row_id) is not None:
        return
    facts = {"why": WhyApart(written["why"]), "words": written["words"], "by_id": cast.people[written["by"]].id}
    row = GroupApart(id=row_id, setting_id=cast.setting_id, person_id=first, other_id=second, **facts)
    cast.session.add(row)
