"""What somebody who wants to be rung is asked."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.blueprints.calls.languages import CODES, OTHER
from portal.heard import Audience
from portal.heard.form import SayForm
from portal.messaging.contacts import Talked
from portal.models import AskKind, GoodTime, Tone
from portal.web.press import OnceForm

# No interpreter.
ALONE = "alone"


class AskForCallForm(OnceForm):
    """When it suits; a tap on a picture sends it. The number makes a form that is sent twice one call."""

    page = HiddenField()
    good_time = StringField()

    def validate_good_time(self, field: StringField) -> None:
        """One of the pictures."""
        if field.data not in set(GoodTime):
            raise ValidationError(_l("Tap the time that suits you."))


class ReadToMeForm(OnceForm):
    """Who reads it to them: somebody who rings, or with an interpreter of a language; a tap sends it."""

    page = HiddenField()
    wanted = StringField()

    def validate_wanted(self, field: StringField) -> None:
        """Nobody beside who rings, or one of the languages."""
        if field.data not in {ALONE, OTHER, *CODES}:
            raise ValidationError(_l("Tap one of the answers"))

    @property
    def interpreter(self) -> str:
        """The code of the language; empty for none."""
        return "" if self.wanted.data == ALONE else str(self.wanted.data)


class CallDoneForm(SayForm):
    """What came of a call: reached or not, and maybe what was said. Nothing has to be written."""

    read_back = BooleanField(_l("I read it back to them, and they said it is right"))
    tone = RadioField(
        _l("What was it about?"),
        choices=[
            SelectChoice(Tone.GOOD.value, _l("Something good")),
            SelectChoice(Tone.HARD.value, _l("Something hard")),
            SelectChoice(Tone.PLAIN.value, _l("Neither")),
        ],
        default=Tone.PLAIN.value,
        validate_choice=False,
    )
    kind = RadioField(
        _l("Is it a question or a wish? Then it goes on the list"),
        choices=[
            SelectChoice("", _l("No, only write it down")),
            SelectChoice(AskKind.CAN_I_ASK.value, _l("A question")),
            SelectChoice(AskKind.WOULD_LIKE.value, _l("A wish")),
            SelectChoice(AskKind.NOT_RIGHT.value, _l("Something is not right")),
        ],
        default="",
        validate_choice=False,
    )
    # Empty, or the button that says that nobody picked up.
    how = StringField()

    def __init__(self, *, audience: Audience, **facts: Any) -> None:
        super().__init__(audience=audience, needs_words=False, **facts)
        self.words.label.text = _l("What was said, in their own words")

    @property
    def reached_nobody(self) -> bool:
        """True when nobody picked up."""
        return bool(self.how.data == "not_reached")

    @property
    def asks(self) -> AskKind | None:
        """What goes on the list of questions; None when it is only written down."""
        return AskKind(self.kind.data) if self.kind.data else None

    @property
    def talked(self) -> Talked:
        """The contact with home that it was. What they said stands as theirs, and not a second time as a note."""
        return Talked(tone=Tone(self.tone.data), was_read_back=bool(self.read_back.data))

    def validate_tone(self, field: RadioField) -> None:
        """One of the three; whoever only says "I rang" says neither."""
        if field.data not in set(Tone):
            field.data = Tone.PLAIN.value

    def validate_kind(self, field: RadioField) -> None:
        """One of these, and with the words of it."""
        if field.data not in {"", *AskKind}:
            raise ValidationError(_l("Tap one of the 4 answers"))
        if field.data and not self.words.data:
            raise ValidationError(_l("Write down what they asked first"))

    def validate_words(self, field: TextAreaField) -> None:
        """Words of somebody who was not reached are nobody's; they are not thrown away either."""
        super().validate_words(field)
        if self.reached_nobody and field.data:
            raise ValidationError(_l("You wrote what was said. If you did not reach them, take the words out first"))

    def validate_read_back(self, field: BooleanField) -> None:
        """What stands there as theirs has been read to them."""
        if self.words.data and not self.reached_nobody and not field.data:
            raise ValidationError(_l("Read it back to them, then tick this"))
