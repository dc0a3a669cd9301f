"""A date typed in three boxes, as people write it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field, ValidationError
from wtforms.form import BaseForm


class DateParts(Field):  # type: ignore[misc]
    """Day, month and year in name-day, name-month, name-year; `data` is a date or None, `typed` what was written."""

    PARTS = ("day", "month", "year")

    def __init__(self, *args: Any, missing: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.missing = missing
        self.typed: dict[str, str] = dict.fromkeys(self.PARTS, "")

    def process(self, formdata: MultiDict[str, str] | None, *args: Any, **kwargs: Any) -> None:
        """Take the three boxes from a posted form, else the date the form was opened with."""
        super().process(None, *args, **kwargs)
        boxes = [f"{self.name}-{part}" for part in self.PARTS]
        if formdata is not None and any(box in formdata for box in boxes):
            self.typed = {part: formdata.get(box, "").strip()[:20] for part, box in zip(self.PARTS, boxes, strict=True)}
            self.data = self._read()
        elif isinstance(self.data, date):
            self.put(self.data)

    def put(self, day: date | None) -> None:
        """Put a day, or none, into the three boxes."""
        self.data = day
        self.typed = {part: str(getattr(day, part)) if day else "" for part in self.PARTS}

    def _read(self) -> date | None:
        try:
            day, month, year = (int(self.typed[part]) for part in self.PARTS)
            return date(year + 2000 if year < 100 else year, month, day)
        except (ValueError, OverflowError):
            return None

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002
        """Refuse what is not a day of the calendar, and an empty date where one is needed (`missing` says so)."""
        if any(self.typed.values()) and self.data is None:
            raise ValidationError(_l("Type a real date, like 27 3 2026"))
        if self.missing and self.data is None:
            raise ValidationError(self.missing)

    def _value(self) -> Sequence[str]:
        return [self.typed[part] for part in self.PARTS]
