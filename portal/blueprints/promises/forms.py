"""What staff are asked for a promise: what, who, by when; and why its day moves or it is taken back."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal import clock
from portal.blueprints.promises.queries import Source
from portal.blueprints.promises.services import NewPromise
from portal.heard.form import NamingForm
from portal.models import Person, Promise
from portal.web.date_parts import DateParts
from portal.web.press import OnceForm, VersionForm
from portal.web.typed import tidy

LONGEST, LONGEST_NAME = 500, 80
FURTHEST = timedelta(days=2 * 365)


def _fits(field: Any, most: int = LONGEST) -> None:
    field.data = tidy(field.data)
    if len(field.data) > most:
        raise ValidationError(_l("Use fewer words here. Yours are still in the box"))


def _is_to_come(field: DateParts) -> None:
    if field.data and field.data < clock.today():
        raise ValidationError(_l("This day has passed. Choose a day that everybody can wait for"))
    if field.data and field.data > clock.today() + FURTHEST:
        raise ValidationError(_l("This day is too far away. Choose one in the next two years"))


class DoneForm(VersionForm):
    """One tap: done, or not done after all."""

    done = StringField()


class PromiseForm(OnceForm, NamingForm):
    """A promise, with its name and its day."""

    what = TextAreaField(_l("What is promised"))
    owner = SelectField(_l("Who promises it"), validate_choice=False)
    owner_name = StringField(_l("Their name, if they are not in the list"))
    due_on = DateParts(_l("By which day"), missing=_l("Say by which day"))
    section = HiddenField()
    review = HiddenField()
    ask = HiddenField()

    def __init__(self, owners: Iterable[Person], source: Source, me: uuid.UUID) -> None:
        rows = {"section": source.section, "review": source.review, "ask": source.ask}
        ids = {name: str(row.id) if row else "" for name, row in rows.items()}
        super().__init__(data={"what": source.begins, "owner": str(me), **ids})
        self.owner.choices = [
            *(SelectChoice(str(one.id), one.full_name) for one in owners),
            SelectChoice("", _l("Somebody else")),
        ]

    def validate_what(self, field: TextAreaField) -> None:
        """Words, and not so many that nobody reads them."""
        _fits(field)
        if not field.data:
            raise ValidationError(_l("Write what is promised"))

    def validate_owner(self, field: SelectField) -> None:
        """Somebody who works here, or a name in the next box."""
        if field.data not in {choice.value for choice in field.choices}:
            field.data = ""

    def validate_owner_name(self, field: StringField) -> None:
        """A name, where nobody of the list promises it."""
        _fits(field, LONGEST_NAME)
        if not field.data and self.owner.data not in {choice.value for choice in self.owner.choices[:-1]}:
            raise ValidationError(_l("Choose who promises it, or write their name"))

    def validate_due_on(self, field: DateParts) -> None:
        """A day to come."""
        _is_to_come(field)

    @property
    def all_words(self) -> str:
        """What was written, in one piece: to look whether it names another child."""
        return f"{self.what.data or ''}\n{self.owner_name.data or ''}"

    @property
    def new(self) -> NewPromise:
        """What is to be kept."""
        owner = uuid.UUID(self.owner.data) if self.owner.data else None
        day = self.due_on.data
        assert day is not None
        return NewPromise(self.what.data, day, owner, "" if owner else self.owner_name.data)


class MoveForm(VersionForm, NamingForm):
    """Another day for a promise, with the reason."""

    due_on = DateParts(_l("The new day"), missing=_l("Say by which day"))
    reason = TextAreaField(_l("Why it takes longer, or can be sooner"))

    def __init__(self, promise: Promise) -> None:
        super().__init__(data={"due_on": promise.due_on, "version": str(promise.version)})

    def validate_due_on(self, field: DateParts) -> None:
        """A day to come."""
        _is_to_come(field)

    def validate_reason(self, field: TextAreaField) -> None:
        """A day does not move without one."""
        _fits(field)
        if not field.data:
            raise ValidationError(_l("Write why. Everybody who reads the promise reads it"))

    @property
    def day(self) -> date:
        """The new day."""
        day: date | None = self.due_on.data
        assert day is not None
        return day


class DropForm(VersionForm, NamingForm):
    """That a promise is taken back, with the reason."""

    why = TextAreaField(_l("Why it is taken back"))

    def __init__(self, promise: Promise) -> None:
        super().__init__(data={"version": str(promise.version)})

    def validate_why(self, field: TextAreaField) -> None:
        """Nobody takes a promise back without a word."""
        _fits(field)
        if not field.data:
            raise ValidationError(_l("Write why. Everybody who reads the promise reads it"))
