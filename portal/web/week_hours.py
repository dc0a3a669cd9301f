"""The hours of a week as somebody types them: for each weekday its stretches, with commas between them."""

import re
from collections.abc import Iterable
from datetime import time
from typing import Any, Protocol

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import ValidationError

from portal.web.typed import tidy

# 0 is Monday.
WEEKDAYS = (_l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday"))
_STRETCH = re.compile(r"(\d{1,2})[:.](\d{2})\s*(?:-|–|to)\s*(\d{1,2})[:.](\d{2})", re.ASCII)


class Stretch(Protocol):
    """A row that says from when to when on a weekday; times are London's."""

    weekday: Any
    starts: Any
    ends: Any


class WeekHoursForm(FlaskForm):  # type: ignore[misc]
    """When somebody works, or watches: empty on a day on which they do not."""

    def __init__(self, times: Iterable[Stretch]) -> None:
        rows = [(one.weekday, f"{one.starts:%H:%M}-{one.ends:%H:%M}") for one in times]
        super().__init__(
            data={f"day_{day}": ", ".join(words for on, words in rows if on == day) for day in range(len(WEEKDAYS))}
        )

    @property
    def stretches(self) -> list[tuple[int, time, time]]:
        """Each weekday's stretches; what was typed has been looked at."""
        return [(day, *one) for day in range(len(WEEKDAYS)) for one in _read(self[f"day_{day}"].data) or []]


def _read(words: str) -> list[tuple[time, time]] | None:
    """The stretches of a day in their order; None for what is none."""
    found = []
    for part in filter(None, (one.strip() for one in words.split(","))):
        match = _STRETCH.fullmatch(part)
        try:
            if match is None:
                return None
            hours = [int(one) for one in match.groups()]
            found.append((time(hours[0], hours[1]), time(hours[2], hours[3])))
        except ValueError:
            return None
    moments = [moment for stretch in sorted(found) for moment in stretch]
    in_order = all(one < other for one, other in found) and moments == sorted(moments)
    return sorted(found) if in_order else None


def _is_a_day(_form: Any, field: StringField) -> None:
    if _read(field.data) is None:
        raise ValidationError(_l("Type times like 8:30-12:00, 13:00-16:00"))


for _day, _words in enumerate(WEEKDAYS):
    setattr(WeekHoursForm, f"day_{_day}", StringField(_words, filters=[tidy], validators=[_is_a_day]))
