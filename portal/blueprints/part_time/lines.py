"""A week as a revision keeps it: a line for each session."""

from collections.abc import Iterable
from datetime import time

from portal.models import Way
from portal.returning.part_time import Slot


def lines_of(week: Iterable[Slot]) -> str:
    """A week as a revision keeps it: a line for each session."""
    return "\n".join(
        f"{slot.weekday} {slot.starts:%H:%M} {slot.ends:%H:%M} {slot.way.value} {slot.meets}".strip() for slot in week
    )


def week_of(lines: str) -> tuple[Slot, ...]:
    """The week that such lines say."""
    parts = [line.split(" ", 4) for line in lines.split("\n") if line]
    return tuple(
        Slot(int(each[0]), time.fromisoformat(each[1]), time.fromisoformat(each[2]), Way(each[3]), *each[4:])
        for each in parts
    )
