"""Example rows for the access matrix: a group that Joanna runs for each family; the adult of the example is in it."""

from collections.abc import Callable
from functools import partial

from sqlalchemy.orm import Session

from portal import clock
from portal.models import (
    Group,
    GroupApart,
    GroupHello,
    GroupKind,
    GroupLeader,
    GroupMember,
    GroupTopic,
    GroupWords,
    LeaderKind,
    WhyApart,
)
from tests import cast
from tests.house_rules.example_rows import row

# The example row that an argument of a route of these rooms means.
_MEANS = {
    "group": (
        "group_show join leave rules_read barrier_say invite invite_card invite_put_away setup_change setup_close "
        "setup_runs",
        "group_id",
    ),
    "leader": ("hello_sound setup_runs_end", "leader_id"),
    "member": ("let_in apart_take_out", "member_id"),
    "pair": ("apart_end", "pair_id"),
}
ARGUMENTS: dict[str, Callable[[str], object]] = {
    f"groups.{name} {argument}": partial(row, what)
    for what, (names, argument) in _MEANS.items()
    for name in names.split()
}


def stock(session: Session, owner: str, adult: str) -> None:
    """A group with words, somebody who runs it and says hello, the adult in it; and two others who are kept apart."""
    here, group, now = {"setting_id": cast.setting()}, row("group", owner), clock.now()
    made = {"kind": GroupKind.GROUP, "topic": GroupTopic.COMPANY, "made_at": now, "made_by_id": cast.person("patel")}
    session.add(Group(id=group, **made, **here))
    session.flush()
    of = {"group_id": group, **here}
    session.add(GroupWords(language="en", name="Tea", about="Come and sit.", **of))
    runs = {"person_id": cast.person("joanna"), "kind": LeaderKind.FACILITATOR, "shown_as": "Joanna"}
    session.add(GroupLeader(id=row("leader", owner), from_on=clock.today(), **runs, **of))
    session.flush()
    session.add(GroupHello(leader_id=row("leader", owner), content=b"", kind="audio/ogg", **here))
    chosen = {"chosen_name": f"Friend {owner[0]}", "client_id": row("form of member", owner)}
    whose = {"person_id": cast.person(adult), "asked_at": now, "joined_at": now}
    session.add(GroupMember(id=row("member", owner), **chosen, **whose, **of))
    others = {"rohan": ("grace", "arjun")}.get(owner, ("tomasz", "arjun" if owner == "maya" else "leila"))
    first, second = sorted(cast.person(slug) for slug in others)
    pair = {"person_id": first, "other_id": second, "why": WhyApart.OTHER, "by_id": cast.person("byrne"), "since": now}
    session.add(GroupApart(id=row("pair", owner), **pair, **here))
