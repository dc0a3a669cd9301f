"""Where a group meets is kept by the walls themselves, whatever a page asks; and who is gone hears nothing more."""

import sqlalchemy as sa

from portal import clock
from portal.database import SYSTEM, db
from portal.grouping.dates import next_coming
from portal.grouping.reminding import remind_of_dates
from portal.models import GroupDatePlace, GroupMember
from tests import cast
from tests.factories.group_dates import a_tea, comes
from tests.support.narrowed import As
from tests.support.time import SetTime

WHERE = sa.select(GroupDatePlace)


def leaves(slug: str) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        gone = GroupMember.person_id == cast.person(slug)
        session.execute(sa.update(GroupMember).where(gone).values(left_at=clock.now()))


def test_where_it_is_is_read_by_those_who_have_a_place_and_belong(seen_by: As) -> None:
    date_id = a_tea("leila", "priya", "tomasz")
    comes("leila", date_id)
    comes("priya", date_id, has_place=False)
    comes("tomasz", date_id, cancelled_at=clock.now())
    read = {}
    for who in ("leila", "joanna", "priya", "tomasz", "arjun", "okoro", "rees", "byrne", "maya"):
        with seen_by(who) as session:
            read[who] = len(session.scalars(WHERE).all())
    assert {who for who, count in read.items() if count} == {"leila", "joanna"}
    leaves("leila")
    with seen_by("leila") as session:
        assert session.scalars(WHERE).all() == []


def test_whoever_left_is_not_reminded_also_before_the_worker_looked(the_time_is: SetTime, app: object) -> None:
    date_id = a_tea("leila", "priya")
    comes("leila", date_id)
    comes("priya", date_id)
    leaves("leila")
    the_time_is("2026-11-25 10:00")
    with db.work(SYSTEM, reason="a test") as session:
        assert remind_of_dates(session) == 1


def test_what_somebody_comes_to_next_is_theirs_alone(seen_by: As, the_time_is: SetTime) -> None:
    date_id = a_tea("leila", "priya")
    comes("leila", date_id)
    comes("priya", date_id, has_place=False)
    the_time_is("2026-11-25 10:00")
    for who, found in (("leila", [date_id]), ("priya", []), ("tomasz", [])):
        with seen_by(who) as session:
            assert [one.date_id for one in next_coming(viewer=session.info["viewer"])] == found
