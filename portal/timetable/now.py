"""Now and next: where somebody stands in their day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portal.timetable.plan import Occurrence


@dataclass(frozen=True)
class NowAndNext:
    """What is on at a moment, what comes first after it, and what comes after that. Cancelled sessions are left out."""

    now: Occurrence | None
    next: Occurrence | None
    later: tuple[Occurrence, ...]
    done: tuple[Occurrence, ...]


def now_and_next(occurrences: Iterable[Occurrence], moment: datetime) -> NowAndNext:
    """Sort sessions around an aware moment. Of two that are on at once, the one that began last is now."""
    real = sorted((one for one in occurrences if not one.is_cancelled), key=lambda one: one.plan.starts)
    done = [one for one in real if one.plan.ends <= moment]
    on = [one for one in real if one.plan.starts <= moment < one.plan.ends]
    coming = [one for one in real if one.plan.starts > moment]
    return NowAndNext(
        now=on[-1] if on else None,
        next=coming[0] if coming else None,
        later=tuple(coming[1:]),
        done=tuple(done + on[:-1]),
    )
