"""What whoever runs a group is asked for a date: when, where, how many; and afterwards how many came."""

import uuid
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal import clock
from portal.blueprints.group_dates.lead_services import DateFacts
from portal.blueprints.group_dates.words import HOW_OFTEN
from portal.grouping.series import MOST_DATES, Every, Series
from portal.models import GroupDate
from portal.web.date_parts import DateParts
from portal.web.press import OnceForm, VersionForm
from portal.web.typed import tidy

MOST_SIGNS, MOST_PLACES, MOST_CAME = 300, 500, 1000


def _number(field: StringField, most: int, least: int = 1) -> int | None:
    """What was typed as a number; None for what is none, or out of bounds."""
    words = tidy(field.data)
    found = int(words) if words.isascii() and words.isdigit() and len(words) <= 4 else -1
    return found if least <= found <= most else None


def _time(words: str | None) -> time | None:
    try:
        return datetime.strptime(tidy(words).replace(".", ":"), "%H:%M").time()  # noqa: DTZ007 (a clock on the wall)
    except ValueError:
        return None


def _is_link(words: str) -> bool:
    """An address that a browser opens: https, and a host."""
    try:
        parts = urlsplit(words)
    except ValueError:
        return False
    return parts.scheme == "https" and "." in (parts.hostname or "") and not any(sign.isspace() for sign in words)


class _DateFields(FlaskForm):  # type: ignore[misc]
    """When, where and how many."""

    on = DateParts(_l("Which day?"), missing=_l("Say which day"))
    starts = StringField(_l("It begins at"))
    ends = StringField(_l("It ends at"))
    places = StringField(_l("How many places?"))
    place = StringField(_l("The exact place"))
    link = StringField(_l("The link to join online"))

    def validate_on(self, field: DateParts) -> None:
        """A day to come, in the next two years."""
        today = clock.today()
        if field.data and not today <= field.data <= today.replace(year=today.year + 2, day=min(today.day, 28)):
            raise ValidationError(_l("Choose a day in the next two years"))

    def validate_starts(self, field: StringField) -> None:
        """A time."""
        if _time(field.data) is None:
            raise ValidationError(_l("Type a time, like 10:00"))

    def validate_ends(self, field: StringField) -> None:
        """A time after the first, on the same day."""
        starts, ends = _time(self.starts.data), _time(field.data)
        if ends is None or (starts and ends <= starts):
            raise ValidationError(_l("Type a time later than when it begins, like 11:30"))

    def validate_places(self, field: StringField) -> None:
        """At least one."""
        if _number(field, MOST_PLACES) is None:
            raise ValidationError(_l("Type a number from 1 to 500"))

    def validate_place(self, field: StringField) -> None:
        """A place or a link, or both."""
        field.data = " ".join(tidy(field.data).split())
        if len(field.data) > MOST_SIGNS:
            raise ValidationError(_l("Use fewer words here. Yours are still in the box"))
        if not field.data and not tidy(self.link.data):
            raise ValidationError(_l("Write a place, or a link below"))

    def validate_link(self, field: StringField) -> None:
        """One that opens."""
        field.data = tidy(field.data)
        if field.data and (len(field.data) > MOST_SIGNS or not _is_link(field.data)):
            raise ValidationError(_l("This is no link. It begins with https://"))

    @property
    def facts(self) -> DateFacts:
        """What was typed; it has been looked at."""
        return DateFacts(_number(self.places, MOST_PLACES) or 1, self.place.data, self.link.data)

    @property
    def series(self) -> Series:
        """The one date; a new one may have more."""
        starts, ends = _time(self.starts.data), _time(self.ends.data)
        day: date | None = self.on.data
        assert day is not None
        assert starts is not None
        assert ends is not None
        return Series(day, starts, ends)


class NewDatesForm(OnceForm, _DateFields):
    """One date, or a series."""

    every = RadioField(
        _l("How often?"),
        choices=[SelectChoice(one.value, label) for one, label in HOW_OFTEN.items()],
        validate_choice=False,
    )
    count = StringField(_l("How many dates?"))
    other_starts = StringField(_l("Every second one begins at"))
    carer = SelectField(_l("With whom?"), validate_choice=False)

    def __init__(self, weeks_left: int | None, carers: list[tuple[uuid.UUID, str]]) -> None:
        super().__init__(data={"every": Every.ONCE.value, "places": "12", "count": str(weeks_left or 6)})
        self.weeks_left, self.carers = weeks_left, carers
        self.carer.choices = [SelectChoice(str(one), name) for one, name in carers]
        if carers:
            del self.places

    def validate_every(self, field: RadioField) -> None:
        """One of the three."""
        if field.data not in set(Every):
            raise ValidationError(_l("Tap one of the answers"))

    def validate_count(self, field: StringField) -> None:
        """A number, for a series; a programme has only so many weeks."""
        most = MOST_DATES if self.weeks_left is None else self.weeks_left
        if self.every.data != Every.ONCE and _number(field, most) is None:
            raise ValidationError(_l("Type how many, from 1 to %(most)s", most=most))

    def validate_other_starts(self, field: StringField) -> None:
        """A time, or nothing; it may not end on the next day."""
        if not tidy(field.data):
            return
        other, starts, ends = _time(field.data), _time(self.starts.data), _time(self.ends.data)
        if other is None:
            raise ValidationError(_l("Type a time, like 18:00, or leave it empty"))
        if starts and ends and _minutes(other) + _minutes(ends) - _minutes(starts) >= 24 * 60:
            raise ValidationError(_l("It would end after midnight. Choose a time before"))

    def validate_carer(self, field: SelectField) -> None:
        """One of those who belong to it."""
        if self.carers and field.data not in {str(one) for one, _name in self.carers}:
            raise ValidationError(_l("Choose with whom"))

    @property
    def for_id(self) -> uuid.UUID | None:
        """Who is met alone."""
        return uuid.UUID(self.carer.data) if self.carers else None

    @property
    def facts(self) -> DateFacts:
        """What was typed; alone there is one place."""
        return DateFacts(1, self.place.data, self.link.data) if self.carers else super().facts

    @property
    def series(self) -> Series:
        """All the dates."""
        one, every = super().series, Every(self.every.data)
        count = 1 if every is Every.ONCE else _number(self.count, MOST_DATES) or 1
        return Series(one.first, one.starts, one.ends, every, count, _time(self.other_starts.data))


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


class ChangeForm(VersionForm, _DateFields):
    """The same of a date that is there."""

    def __init__(self, date: GroupDate) -> None:
        starts, ends = clock.london(date.starts_at), clock.london(date.ends_at)
        where: dict[str, Any] = {"place": date.where.place, "link": date.where.link} if date.where else {}
        when = {"on": starts.date(), "starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}"}
        super().__init__(data={**when, **where, "places": str(date.places), "version": str(date.version)})


class CameForm(FlaskForm):  # type: ignore[misc]
    """How many came: a number."""

    came = StringField(_l("How many came?"))

    def validate_came(self, field: StringField) -> None:
        """Nobody is a number, too."""
        if _number(field, MOST_CAME, 0) is None:
            raise ValidationError(_l("Type a number, 0 if nobody came"))

    @property
    def number(self) -> int:
        """The number."""
        return _number(self.came, MOST_CAME, 0) or 0
