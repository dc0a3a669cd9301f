"""One date as a calendar file (RFC 5545). What it is about stays out of it: a calendar is often shared."""

from datetime import UTC
from typing import NamedTuple

from icalendar import Calendar, Event

from portal import clock
from portal.models import GroupDate

TYPE = "text/calendar"


class Where(NamedTuple):
    """The exact place and the link of a date, for whoever has a place there."""

    place: str
    link: str


def calendar_file(date: GroupDate, title: str, where: Where | None = None) -> bytes:
    """The file: `title` is a neutral word ("Meeting"); `where` only for those who have a place there.

    Times are London's, with its rules in the file, so that a phone elsewhere shows the same hour. Lines end in CRLF and
    are folded at 75 octets. A date that is moved or called off has the same UID and a higher SEQUENCE.
    """
    event = Event()
    event.add("uid", f"{date.id}@portal")
    event.add("sequence", date.version - 1)
    event.add("dtstamp", clock.now().astimezone(UTC))
    event.add("dtstart", clock.london(date.starts_at))
    event.add("dtend", clock.london(date.ends_at))
    event.add("summary", title)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if date.cancelled_at else "CONFIRMED")
    if where and where.place:
        event.add("location", where.place)
    if where and where.link:
        event.add("url", where.link)
    file = Calendar()
    file.add("prodid", "-//portal//meeting//EN")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add_component(event)
    file.add_missing_timezones()
    return bytes(file.to_ical())
