"""What somebody is asked who may agree, what staff enter for them, and what is decided about a "no"."""

from collections.abc import Mapping, Sequence

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.blueprints.agreeing.matter import carried
from portal.blueprints.agreeing.services import Entered, Given
from portal.blueprints.agreeing.shown import Part
from portal.heard import Audience
from portal.heard.form import NamingForm, SayForm
from portal.models import AgreeAnswer, HowGiven, HowSaid
from portal.web.press import OnceForm
from portal.web.typed import tidy

LONGEST = 2000


class AgreeForm(SayForm):
    """One of the four answers, about which parts, and own words; only the answer is needed.

    It carries the hashes of the words it was shown with.
    """

    answer = StringField()
    about = SelectMultipleField(validate_choice=False)
    shown = HiddenField()

    def __init__(self, *, audience: Audience, parts: Sequence[Part], hashes: Mapping[str, str]) -> None:
        super().__init__(audience=audience, needs_words=False)
        self._offered = [part.key for part in parts]
        if not self.is_submitted():
            self.shown.data = carried(hashes)

    def validate_answer(self, field: StringField) -> None:
        """One of the four. None is chosen beforehand."""
        if field.data not in set(AgreeAnswer):
            raise ValidationError(_l("Tap one of the 4 answers"))

    def validate_about(self, field: SelectMultipleField) -> None:
        """Parts that stand on the page; whoever agrees agrees to all of it."""
        known = set(field.data or ()) if self.answer.data != AgreeAnswer.AGREE else set()
        field.data = [key for key in self._offered if key in known]

    def show_again(self, hashes: Mapping[str, str]) -> None:
        """The words were changed meanwhile: the form is shown with the new ones, and what was typed stays in it."""
        self.shown.data = carried(hashes)

    @property
    def given(self) -> Given:
        """What they answered."""
        return Given(
            AgreeAnswer(self.answer.data),
            tuple(self.about.data),
            self.words.data,
            self.readers,
            HowSaid(self.how_said.data),
            self.number,
            self.shown.data or "",
        )


class EnterForm(AgreeForm):
    """An answer that came in another way, entered by a member of staff, with what shows that it was given."""

    how_given = RadioField(
        _l("How did they answer?"),
        choices=[
            SelectChoice(HowGiven.PHONE.value, _l("On the phone")),
            SelectChoice(HowGiven.PAPER.value, _l("On paper")),
            SelectChoice(HowGiven.INTERPRETER.value, _l("With an interpreter")),
        ],
        validate_choice=False,
    )
    read_back = BooleanField(_l("I read their answer back to them, and they said it is right"))
    evidence = TextAreaField(_l("What shows it?"))

    def validate_how_given(self, field: RadioField) -> None:
        """One of the three."""
        if field.data not in {HowGiven.PHONE, HowGiven.PAPER, HowGiven.INTERPRETER}:
            raise ValidationError(_l("Choose how they answered"))

    def validate_read_back(self, field: BooleanField) -> None:
        """What was only spoken is read back."""
        if self.how_given.data in {HowGiven.PHONE, HowGiven.INTERPRETER} and not field.data:
            raise ValidationError(_l("Read it back to them, then tick this"))

    def validate_evidence(self, field: TextAreaField) -> None:
        """Never empty."""
        field.data = _short(field)
        if not field.data:
            raise ValidationError(_l("Write what shows it: when you rang, who interpreted, or where the paper is"))

    @property
    def entered(self) -> Entered:
        """How it was given."""
        return Entered(HowGiven(self.how_given.data), self.evidence.data)


class DecideForm(OnceForm, NamingForm):
    """What happens about a "no" or a "part", and why. Everybody who sees the plan reads it."""

    decision = TextAreaField(_l("What do you decide?"))
    reason = TextAreaField(_l("Why?"))

    def validate_decision(self, field: TextAreaField) -> None:
        """Not empty."""
        self._check(field, _l("Write what you decide"))

    def validate_reason(self, field: TextAreaField) -> None:
        """No decision without one."""
        self._check(field, _l("Write why you decide so"))

    @property
    def everything(self) -> str:
        """All the words of this form."""
        return f"{self.decision.data}\n{self.reason.data}"

    def _check(self, field: TextAreaField, missing: LazyString) -> None:
        field.data = _short(field)
        if not field.data:
            raise ValidationError(missing)


def _short(field: TextAreaField) -> str:
    words = tidy(field.data)
    if len(words) > LONGEST:
        raise ValidationError(_l("Use fewer words: up to 2,000 letters"))
    return words
