"""What staff note of a contact: with whom, how, what it was about, and whether it was read back."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.blueprints.contacts.words import TONES, WAYS
from portal.heard.form import NamingForm
from portal.messaging.contacts import Talked
from portal.models import ContactWay, Person, Tone
from portal.web.press import OnceForm
from portal.web.typed import tidy

LONGEST = 2_000


class RangForm(OnceForm, NamingForm):
    """A call that was made: what it was about; a note and whether it was read back, for whoever wants to.

    Of a talk with the young person themself (`is_young`) nothing is noted: it is no contact with home.
    """

    tone = RadioField(
        _l("What was it about?"),
        choices=[SelectChoice(tone.value, words) for tone, words in TONES.items()],
        validate_choice=False,
    )
    note = TextAreaField(_l("What was said"))
    read_back = BooleanField(_l("I read it back to them, and they said it is right"))

    def __init__(self, *, is_young: bool = False, **facts: Any) -> None:
        super().__init__(**facts)
        self.is_young = is_young
        if is_young:
            for name in ("tone", "note", "read_back"):
                del self[name]

    def validate_tone(self, field: RadioField) -> None:
        """One of the three."""
        if field.data not in set(Tone):
            raise ValidationError(_l("Tap one of the 3 answers"))

    def validate_note(self, field: TextAreaField) -> None:
        """As many words as somebody reads again."""
        field.data = tidy(field.data)
        if len(field.data) > LONGEST:
            raise ValidationError(_l("Use fewer words here. Yours are still in the box"))

    def validate_read_back(self, field: BooleanField) -> None:
        """Only what was written down can be read back."""
        if field.data and not self.note.data:
            raise ValidationError(_l("Write down what was said first"))

    @property
    def way_it_was(self) -> ContactWay:
        """By telephone."""
        return ContactWay.CALL

    @property
    def talked(self) -> Talked:
        """What is to be kept."""
        if self.is_young:
            return Talked()
        return Talked(self.way_it_was, Tone(self.tone.data), self.note.data, bool(self.read_back.data))


class ContactForm(RangForm):
    """A contact that no thread and no list knows of. Messages are counted by themselves and not offered here."""

    person = RadioField(_l("With whom?"), validate_choice=False)
    way = RadioField(
        _l("How?"),
        choices=[SelectChoice(way.value, words) for way, words in WAYS.items() if way is not ContactWay.MESSAGE],
        validate_choice=False,
    )

    def __init__(self, carers: Sequence[Person]) -> None:
        super().__init__(data={"person": str(carers[0].id)} if len(carers) == 1 else {})
        self.person.choices = [SelectChoice(str(one.id), one.full_name) for one in carers]

    def validate_person(self, field: RadioField) -> None:
        """One of those at home."""
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_l("Say with whom"))

    def validate_way(self, field: RadioField) -> None:
        """One of the three."""
        if field.data not in set(ContactWay) - {ContactWay.MESSAGE}:
            raise ValidationError(_l("Say how you were in touch"))

    @property
    def person_id(self) -> uuid.UUID:
        """With whom."""
        return uuid.UUID(self.person.data)

    @property
    def way_it_was(self) -> ContactWay:
        """As was tapped."""
        return ContactWay(self.way.data)
