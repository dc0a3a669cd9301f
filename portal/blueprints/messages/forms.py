"""What somebody fills in to write, to take back, and to say when they work."""

import re
from collections.abc import Iterable
from datetime import time
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.blueprints.messages.words import WEEKDAYS
from portal.heard import Audience
from portal.heard.form import SayForm
from portal.images import Picture, picture_from
from portal.messaging.phrase_book import Phrase
from portal.messaging.sending import Sent
from portal.models import HowSaid, WorkingTime
from portal.web.photo_field import is_chosen, photo_in
from portal.web.sound_field import sound_in
from portal.web.typed import tidy

_FILES = {"photo": "photo", "voice": "sound"}


class WriteForm(SayForm):
    """A message: a phrase by one tap, words, a photo or a voice note; a photo may come with words."""

    words = TextAreaField(_l("Your words"))
    phrase = StringField()
    photo = FileField(_l("Your photo"))
    sound = FileField(_l("Your voice"))

    def __init__(self, kind: str, *, audience: Audience, offered: tuple[Phrase, ...], words: str, most_bytes: int):
        super().__init__(audience=audience, needs_words=False, data={"words": words})
        self.kind, self.offered, self._most_bytes = kind, offered, most_bytes
        self._picture: Picture | None = None
        self._sound: tuple[bytes, str] | None = None
        for other, name in _FILES.items():
            if other != kind:
                del self[name]

    def validate_words(self, field: TextAreaField) -> None:
        """Words, or a phrase that was tapped; a photo and a voice note need neither."""
        self.needs_words = self.kind == "words" and self.tapped is None
        super().validate_words(field)

    def validate_photo(self, field: FileField) -> None:
        """Decode it; say what it is when it is no picture."""
        if not is_chosen(field):
            raise ValidationError(_l("Choose a photo"))
        self._picture = photo_in(field, picture_from, most_bytes=self._most_bytes)

    def validate_sound(self, field: FileField) -> None:
        """Look what it is; say so when it cannot be played."""
        self._sound = sound_in(field)

    @property
    def tapped(self) -> Phrase | None:
        """The phrase that was tapped, if it was offered."""
        return next((phrase for phrase in self.offered if phrase.value == self.phrase.data), None)

    @property
    def sent(self) -> Sent:
        """What is to be sent."""
        picture = self._picture
        return Sent(
            self.number,
            self.words.data or "",
            self.tapped,
            HowSaid(self.how_said.data),
            (picture.content, picture.width, picture.height) if picture else None,
            self._sound,
        )


_STRETCH = re.compile(r"(\d{1,2})[:.](\d{2})\s*(?:-|–|to)\s*(\d{1,2})[:.](\d{2})", re.ASCII)


class TimesForm(FlaskForm):  # type: ignore[misc]
    """When somebody works: for each weekday from when to when; empty on a day on which they do not."""

    def __init__(self, times: Iterable[WorkingTime]) -> None:
        rows = [(one.weekday, f"{one.starts:%H:%M}-{one.ends:%H:%M}") for one in times]
        super().__init__(
            data={f"day_{day}": ", ".join(words for on, words in rows if on == day) for day in range(len(WEEKDAYS))}
        )

    @property
    def times(self) -> list[tuple[int, time, time]]:
        """Each weekday with its times; what was typed has been looked at."""
        return [(day, *one) for day in range(len(WEEKDAYS)) for one in _read(self[f"day_{day}"].data) or []]


def _read(words: str) -> list[tuple[time, time]] | None:
    """The stretches of a day; None for what is none."""
    found = []
    for part in filter(None, (one.strip() for one in words.split(","))):
        match = _STRETCH.fullmatch(part)
        numbers = [int(one) for one in match.groups()] if match else [99] * 4
        if numbers[0] > 23 or numbers[2] > 23 or max(numbers[1], numbers[3]) > 59:
            return None
        found.append((time(numbers[0], numbers[1]), time(numbers[2], numbers[3])))
    moments = [moment for stretch in sorted(found) for moment in stretch]
    in_order = all(one < other for one, other in found) and moments == sorted(moments)
    return sorted(found) if in_order else None


def _is_a_day(_form: Any, field: StringField) -> None:
    if _read(field.data) is None:
        raise ValidationError(_l("Type times like 8:30-12:00, 13:00-16:00"))


for _day, _words in enumerate(WEEKDAYS):
    setattr(TimesForm, f"day_{_day}", StringField(_words, filters=[tidy], validators=[_is_a_day]))
