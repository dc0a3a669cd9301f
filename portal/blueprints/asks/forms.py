"""What somebody who asks, or answers "Is that OK?", fills in."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.blueprints.asks.words import OWN_REPLIES
from portal.heard.form import SayForm, ToOneForm
from portal.models import HowSaid, Reply

# "I want to talk about it" comes back to who decided, as a "not OK" does.
TALK = "talk"
REPLIES = {Reply.OK.value: Reply.OK, Reply.NOT_OK.value: Reply.NOT_OK, TALK: Reply.NOT_OK}


class AskForm(ToOneForm):
    """A question: their words, and who sees to it."""


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
