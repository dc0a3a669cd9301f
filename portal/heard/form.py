"""The form in which somebody says something: their words, who helped, and who reads it. Every such form extends it."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField, TextAreaField, ValidationError

from portal.heard.audience import Audience, Reader
from portal.heard.saying import MOST_SIGNS
from portal.models import HowSaid
from portal.web.press import OnceForm
from portal.web.said import fill, said
from portal.web.typed import tidy

# How it may come to be here, for somebody who is signed in themself.
OWN_WAYS = (HowSaid.BY_MYSELF, HowSaid.READ_TO_ME, HowSaid.WRITTEN_FOR_ME)


class NamingForm(FlaskForm):  # type: ignore[misc]
    """Words that may name another child: then the form is shown once more and asks; sent with `names_ok` they stand."""

    names_ok = BooleanField(_l("Yes, save it as it is"))
    # The names of other children that stand in the words, once they were looked for.
    names: Sequence[str] = ()

    def asks_about(self, names: list[str]) -> bool:
        """True when the words name another child and nobody has said yet that they should stand as they are."""
        self.names = names
        return bool(names) and not self.names_ok.data


class SayForm(OnceForm, NamingForm):
    """Words, and who reads them. `audience` is what the page shows; nobody else can be added to it.

    The number makes a form that is sent twice one contribution.
    """

    words = TextAreaField(_l("Your words"))
    how_said = StringField()
    names_ok = BooleanField(_l("Yes, send it as it is"))

    def __init__(self, *, audience: Audience, needs_words: bool = True, **facts: Any) -> None:
        super().__init__(**facts)
        self.audience = audience
        self.needs_words = needs_words

    def validate_words(self, field: TextAreaField) -> None:
        """Something, and no more than is read in one piece. Nothing is cut."""
        field.data = tidy(field.data)
        if self.needs_words and not field.data:
            raise ValidationError(_l("Write your words first"))
        if len(field.data) > MOST_SIGNS:
            raise ValidationError(_l("This is very long. Your words are still here. Please send them in two parts"))

    def validate_how_said(self, field: StringField) -> None:
        """By themselves, unless they say that somebody helped."""
        field.data = field.data if field.data in OWN_WAYS else HowSaid.BY_MYSELF

    @property
    def readers(self) -> tuple[Reader, ...]:
        """Whom they chose beside those who always read it; whoever was not offered is left out."""
        return (*self.audience.also, *self.audience.chosen(self.chosen_ids))

    @property
    def chosen_ids(self) -> frozenset[uuid.UUID]:
        """The ids that came with the form, as far as they are any."""
        from flask import request

        return frozenset(found for value in request.form.getlist("readers") if (found := _uuid(value)))


class ToOneForm(SayForm):
    """Their words, and whether the key worker is left out: then one of those who keep children safe sees to it."""

    not_first = BooleanField()

    def __init__(self, *, audience: Audience, **facts: Any) -> None:
        super().__init__(audience=audience, **facts)
        if self.first and self.other:
            names = {"name": said(self.first.first_name), "other": said(self.other.first_name)}
            self.not_first.label.text = fill(_("Not %(name)s, please. %(other)s reads it then."), **names)

    @property
    def first(self) -> Reader | None:
        """The key worker, who sees to it unless the writer says otherwise."""
        return self.audience.key_worker

    @property
    def other(self) -> Reader | None:
        """Who sees to it when the key worker does not."""
        return next((reader for reader in self.audience.always if not reader.is_key_worker), None)

    @property
    def leaves_out(self) -> Reader | None:
        """Whom the writer leaves out; only where somebody else reads it."""
        return self.first if self.not_first.data and self.other else None

    @property
    def goes_to(self) -> Reader | None:
        """Who sees to it; None where there is nobody at all."""
        return self.other if self.leaves_out or not self.first else self.first

    @property
    def how(self) -> HowSaid:
        """Who helped."""
        return HowSaid(self.how_said.data)


def _uuid(value: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(value)
    except ValueError:
        return None
