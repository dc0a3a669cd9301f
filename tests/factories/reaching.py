"""Who is away, and how somebody wants to hear."""

import uuid
from datetime import time, timedelta

from portal import clock
from portal.database import SYSTEM, db
from portal.models import Absence, Channel, DeliveryTrouble, HowOften, NoticeChoice, Person
from tests import cast


def away(slug: str, cover: str | None = None, *, days: int = 3) -> None:
    """Somebody is away from today on; who answers families meanwhile."""
    today = clock.today()
    with db.work(SYSTEM, reason="a test") as session:
        session.add(
            Absence(
                setting_id=cast.setting(),
                person_id=cast.person(slug),
                from_on=today,
                until_on=today + timedelta(days=days),
                cover_id=cast.person(cover) if cover else None,
            )
        )


def hears(
    slug: str,
    channel: Channel | None = Channel.EMAIL,
    how_often: HowOften = HowOften.AT_ONCE,
    quiet: tuple[time, time] | None = None,
) -> None:
    """How somebody wants to hear; never quiet unless it is said."""
    quiet_from, quiet_until = quiet or (None, None)
    with db.work(SYSTEM, reason="a test") as session:
        session.add(
            NoticeChoice(
                setting_id=cast.setting(),
                person_id=cast.person(slug),
                channel=channel,
                how_often=how_often,
                quiet_from=quiet_from,
                quiet_until=quiet_until,
            )
        )


def reached_by(slug: str, *, email: str | None = None, phone: str | None = None) -> None:
    """The address and the number that we have of somebody."""
    with db.work(SYSTEM, reason="a test") as session:
        who = session.get_one(Person, cast.person(slug))
        who.email, who.phone = email, phone


def trouble_of(slug: str, channel: Channel = Channel.SMS) -> uuid.UUID:
    """Nothing arrives there; the id of the task."""
    with db.work(SYSTEM, reason="a test") as session:
        who = session.get_one(Person, cast.person(slug))
        session.expunge(who)
    return trouble_at(who, channel)


def trouble_at(who: Person, channel: Channel) -> uuid.UUID:
    """Nothing arrives at anybody's address or number, whoever they are; the id of the task."""
    with db.work(SYSTEM, reason="a test") as session:
        row = DeliveryTrouble(id=uuid.uuid4(), setting_id=who.setting_id, person_id=who.id, channel=channel)
        session.add(row)
        return row.id
