"""The sessions of a week, typed in rows: a weekday, from, to, and what it is."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field, ValidationError
from wtforms.form import BaseForm

from portal.blueprints.steps.words import wall
from portal.returning.steps import Slot, time_of
from portal.web.typed import tidy

MOST = 12
SPARE = 2
LEAST = 5
LONGEST = 60


class WeekField(Field):  # type: ignore[misc]
    """Rows name-0-day, name-0-from, name-0-to, name-0-what; `data` are the slots, `typed` what was written."""

    PARTS = ("day", "from", "to", "what")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.typed: list[dict[str, str]] = []

    def process(self, formdata: MultiDict[str, str] | None, *args: Any, **kwargs: Any) -> None:
        """Take the rows from a posted form, else the slots the form was opened with."""
        super().process(None, *args, **kwargs)
        if formdata is not None and f"{self.name}-0-day" in formdata:
            rows = [{part: self._sent(formdata, number, part) for part in self.PARTS} for number in range(MOST)]
            self.typed = [row for row in rows if any(row[part] for part in self.PARTS[1:])]
            found = [self._read(row) for row in self.typed]
            self.data = tuple(sorted(slot for slot in found if slot)) if all(found) else None
        else:
            self.put(self.data or ())

    def put(self, slots: tuple[Slot, ...]) -> None:
        """Put these slots into the rows."""
        self.data = slots
        self.typed = [
            {"day": str(one.weekday), "from": wall(one.starts), "to": wall(one.ends), "what": one.subject}
            for one in slots
        ]

    @property
    def rows(self) -> list[dict[str, str]]:
        """What the page draws: what was typed, and some empty rows."""
        empty = dict.fromkeys(self.PARTS, "")
        wanted = min(MOST, max(LEAST, len(self.typed) + SPARE))
        return [*self.typed, *(dict(empty) for _number in range(wanted - len(self.typed)))]

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002
        """Refuse a row that is half filled in, or in which a time is none; it says which."""
        for row in self.typed:
            if self._read(row) is None:
                shown = " ".join(filter(None, (row["from"], row["to"], row["what"])))
                raise ValidationError(
                    _("“%(row)s” needs a weekday and two times. Write the times like 9:30 or 14:00", row=shown)
                )
            if len(row["what"]) > LONGEST:
                raise ValidationError(_l("Use fewer words here. Yours are still in the box"))

    def _sent(self, formdata: MultiDict[str, str], number: int, part: str) -> str:
        return " ".join(tidy(formdata.get(f"{self.name}-{number}-{part}", "")).split())[:200]

    def _read(self, row: dict[str, str]) -> Slot | None:
        starts, ends = time_of(row["from"]), time_of(row["to"])
        if row["day"] not in set("0123456") or starts is None or ends is None:
            return None
        return Slot(int(row["day"]), starts, ends, row["what"])

    def _value(self) -> str:
        return ""
