"""How a date stands on a page."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date as day
from datetime import time

from portal import clock
from portal.grouping.dates import UNTIL, Full
from portal.models import Group, GroupComing, GroupDate, GroupWords


@dataclass(frozen=True)
class Row:
    """A date, how full it is, and what the reader said about coming (None: nothing)."""

    date: GroupDate
    full: Full
    mine: GroupComing | None = None

    @property
    def on(self) -> day:
        """Its day in London."""
        return clock.london(self.date.starts_at).date()

    @property
    def starts(self) -> time:
        """When it begins, in London: for "in the evening"."""
        return clock.london(self.date.starts_at).time()

    @property
    def moved_from_on(self) -> day | None:
        """The day on which it was before it was moved."""
        return clock.london(self.date.moved_from).date() if self.date.moved_from else None

    @property
    def is_off(self) -> bool:
        """Was it called off?"""
        return self.date.cancelled_at is not None

    @property
    def is_over(self) -> bool:
        """Is it over?"""
        return self.date.ends_at <= clock.now()

    @property
    def has_place(self) -> bool:
        """Has the reader a place?"""
        return self.mine is not None and self.mine.place_at is not None

    @property
    def asks_how(self) -> bool:
        """May the reader still say how it was?"""
        now = clock.now()
        return self.has_place and not self.is_off and self.date.ends_at <= now < self.date.ends_at + UNTIL


def rows_of(
    dates: Iterable[GroupDate], full: Mapping[uuid.UUID, Full], mine: Mapping[uuid.UUID, GroupComing]
) -> list[Row]:
    """Dates as a page shows them, in their order."""
    return [Row(one, full[one.id], mine.get(one.id)) for one in dates]


def words_of(group: Group, language: str) -> GroupWords:
    """What is read about a group in this language, else in English."""
    by = {one.language: one for one in group.words}
    return by.get(language) or by["en"]
