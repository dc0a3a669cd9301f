"""What somebody fills in who writes a page of the house."""

import json
from datetime import date
from pathlib import PurePosixPath

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, StringField, TextAreaField, ValidationError

from portal.blueprints.policies.services import Draft
from portal.models import Policy
from portal.revisions import ClashError
from portal.web.date_parts import DateParts
from portal.web.dates import full_date
from portal.web.paper_field import paper_in
from portal.web.photo_field import is_chosen
from portal.web.press import VersionForm
from portal.web.typed import tidy

LONGEST_WORDS = 8_000
LONGEST_CONTACT = 300
LONGEST_NAME = 100


def _shown(name: str, value: str) -> str:
    return full_date(date.fromisoformat(value)) if name == "dated_on" and value else value


class EditPolicyForm(VersionForm):
    """The words, their day, whom to ask, the document. `version` and `before` are the page as it was when opened."""

    words = TextAreaField(_l("The page in plain words"))
    dated_on = DateParts(_l("From which day is it?"), missing=_l("Type the day from which this counts"))
    contact = StringField(_l("Whom can families ask?"))
    document = FileField(_l("The whole document, as a PDF"))
    # A page of the house keeps no revisions (it is about no pupil): the form itself remembers what it began with.
    before = HiddenField()

    def __init__(self, policy: Policy | None, *, most_bytes: int) -> None:
        facts = {"words": policy.words, "dated_on": policy.dated_on, "contact": policy.contact} if policy else {}
        kept = {
            "version": str(policy.version if policy else 0),
            "before": json.dumps(Draft.of(policy).texts if policy else {}),
        }
        super().__init__(data={**kept, **facts})
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
        if is_chosen(field):
            self._paper = paper_in(field, most_bytes=self._most_bytes).content

    @property
    def draft(self) -> Draft:
        """What is to stand on the page."""
        day = self.dated_on.data
        assert day is not None, "a form without a day is not taken"
        return Draft(self.words.data, day, self.contact.data, self._paper, self._name if self._paper else "")

    @property
    def began_with(self) -> dict[str, str]:
        """What stood in the boxes when the form was opened; nothing for what we did not write ourselves."""
        try:
            texts = json.loads(self.before.data or "")
            return {name: str(texts.get(name, "")) for name in ("words", "dated_on", "contact")}
        except (ValueError, AttributeError, RecursionError):
            return {}

    def take(self, clash: ClashError) -> None:
        """Keep what both wrote: their words where this person changed nothing, this person's own where they did."""
        for name in clash.fields:
            if clash.mine[name] == clash.opened.get(name, ""):
                self._put(name, clash.theirs[name])
        self.version.data, self.before.data = str(clash.version), json.dumps(clash.theirs)

    def texts(self, clash: ClashError) -> list[dict[str, str]]:
        """The three texts of each field that two people changed."""
        both = [
            name for name in clash.fields if clash.opened.get(name, "") not in (clash.mine[name], clash.theirs[name])
        ]
        each = {"opened": clash.opened, "theirs": clash.theirs, "mine": clash.mine}
        return [
            {
                "label": str(self[name].label.text),
                **{who: _shown(name, words.get(name, "")) for who, words in each.items()},
            }
            for name in both
        ]

    def _put(self, name: str, value: str) -> None:
        if name == "dated_on":
            self.dated_on.put(date.fromisoformat(value))
        else:
            self[name].data = value

    @property
    def _name(self) -> str:
        """What the file was called on their device, without the folders."""
        name = tidy((self.document.data.filename or "").replace("\\", "/"))
        return (PurePosixPath(name).name or "document.pdf")[-LONGEST_NAME:]
