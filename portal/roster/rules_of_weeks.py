"""Rules about the timetable."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from portal.models import Way
from portal.roster.book import Book
from portal.roster.problems import Problem
from portal.roster.rows import Row


def has_a_site(_book: Book, row: Row, whole: dict[str, Any]) -> Iterator[Problem]:
    """A session at our place says at which one."""
    if whole["way"] is Way.OUR_PLACE and not whole["site"]:
        yield row.problem("site", "A session at our place needs a site. Fill this cell with an id from sites.csv.")


def no_home_address(book: Book, row: Row, whole: dict[str, Any]) -> Iterator[Problem]:
    """A home visit has no place: where a family lives is the last thing to show (reliability.md §1)."""
    weekly = book.merged("sessions", whole["session"]) or {} if "session" in whole else {}
    if (whole["way"] or weekly.get("way")) is Way.HOME_VISIT and whole["place"]:
        yield row.problem(
            "place", "Leave this cell empty for a home visit: the portal never shows where a family lives."
        )


def has_a_face(book: Book, row: Row, whole: dict[str, Any]) -> Iterator[Problem]:
    """Families see the face and first name of whoever comes."""
    if whole["staff"] and not book.is_staff(whole["staff"]) and book.has(("staff",), whole["staff"]):
        yield row.problem(
            "staff",
            "Families do not see this person's face, so they could not see who comes. "
            "Name one of the setting's own staff, or write yes under is_staff in staff.csv.",
        )


def fits_its_session(book: Book, row: Row, whole: dict[str, Any]) -> Iterator[Problem]:
    """A change is on a day of its session, and still ends after it begins."""
    session = book.merged("sessions", whole["session"]) or {}
    begins, ends = whole["starts"] or session.get("starts"), whole["ends"] or session.get("ends")
    if begins and ends and begins >= ends:
        yield row.problem("starts", "It would end before it begins. Look at starts and ends, here and in sessions.csv.")
    weekday, first = session.get("weekday"), session.get("from_on")
    if weekday is not None and first is not None:
        yield from _is_on_a_day(row, whole["on"], weekday, first, session.get("until_on"))


def _is_on_a_day(row: Row, on: date, weekday: int, first: date, last: date | None) -> Iterator[Problem]:
    if on.weekday() != weekday:
        yield row.problem("on", f"This day is a {on:%A}; the session is on another day of the week. Check the date.")
    elif on < first or (last and on > last):
        yield row.problem("on", "The session begins later than this day, or has ended before it. Check the date.")


def one_change_a_day(book: Book) -> Iterator[Problem]:
    """A session has one change on a day, in the files and on the portal together."""
    rows = book.rows["session_changes"]
    taken: dict[tuple[str, date | None], Row] = {}
    for row in rows.values():
        day = (row.values.get("session") or "", row.values.get("on"))
        other = taken.setdefault(day, row)
        if other is not row and all(day):
            yield row.problem("on", f"Line {other.line} changes this session on this day too. Make one row of both.")
        known = book.known.days.get(day) if day[1] else None  # type: ignore[arg-type]
        if known and known != row.id and known not in rows:
            yield row.problem(
                "on", f"The portal has a change of this session on this day, with the id {known}. Use that id."
            )
