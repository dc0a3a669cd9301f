"""What a young person taps, writes, draws or says in a check-in."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import SelectMultipleField, StringField, ValidationError

from portal.blueprints.checkins.questions import BY_MYSELF, helped_by
from portal.blueprints.checkins.services.sending import More
from portal.blueprints.checkins.words import HELPED
from portal.heard import Audience
from portal.heard.form import ToOneForm
from portal.images import Picture, picture_from
from portal.models import HelperFrom, HowSaid
from portal.web.photo_field import is_chosen, photo_in
from portal.web.press import OnceForm
from portal.web.sound_field import sound_in

_FIELD = {"words": "words", "drawing": "photo", "voice": "sound"}


class BeginForm(OnceForm):
    """OK, start: by themselves, or with an adult of a place who reads or writes."""

    helped = StringField(default=BY_MYSELF)

    def validate_helped(self, field: StringField) -> None:
        """One of the cards."""
        if field.data not in (BY_MYSELF, *HELPED):
            raise ValidationError(_l("Tap a picture"))

    @property
    def how_said(self) -> HowSaid:
        """Who taps."""
        return helped_by(self.helped.data)[0]

    @property
    def helper_from(self) -> HelperFrom | None:
        """Where the adult belongs."""
        return helped_by(self.helped.data)[1]


class TapForm(OnceForm):
    """One question: a tap is the answer. `fits` says which answers there are."""

    answer = SelectMultipleField(validate_choice=False)

    def __init__(self, fits: Callable[[list[str]], bool], *, most: int = 1) -> None:
        super().__init__()
        self._fits = fits
        self._most = most

    def validate_answer(self, field: SelectMultipleField) -> None:
        """Offered, each once, and not too many."""
        values = list(field.data or [])
        if not self._fits(values):
            many = len(values) > self._most > 1
            raise ValidationError(_l("Tap 3 at most") if many else _l("Tap a picture"))

    @property
    def values(self) -> list[str]:
        """What was tapped."""
        return list(self.answer.data or [])

    @property
    def value(self) -> str:
        """The one that was tapped."""
        return self.values[0]


class MoreForm(ToOneForm):
    """Words, a drawing or a voice note, one of them on each page. What cannot be taken never takes the rest with it."""

    photo = FileField(_l("Your drawing"))
    sound = FileField(_l("Your voice"))

    def __init__(self, kind: str, *, audience: Audience, most_bytes: int, **facts: Any) -> None:
        super().__init__(audience=audience, needs_words=kind == "words", **facts)
        self.kind = kind
        self._most_bytes = most_bytes
        self._picture: Picture | None = None
        self._sound: tuple[bytes, str] | None = None
        for other in ("words", "photo", "sound"):
            if other != _FIELD[kind]:
                del self[other]

    def validate_photo(self, field: FileField) -> None:
        """Decode it; say what it is when it is no picture."""
        if not is_chosen(field):
            raise ValidationError(_l("Draw something first, or go back"))
        self._picture = photo_in(field, picture_from, most_bytes=self._most_bytes)

    def validate_sound(self, field: FileField) -> None:
        """Look what it is; say so when it cannot be played."""
        self._sound = sound_in(field)

    @property
    def own_words(self) -> str:
        """What they wrote; nothing on the pages of a drawing and of a voice note."""
        return self.words.data if "words" in self else ""

    @property
    def more(self) -> More:
        """What is to be kept."""
        assert self.goes_to is not None
        picture = self._picture
        return More(
            client_id=self.number,
            kind=self.kind,
            goes_to=self.goes_to,
            leaves_out=self.leaves_out,
            words=self.own_words,
            photo=(picture.content, picture.width, picture.height) if picture else None,
            sound=self._sound,
        )
