"""Example rows for the access matrix: a group to which the adult belongs, a date they come to, and one that is over."""

from datetime import timedelta

from sqlalchemy.orm import Session

from portal import clock
from portal.models import (
    Group,
    GroupComing,
    GroupDate,
    GroupDatePlace,
    GroupKind,
    GroupLeader,
    GroupMember,
    GroupTopic,
    GroupWords,
    LeaderKind,
    TakesPart,
)
from tests import cast
from tests.house_rules.example_rows import row


def stock(session: Session, owner: str, adult: str) -> None:
    """Joanna runs it; the adult of the example has a place at both dates."""
    here, group = {"setting_id": cast.setting()}, row("group of dates", owner)
    by = cast.person("joanna")
    session.add(Group(id=group, kind=GroupKind.GROUP, topic=GroupTopic.COMPANY, made_by_id=by, **here))
    session.flush()
    of = {"group_id": group, **here}
    session.add(GroupWords(language="en", name="Tea", about="Come and sit.", **of))
    facts = {"kind": LeaderKind.FACILITATOR, "shown_as": "Joanna", "from_on": clock.today()}
    session.add(GroupLeader(person_id=by, **facts, **of))
    who, now = {"person_id": cast.person(adult)}, clock.now()
    name = {"chosen_name": "Noor", "takes_part": TakesPart.LISTENS, "client_id": row("form of member of dates", owner)}
    session.add(GroupMember(joined_at=now, **name, **who, **of))
    for what, begins in (("group date", now + timedelta(days=2)), ("group date before", now - timedelta(days=2))):
        ends = begins + timedelta(hours=1)
        session.add(GroupDate(id=row(what, owner), starts_at=begins, ends_at=ends, places=4, made_by_id=by, **of))
        session.flush()
        session.add(GroupDatePlace(date_id=row(what, owner), place="The hall", link="https://meet.example.org", **here))
        number = row(f"form of {what}", owner)
        session.add(GroupComing(date_id=row(what, owner), place_at=now, client_id=number, **who, **of))
