"""Putting something on the shelf: what about, which kind, the words in each language, a link or a file."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import RadioField, StringField, ValidationError

from portal.blueprints.resources.links import NotALinkError, link_from
from portal.blueprints.resources.services import Draft
from portal.blueprints.resources.words import KINDS
from portal.grouping.words import TOPICS
from portal.heard.form import NamingForm
from portal.models import GroupTopic, ResourceKind
from portal.web.paper_field import paper_in
from portal.web.press import OnceForm
from portal.web.sound_field import sound_in
from portal.web.texts_form import TextsForm


class ResourceForm(OnceForm, NamingForm, TextsForm):
    """A page needs words; a link its address, a recording its sound, a paper its PDF. Words may stand beside it."""

    topic = RadioField(_l("What is it about?"), validate_choice=False)
    kind = RadioField(_l("What is it?"), validate_choice=False)
    link = StringField(_l("The link"))
    sound = FileField(_l("The recording"))
    paper = FileField(_l("The paper, as a PDF"))

    def __init__(self, *, most_bytes: int) -> None:
        super().__init__()
        self._most_bytes = most_bytes
        self.topic.choices = list(TOPICS.items())
        self.kind.choices = list(KINDS.items())
        self._link = ""
        self._file: tuple[bytes, str] | None = None

    @property
    def needs_words(self) -> bool:
        """A page is its words."""
        return bool(self.kind.data == ResourceKind.PAGE)

    def validate_topic(self, field: RadioField) -> None:
        """One of those that were offered."""
        if field.data not in list(TOPICS):
            raise ValidationError(_l("Choose what it is about"))

    def validate_kind(self, field: RadioField) -> None:
        """One of those that were offered."""
        if field.data not in list(KINDS):
            raise ValidationError(_l("Choose what it is"))

    def validate_link(self, field: StringField) -> None:
        """Of a link: an address that leads somewhere by https."""
        if self.kind.data != ResourceKind.LINK:
            return
        try:
            self._link = link_from(field.data or "")
        except NotALinkError as error:
            said = _l("This is not a link that we can show. Copy it whole: it begins with https://")
            raise ValidationError(said) from error

    def validate_sound(self, field: FileField) -> None:
        """Of a recording: a sound that browsers play."""
        if self.kind.data == ResourceKind.RECORDING:
            self._file = sound_in(field)

    def validate_paper(self, field: FileField) -> None:
        """Of a paper: a PDF, which is written anew."""
        if self.kind.data == ResourceKind.DOCUMENT:
            self._file = paper_in(field, most_bytes=self._most_bytes).content, "application/pdf"

    @property
    def draft(self) -> Draft:
        """What was filled in."""
        return Draft(GroupTopic(self.topic.data), ResourceKind(self.kind.data), self.texts, self._link, self._file)
