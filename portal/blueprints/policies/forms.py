"""What somebody fills in who writes a page of the house."""

from pathlib import PurePosixPath

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import StringField, TextAreaField, ValidationError

from portal.blueprints.policies.papers import NotAPaperError, Trouble, paper_from
from portal.blueprints.policies.services import Draft
from portal.models import Policy
from portal.web.date_parts import DateParts
from portal.web.press import VersionForm
from portal.web.typed import tidy

LONGEST_WORDS = 8_000
LONGEST_CONTACT = 300
LONGEST_NAME = 100
SENTENCES = {
    Trouble.TOO_HEAVY: _l("This file is too big. Choose a smaller PDF"),
    Trouble.NOT_A_PDF: _l("This is not a PDF. Save the document as a PDF and choose that one"),
    Trouble.BROKEN: _l("This PDF is not whole, or we cannot read it. Save it as a PDF again and choose that one"),
    Trouble.LOCKED: _l("This PDF is locked with a password. Save it without one and choose that one"),
    Trouble.DOES_THINGS: _l(
        "This PDF does something when it is opened, or holds another file. Print it as a PDF and choose that one"
    ),
}


class EditPolicyForm(VersionForm):
    """The words, their day, whom to ask, the whole document. `version` is what the page was when it was opened."""

    words = TextAreaField(_l("The page in plain words"))
    dated_on = DateParts(_l("From which day is it?"), missing=_l("Type the day from which this counts"))
    contact = StringField(_l("Whom can families ask?"))
    document = FileField(_l("The whole document, as a PDF"))

    def __init__(self, policy: Policy | None, *, most_bytes: int) -> None:
        facts = {"words": policy.words, "dated_on": policy.dated_on, "contact": policy.contact} if policy else {}
        super().__init__(data={"version": str(policy.version if policy else 0), **facts})
        self._most_bytes = most_bytes
        self._paper: bytes | None = None

    def validate_words(self, field: TextAreaField) -> None:
        """Something, and what somebody reads in one piece. Nothing is cut."""
        field.data = tidy(field.data)
        if not field.data:
            raise ValidationError(_l("Write the page first"))
        if len(field.data) > LONGEST_WORDS:
            raise ValidationError(_l("Use fewer words: up to 8000 letters. The rest belongs in the document"))

    def validate_contact(self, field: StringField) -> None:
        """Nobody is left without somebody to ask."""
        field.data = tidy(field.data)
        if not field.data:
            raise ValidationError(_l("Write whom families can ask"))
        if len(field.data) > LONGEST_CONTACT:
            raise ValidationError(_l("Use fewer words: up to 300 letters"))

    def validate_document(self, field: FileField) -> None:
        """A PDF that does nothing but show itself; none keeps the one that is there."""
        content = field.data.stream.read(self._most_bytes + 1) if isinstance(field.data, FileStorage) else b""
        if not content:
            return
        try:
            self._paper = paper_from(content, most_bytes=self._most_bytes)
        except NotAPaperError as error:
            raise ValidationError(SENTENCES[error.why]) from error

    @property
    def draft(self) -> Draft:
        """What is to stand on the page."""
        day = self.dated_on.data
        assert day is not None, "a form without a day is not taken"
        return Draft(self.words.data, day, self.contact.data, self._paper, self._name if self._paper else "")

    @property
    def _name(self) -> str:
        """What the file was called on their device, without the folders."""
        name = tidy((self.document.data.filename or "").replace("\\", "/"))
        return (PurePosixPath(name).name or "document.pdf")[-LONGEST_NAME:]
