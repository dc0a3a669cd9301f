"""What staff fill in when they answer. Each form is one act, under the version it was opened with."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal import clock
from portal.asking import Answer, HandedOn
from portal.blueprints.asks import forms
from portal.blueprints.asks.words import DECISIONS, HANDED_ON, HEARD, REPLIES, TOLD
from portal.heard import MOST_SIGNS, Reader
from portal.heard.form import NamingForm
from portal.models import Ask, Decision, HowSaid, Reply, Told
from portal.web.date_parts import DateParts
from portal.web.press import OnceForm
from portal.web.typed import tidy

LONGEST = 4000


class ActForm(NamingForm):
    """A button, and what the page knew when it was drawn."""

    version = HiddenField()
    # The fields whose words a family reads: looked through for another child's name.
    read_by_family: tuple[str, ...] = ()
    names_ok = BooleanField(_l("Yes, send it as it is"))

    def stands_in(self, _ask: Ask) -> bool:
        """True when the question says already what this form says: it was sent twice."""
        return False

    @property
    def typed(self) -> str:
        """What they wrote, to be looked through and to be kept when it is refused."""
        return "\n".join(words for name in self.read_by_family if (words := self[name].data))


def _words(field: TextAreaField, most: int = LONGEST) -> None:
    field.data = tidy(field.data)
    if len(field.data) > most:
        raise ValidationError(_l("This is very long. Your words are still here. Please make it shorter"))


def _still_to_come(field: DateParts) -> None:
    if field.data is not None and field.data <= clock.today():
        raise ValidationError(_l("Choose a day that is still to come"))


class SeeForm(ActForm):
    """I have read it."""

    def stands_in(self, ask: Ask) -> bool:
        """Somebody has read it."""
        return ask.seen_at is not None


class ThinkForm(ActForm):
    """It takes until a day, for a reason."""

    read_by_family = ("why",)
    until = DateParts(_l("You answer by this day"), missing=_l("Say by which day you answer"))
    why = TextAreaField(_l("Why it takes that long"))

    def validate_until(self, field: DateParts) -> None:
        """A day that is still to come."""
        _still_to_come(field)

    def validate_why(self, field: TextAreaField) -> None:
        """A new day comes with its reason."""
        _words(field)
        if not field.data:
            raise ValidationError(_l("Say why it takes that long"))

    @property
    def day(self) -> date:
        """By when; a form that was taken has one."""
        assert self.until.data is not None
        return self.until.data

    def stands_in(self, ask: Ask) -> bool:
        """The same day for the same reason."""
        return (ask.think_until, ask.think_why) == (self.until.data, self.why.data)


class DecideForm(ActForm):
    """A decision with its reason, what happens next, and maybe a day to look at it again."""

    read_by_family = ("reason", "what_next")
    decision = RadioField(
        _l("What is decided?"),
        choices=[SelectChoice(value.value, label) for value, label in DECISIONS.items()],
        validate_choice=False,
    )
    reason = TextAreaField(_l("Why"))
    what_next = TextAreaField(_l("What happens next"))
    look_again_on = DateParts(_l("When do you look at it again?"))

    def validate_decision(self, field: RadioField) -> None:
        """One of the four."""
        if field.data not in set(Decision):
            raise ValidationError(_l("Choose what is decided"))

    def validate_reason(self, field: TextAreaField) -> None:
        """A no can be a good answer, when it is explained."""
        _words(field)
        if not field.data:
            raise ValidationError(_l("Say why. An answer without a reason is none"))

    def validate_what_next(self, field: TextAreaField) -> None:
        """May be empty."""
        _words(field)

    def validate_look_again_on(self, field: DateParts) -> None:
        """A day that is still to come, or none."""
        _still_to_come(field)

    @property
    def answer(self) -> Answer:
        """What is decided."""
        words = self.reason.data, self.what_next.data
        return Answer(Decision(self.decision.data), *words, follow_up_on=self.look_again_on.data)

    def stands_in(self, ask: Ask) -> bool:
        """The same answer with the same words."""
        return (ask.decision, ask.reason, ask.what_next, ask.follow_up_on) == (
            Decision(self.decision.data),
            self.reason.data,
            self.what_next.data,
            self.look_again_on.data,
        )


class TellForm(ActForm):
    """They have been told by a person: how."""

    how = StringField()

    def validate_how(self, field: StringField) -> None:
        """One of the buttons. That they read it here, they say themselves."""
        if field.data not in set(TOLD):
            raise ValidationError(_l("Choose how you told them"))

    def stands_in(self, ask: Ask) -> bool:
        """They were told in this way already."""
        return ask.told is Told(self.how.data)


class HearForm(ActForm, OnceForm):
    """What they said to "Is that OK?" by mouth: one of the three, maybe their words, and how they said it."""

    read_by_family = ("words",)
    answer = RadioField(
        _l("What did they say?"),
        choices=[SelectChoice(value, label) for value, label in REPLIES.items()],
        validate_choice=False,
    )
    words = TextAreaField(_l("What was said, in their own words"))
    read_back = BooleanField(_l("I read it back to them, and they said it is right"))
    how = StringField()

    def validate_answer(self, field: RadioField) -> None:
        """One of the three."""
        if field.data not in REPLIES:
            raise ValidationError(_l("Choose what they said"))

    def validate_words(self, field: TextAreaField) -> None:
        """May be empty. They are theirs: as long as their own may be."""
        _words(field, MOST_SIGNS)

    def validate_read_back(self, field: BooleanField) -> None:
        """What stands there as theirs has been read to them."""
        if self.words.data and not field.data:
            raise ValidationError(_l("Read it back to them, then tick this"))

    def validate_how(self, field: StringField) -> None:
        """One of the buttons."""
        if field.data not in set(HEARD):
            raise ValidationError(_l("Choose how they said it"))

    @property
    def reply(self) -> Reply:
        """What it counts as."""
        return forms.REPLIES[self.answer.data]

    @property
    def how_said(self) -> HowSaid:
        """By phone, or to somebody who wrote it down."""
        return HowSaid(self.how.data)


class TryAgainForm(ActForm):
    """I tried to hear whether it is OK."""

    def stands_in(self, ask: Ask) -> bool:
        """This very try was counted."""
        return ask.tries > 0 and self.version.data == str(ask.version - 1)


class FollowUpForm(ActForm):
    """I looked at it again."""

    def stands_in(self, ask: Ask) -> bool:
        """It was looked at."""
        return ask.followed_up_at is not None


class HandOnForm(ActForm):
    """Somebody else answers it: one of those who read it, and why."""

    to = RadioField(_l("Who answers this?"), validate_choice=False)
    because = RadioField(
        _l("Why does it go to them?"),
        choices=[SelectChoice(value.value, label) for value, label in HANDED_ON.items()],
        validate_choice=False,
    )

    def __init__(self, *, hands: Sequence[Reader], **facts: Any) -> None:
        super().__init__(**facts)
        self.to.choices = [SelectChoice(str(one.person_id), one.first_name) for one in hands]

    def validate_to(self, field: RadioField) -> None:
        """One of those who are offered: nobody whom the writer left out."""
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_l("Choose who answers it"))

    def validate_because(self, field: RadioField) -> None:
        """One of the three."""
        if field.data not in set(HandedOn):
            raise ValidationError(_l("Choose why it goes to them"))

    @property
    def who(self) -> uuid.UUID:
        """Who answers it; a form that was taken has one."""
        return uuid.UUID(self.to.data)

    def stands_in(self, ask: Ask) -> bool:
        """It is in their hands."""
        return bool(str(ask.for_id) == self.to.data)


class CloseForm(ActForm):
    """It is done."""

    def stands_in(self, ask: Ask) -> bool:
        """It is closed."""
        return ask.closed_at is not None
