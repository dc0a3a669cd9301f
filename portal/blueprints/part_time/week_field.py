"""The week of a part-time timetable: a few rows of day, from, to, how, and who meets the child."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field, ValidationError
from wtforms.form import BaseForm

from portal.models import Way
from portal.returning.part_time import Slot
from portal.web.typed import tidy

PARTS = ("weekday", "starts", "ends", "way", "meets")
# Rows on the page: so many at least, some of them empty, and never more than a week can hold.
AT_LEAST, EMPTY_ONES, AT_MOST = 5, 2, 20
LONGEST_NAME = 80


class WeekField(Field):  # type: ignore[misc]
    """Rows in name-0-weekday, name-0-starts, …; `data` is a tuple of slots, `typed` the rows as they were written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.typed: list[dict[str, str]] = []
        self._is_readable = True

    def process(self, formdata: MultiDict[str, str] | None, *args: Any, **kwargs: Any) -> None:
        """Take the rows of a posted form, else the week the form was opened with."""
        super().process(None, *args, **kwargs)
        if formdata is not None and f"{self.name}-0-starts" in formdata:
            self.typed = [self._row(formdata, number) for number in range(AT_MOST)]
            self._read()
        else:
            self.put(self.data or ())

    def put(self, week: Sequence[Slot]) -> None:
        """Put a week into the rows."""
        self.data = tuple(week)
        self.typed = [
            {
                "weekday": str(slot.weekday),
                "starts": f"{slot.starts:%H:%M}",
                "ends": f"{slot.ends:%H:%M}",
                "way": slot.way.value,
                "meets": slot.meets,
            }
            for slot in self.data
        ]

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of the page: those that are written, and some to fill."""
        written = [row for row in self.typed if row["starts"] or row["ends"] or row["meets"]]
        many = min(max(AT_LEAST, len(written) + EMPTY_ONES), AT_MOST)
        return [*written, *({**dict.fromkeys(PARTS, ""), "weekday": "0"} for _ in range(many - len(written)))]

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002
        """Refuse what is no time of day."""
        if not self._is_readable:
            raise ValidationError(_l("Type a time in each row that you use, like 9:30 or 14:00"))

    def _row(self, formdata: MultiDict[str, str], number: int) -> dict[str, str]:
        return {part: tidy(formdata.get(f"{self.name}-{number}-{part}", ""))[:LONGEST_NAME] for part in PARTS}

    def _read(self) -> None:
        found = []
        for row in self.typed:
            if not (row["starts"] or row["ends"] or row["meets"]):
                continue
            starts, ends = read_time(row["starts"]), read_time(row["ends"])
            day = int(row["weekday"]) if row["weekday"] in set("01234") else 0
            if starts is None or ends is None:
                self._is_readable = False
                continue
            way = Way(row["way"]) if row["way"] in set(Way) else Way.OUR_PLACE
            found.append(Slot(day, starts, ends, way, row["meets"]))
        self.data = tuple(sorted(found, key=lambda slot: (slot.weekday, slot.starts)))


def read_time(typed: str) -> time | None:
    """A time as people write it: 9:30, 9.30, 14; None when it is none."""
    hour, _colon, minute = typed.replace(".", ":").partition(":")
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        return None
