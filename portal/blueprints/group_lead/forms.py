"""What whoever runs a group fills in: a note without names, who stands in and when, a hello."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import RadioField, TextAreaField, ValidationError

from portal import clock
from portal.blueprints.group_lead.covering import LONGEST
from portal.heard.form import NamingForm
from portal.web.date_parts import DateParts
from portal.web.press import OnceForm
from portal.web.sound_field import sound_in
from portal.web.typed import tidy

MOST_WORDS = 2000


class NoteForm(OnceForm, NamingForm):
    """Words for whoever runs the group next time."""

    words = TextAreaField(_l("Your note"))

    def validate_words(self, field: TextAreaField) -> None:
        """Something, and what is read in one piece. Nothing is cut."""
        field.data = tidy(field.data)
        if not field.data:
            raise ValidationError(_l("Write your note first"))
        if len(field.data) > MOST_WORDS:
            raise ValidationError(_l("This is very long. Your words are still here. Use up to 2000 letters"))


class CoverForm(FlaskForm):  # type: ignore[misc]
    """Who stands in, from one day until another."""

    who = RadioField(_l("Who stands in?"), validate_choice=False)
    from_on = DateParts(_l("From which day?"), missing=_l("Type the first day"))
    until_on = DateParts(_l("Until which day?"), missing=_l("Type the last day"))

    def __init__(self, names: Mapping[uuid.UUID, str], **facts: Any) -> None:
        super().__init__(**facts)
        self.who.choices = [(str(person_id), name) for person_id, name in names.items()]

    def validate_who(self, field: RadioField) -> None:
        """One of those that were offered."""
        if field.data not in [value for value, _label in field.choices]:
            raise ValidationError(_l("Choose who stands in"))

    def validate_from_on(self, field: DateParts) -> None:
        """Today, or a day to come."""
        if field.data and field.data < clock.today():
            raise ValidationError(_l("Choose today or a day to come"))

    def validate_until_on(self, field: DateParts) -> None:
        """Not before the first day, and three months later at most."""
        first, last = self.from_on.data, field.data
        if first and last and last < first:
            raise ValidationError(_l("The last day is before the first day"))
        if first and last and last - first > LONGEST:
            raise ValidationError(_l("Choose three months at most"))

    @property
    def days(self) -> tuple[date, date]:
        """From which day until which."""
        return self.from_on.data, self.until_on.data  # type: ignore[return-value]  # validated: neither is missing

    @property
    def person_id(self) -> uuid.UUID:
        """Who was chosen."""
        return uuid.UUID(self.who.data)


class HelloForm(FlaskForm):  # type: ignore[misc]
    """A voice that says hello."""

    sound = FileField(_l("Your hello"))

    def validate_sound(self, field: FileField) -> None:
        """A sound that browsers play."""
        self.kept = sound_in(field)
