"""What somebody says beside a section: in words, by taps, by a drawing or a voice note."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.blueprints.way import cards
from portal.blueprints.way.services.saying import Said
from portal.heard import Audience
from portal.heard.form import SayForm
from portal.images import Picture, picture_from
from portal.models import HowSaid, Person, Voice
from portal.web.photo_field import is_chosen, photo_in
from portal.web.sound_field import sound_in
from portal.web.typed import tidy

_FILES = {"drawing": "photo", "voice": "sound"}


class WordsForm(SayForm):
    """Words, taps, a drawing or a voice note beside a section. Staff may write down what the young person said."""

    taps = SelectMultipleField(validate_choice=False)
    photo = FileField(_l("Your drawing"))
    sound = FileField(_l("Your voice"))
    whose = StringField(default="mine")

    def __init__(
        self, kind: str, *, audience: Audience, offered: tuple[cards.Tap, ...], voice: Voice, young: Person,
        before: tuple[list[str], str], most_bytes: int,
    ) -> None:  # fmt: skip
        data = {"taps": before[0], "words": before[1], "whose": "mine"}
        super().__init__(audience=audience, needs_words=False, data=data)
        self.kind, self.offered = kind, offered
        self.may_write_down = voice is Voice.TEAM
        self._young, self._most_bytes = young, most_bytes
        self._picture: Picture | None = None
        self._sound: tuple[bytes, str] | None = None
        for other, name in _FILES.items():
            if other != kind:
                del self[name]

    def validate_words(self, field: TextAreaField) -> None:
        """Something: words or a picture that was tapped; a drawing and a voice note need neither."""
        self.needs_words = self.kind == "words" and not self.tapped
        super().validate_words(field)

    def validate_photo(self, field: FileField) -> None:
        """Decode it; say what it is when it is no picture."""
        if not is_chosen(field):
            raise ValidationError(_l("Draw something first, or go back"))
        self._picture = photo_in(field, picture_from, most_bytes=self._most_bytes)

    def validate_sound(self, field: FileField) -> None:
        """Look what it is; say so when it cannot be played."""
        self._sound = sound_in(field)

    def validate_whose(self, field: StringField) -> None:
        """Somebody's own, unless a member of staff says that they write something down."""
        field.data = "young" if field.data == "young" and self.may_write_down else "mine"

    @property
    def tapped(self) -> list[str]:
        """The cards that were tapped, as far as they were offered."""
        known = {tap.code for tap in self.offered}
        return [code for code in self.taps.data or [] if code in known]

    @property
    def all_words(self) -> str:
        """What is kept of taps and words."""
        return cards.words_of(self.tapped, self.offered, tidy(self.words.data))

    def said(self, topic: str) -> Said:
        """What was said, and by whom."""
        is_young = self.whose.data == "young"
        picture = self._picture
        return Said(
            topic,
            self.all_words,
            self.readers,
            HowSaid.WRITTEN_FOR_ME if is_young else HowSaid(self.how_said.data),
            self.number,
            self._young if is_young else None,
            (picture.content, picture.width, picture.height) if picture else None,
            self._sound,
        )
