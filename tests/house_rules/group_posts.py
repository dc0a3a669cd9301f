"""Example rows for the access matrix: the talk of a group that Joanna runs; the adult of the example writes in it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from sqlalchemy.orm import Session

from portal import clock
from portal.models import (
    Group,
    GroupKind,
    GroupLeader,
    GroupMember,
    GroupMute,
    GroupPost,
    GroupReport,
    GroupTopic,
    GroupWords,
    LeaderKind,
    PostKind,
    ReadAs,
    TakesPart,
)
from tests import cast
from tests.house_rules.example_rows import row

_OF = {
    "talk group": ("topic_list topic_write helped_write leader_ask part_take", "group_id"),
    "shown post": ("topic_show reply_write post_report own_show own_withdraw", "post_id"),
    "other's post": ("post_mute", "post_id"),
    "waiting post": ("waiting_show waiting_let_show waiting_send_back waiting_worry", "post_id"),
    "mute": ("mute_end", "mute_id"),
    "report": ("report_show report_look", "report_id"),
}
ARGUMENTS: dict[str, Callable[[str], object]] = {
    f"group_talk.{name} {argument}": partial(row, what)
    for what, (names, argument) in _OF.items()
    for name in names.split()
}


def stock(session: Session, owner: str, adult: str) -> None:
    """The adult has written twice; one is read. Somebody else has written too, and did not want to see theirs."""
    other = "priya" if adult == "grace" else "grace"
    here, group, now = {"setting_id": cast.setting()}, row("talk group", owner), clock.now()
    made = {"kind": GroupKind.GROUP, "topic": GroupTopic.COMPANY, "made_at": now, "made_by_id": cast.person("patel")}
    session.add(Group(id=group, **made, **here))
    session.flush()
    of = {"group_id": group, **here}
    session.add(GroupWords(language="en", name="Tea", about="Come and sit.", **of))
    runs = {"person_id": cast.person("joanna"), "kind": LeaderKind.FACILITATOR, "shown_as": "Joanna"}
    session.add(GroupLeader(from_on=clock.today(), **runs, **of))
    for slug in (adult, other):
        who = {"person_id": cast.person(slug), "chosen_name": "Noor", "takes_part": TakesPart.TAKES_PART}
        when = {"asked_at": now, "joined_at": now, "rules_read_at": now, "client_id": row(f"form of {slug}", owner)}
        session.add(GroupMember(id=row(f"member {slug}", owner), **who, **when, **of))
    session.flush()
    read = {"read_at": now, "read_as": ReadAs.SHOWN, "read_by_id": cast.person("joanna")}
    for what, slug, how in (("shown post", adult, read), ("other's post", other, read), ("waiting post", adult, {})):
        who = {"person_id": cast.person(slug), "member_id": row(f"member {slug}", owner), "shown_as": "Noor"}
        said = {"kind": PostKind.TOPIC, "title": "Tea", "words": "We walk.", "client_id": row(f"form {what}", owner)}
        when = {"sent_at": now, "due_at": now + timedelta(hours=24)}
        session.add(GroupPost(id=row(what, owner), **who, **said, **when, **how, **of))
    session.flush()
    by = {"person_id": cast.person(other), "reported_at": now}
    session.add(GroupReport(id=row("report", owner), post_id=row("shown post", owner), **by, **of))
    muted = {"member_id": row("member joanna", owner), "shown_as": "Noor", "muted_at": now}
    left = {"chosen_name": "Noor", "joined_at": now, "left_at": now, "client_id": row("form of joanna", owner)}
    session.add(GroupMember(id=row("member joanna", owner), person_id=cast.person("joanna"), **left, **of))
    session.flush()
    session.add(GroupMute(id=row("mute", owner), person_id=cast.person(adult), **muted, **of))
