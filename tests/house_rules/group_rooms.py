"""Example rows for the access matrix, of all the rooms of parent groups together."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from tests.house_rules import group_dates, group_posts, groups, groups_led
from tests.house_rules.example_rows import row

ARGUMENTS: dict[str, Callable[[str], object]] = {
    **groups.ARGUMENTS,
    **group_posts.ARGUMENTS,
    "group_dates.date_count date_id": lambda owner: row("group date before", owner),
    "group_dates.date_how date_id": lambda owner: row("group date before", owner),
    "group_dates.date_list group_id": lambda owner: row("group of dates", owner),
    "group_dates.date_new group_id": lambda owner: row("group of dates", owner),
    "group_dates.lead_list group_id": lambda owner: row("group of dates", owner),
    "group_lead.cover_end leader_id": lambda owner: row("covers group", owner),
    "group_lead.group_cover group_id": lambda owner: row("led group", owner),
    "group_lead.group_hello group_id": lambda owner: row("led group", owner),
    "group_lead.group_notes group_id": lambda owner: row("led group", owner),
    "group_lead.hello_remove group_id": lambda owner: row("led group", owner),
    "group_lead.hello_sound group_id": lambda owner: row("led group", owner),
    "date_id": lambda owner: row("group date", owner),
}


def stock(session: Session, owner: str, adult: str) -> None:
    """A group of each kind of room, for the adult of the example."""
    groups.stock(session, owner, adult)
    group_posts.stock(session, owner, adult)
    group_dates.stock(session, owner, adult)
    groups_led.stock(session, owner)
