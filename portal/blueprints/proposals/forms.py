"""What staff are asked who ask a family, what a family is asked, and how it is ended."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal import clock
from portal.blueprints.proposals.services import Question, Reply
from portal.blueprints.proposals.words import NO_CHOICE, OWN_WORDS, READ, choices_of
from portal.heard import Audience
from portal.heard.form import SayForm
from portal.models import HowSaid, Proposal
from portal.web.date_parts import DateParts
from portal.web.typed import tidy
from portal.web.words import safety

FEWEST, MOST, LONGEST = 2, 4, 200
OTHER = "other"


class AskFamilyForm(SayForm):
    """Something to tell or to ask: honestly which of the two it is, the choices, by when, and who is asked."""

    label = RadioField(_l("Which of the two is it?"), validate_choice=False)
    choices = TextAreaField(_l("The choices, one on each line"))
    answer_by = DateParts(_l("By which day does an answer help?"))

    def __init__(self, *, audience: Audience) -> None:
        super().__init__(audience=audience)
        self.label.choices = [
            SelectChoice("open", safety(lazy_pgettext("safety", "We have not decided. Help us choose."))),
            SelectChoice("decided", safety(lazy_pgettext("safety", "We have decided. This is to tell you."))),
        ]

    def validate(self, *args: Any, **named: Any) -> bool:
        """Somebody must be asked."""
        is_fine: bool = super().validate(*args, **named)
        if not self.readers:
            self.form_errors.append(str(_l("Choose at least one person to ask")))
        return is_fine and bool(self.readers)

    def validate_label(self, field: RadioField) -> None:
        """None is chosen beforehand."""
        if field.data not in ("open", "decided"):
            raise ValidationError(_l("Choose whether it is decided"))

    def validate_choices(self, field: TextAreaField) -> None:
        """Two to four where it is open; none where it is decided: a choice would not be one."""
        lines = [line for each in tidy(field.data).split("\n") if (line := tidy(each))]
        field.data = "\n".join(lines)
        if self.label.data == "decided" and lines:
            raise ValidationError(_l("It is decided, so there is nothing to choose. Take the choices out"))
        if self.label.data == "open" and not FEWEST <= len(set(lines)) == len(lines) <= MOST:
            raise ValidationError(_l("Write two, three or four different choices"))
        if any(len(line) > LONGEST for line in lines):
            raise ValidationError(_l("Use fewer words for a choice: up to 200 letters"))

    def validate_answer_by(self, field: DateParts) -> None:
        """A day that is still to come, where there is something to answer."""
        if self.label.data == "open" and field.data is None:
            raise ValidationError(_l("Type the day by which an answer helps"))
        if field.data is not None and field.data < clock.today():
            raise ValidationError(_l("This day is over. Type a day that is still to come"))

    @property
    def everything(self) -> str:
        """All the words of this form, in which another child's name may stand."""
        return f"{self.words.data}\n{self.choices.data or ''}"

    @property
    def question(self) -> Question:
        """What is to be asked."""
        choices = tuple(self.choices.data.split("\n")) if self.choices.data else ()
        return Question(self.words.data, self.label.data == "decided", choices, self.answer_by.data, self.readers)


class AnswerForm(SayForm):
    """One of the choices, or none of them, or only own words."""

    choice = StringField()

    def __init__(self, proposal: Proposal, *, audience: Audience) -> None:
        super().__init__(audience=audience, needs_words=False)
        numbers = {str(number) for number, _choice in enumerate(choices_of(proposal))}
        self._offered = {READ} if proposal.is_decided else {*numbers, NO_CHOICE}

    def validate_choice(self, field: StringField) -> None:
        """One that was offered, or words. Nobody has to choose."""
        if field.data and field.data not in self._offered:
            raise ValidationError(_l("Tap an answer, or write your own words"))
        if not field.data and not tidy(self.words.data):
            raise ValidationError(_l("Tap an answer, or write your own words"))

    @property
    def everything(self) -> str:
        """All the words of this form."""
        return str(self.words.data)

    @property
    def reply(self) -> Reply:
        """What they answered."""
        return Reply(self.choice.data or OWN_WORDS, self.words.data, self.number, HowSaid(self.how_said.data))


class EndForm(SayForm):
    """What was chosen, and why."""

    choice = RadioField(_l("What did you choose?"), validate_choice=False)

    def __init__(self, proposal: Proposal, *, audience: Audience) -> None:
        super().__init__(audience=audience)
        numbered = [SelectChoice(str(number), words) for number, words in enumerate(choices_of(proposal))]
        self.choice.choices = [*numbered, SelectChoice(OTHER, _l("Something else"))] if numbered else []

    def validate_choice(self, field: RadioField) -> None:
        """What was chosen in the end, where there was a choice."""
        if field.choices and field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_l("Choose what you decided on"))

    @property
    def everything(self) -> str:
        """All the words of this form."""
        return str(self.words.data)

    @property
    def reply(self) -> Reply:
        """What is said to everyone who was asked."""
        return Reply(self.choice.data if self.choice.choices else READ, self.words.data, self.number)
