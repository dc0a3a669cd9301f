"""The form in which a message is written, in a thread or as good news."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.heard import Audience
from portal.heard.form import SayForm
from portal.images import Picture, picture_from
from portal.messaging.phrase_book import Phrase
from portal.messaging.sending import Sent
from portal.models import HowSaid
from portal.papers import Paper
from portal.web.paper_field import paper_in
from portal.web.photo_field import is_chosen, photo_in
from portal.web.sound_field import sound_in

_FILES = {"photo": "photo", "voice": "sound", "paper": "paper"}


class WriteForm(SayForm):
    """A message: a phrase by one tap, words, a photo, a voice note or a PDF; a photo and a PDF may come with words."""

    words = TextAreaField(_l("Your words"))
    phrase = StringField()
    photo = FileField(_l("Your photo"))
    sound = FileField(_l("Your voice"))
    paper = FileField(_l("Your paper"))

    def __init__(self, kind: str, *, audience: Audience, offered: tuple[Phrase, ...], words: str, most_bytes: int):
        super().__init__(audience=audience, needs_words=False, data={"words": words})
        self.kind, self.offered, self._most_bytes = kind, offered, most_bytes
        self._picture: Picture | None = None
        self._sound: tuple[bytes, str] | None = None
        self._paper: Paper | None = None
        for other, name in _FILES.items():
            if other != kind:
                del self[name]

    def validate_words(self, field: TextAreaField) -> None:
        """Words, or a phrase that was tapped; what comes with a file needs neither."""
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

    def validate_paper(self, field: FileField) -> None:
        """A PDF that does nothing but show itself; say what it is when it is none."""
        self._paper = paper_in(field, most_bytes=self._most_bytes)

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
            self._paper.content if self._paper else None,
        )
