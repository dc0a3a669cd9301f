"""What somebody who asks, or answers "Is that OK?", fills in."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.blueprints.asks.words import OWN_REPLIES
from portal.heard import Audience, Reader
from portal.heard.form import SayForm
from portal.models import HowSaid, Reply
from portal.web.said import fill, said

# "I want to talk about it" comes back to who decided, as a "not OK" does.
TALK = "talk"
REPLIES = {Reply.OK.value: Reply.OK, Reply.NOT_OK.value: Reply.NOT_OK, TALK: Reply.NOT_OK}


class AskForm(SayForm):
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


class ReplyForm(SayForm):
    """Is that OK? Words may come with it."""

    # The answer they have read (rows.which_answer).
    answer_of = HiddenField()
    answer = RadioField(
        _l("Your answer"),
        choices=[SelectChoice(value, label) for value, label in OWN_REPLIES.items()],
        validate_choice=False,
    )

    def validate_answer(self, field: RadioField) -> None:
        """One of the three."""
        if field.data not in REPLIES:
            raise ValidationError(_l("Tap one of the 3 answers"))

    @property
    def reply(self) -> Reply:
        """What it counts as."""
        return REPLIES[self.answer.data]

    @property
    def how(self) -> HowSaid:
        """Who helped."""
        return HowSaid(self.how_said.data)
