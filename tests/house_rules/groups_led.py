"""Example rows for the access matrix: a group that Joanna runs, with her hello and who stands in; and something to
read and to hear."""

from sqlalchemy.orm import Session

from portal import clock
from portal.models import (
    Group,
    GroupHello,
    GroupKind,
    GroupLeader,
    GroupResource,
    GroupResourceFile,
    GroupResourceWords,
    GroupTopic,
    GroupWords,
    LeaderKind,
    ResourceKind,
)
from tests import cast
from tests.house_rules.example_rows import row


def stock(session: Session, owner: str) -> None:
    """No row of it belongs to a family: `owner` only tells the two examples apart."""
    here, group = {"setting_id": cast.setting()}, row("led group", owner)
    kind, topic = GroupKind.GROUP, GroupTopic.COMPANY
    session.add(Group(id=group, kind=kind, topic=topic, made_by_id=cast.person("patel"), **here))
    session.flush()
    session.add(GroupWords(group_id=group, language="en", name="Tea", about="Come and sit.", **here))
    of = {"group_id": group, "from_on": clock.today(), **here}
    runs, covers = row("leads group", owner), row("covers group", owner)
    joanna = {"person_id": cast.person("joanna"), "shown_as": "Joanna"}
    session.add(GroupLeader(id=runs, kind=LeaderKind.FACILITATOR, **joanna, **of))
    other = {"person_id": cast.person("grace"), "shown_as": "Gracie", "until_on": clock.today()}
    session.add(GroupLeader(id=covers, kind=LeaderKind.COVER, **other, **of))
    session.flush()
    session.add(GroupHello(leader_id=runs, content=b"", kind="audio/webm", **here))
    resource = row("resource", owner)
    made = {"by_id": cast.person("patel"), "client_id": row("form of resource", owner)}
    session.add(GroupResource(id=resource, kind=ResourceKind.RECORDING, topic=topic, **made, **here))
    session.flush()
    session.add(GroupResourceWords(resource_id=resource, language="en", title="A song", **here))
    session.add(GroupResourceFile(resource_id=resource, content=b"", size=0, kind="audio/webm", **here))
