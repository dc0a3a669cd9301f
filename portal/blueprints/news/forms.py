"""Writing news: a title and words in each language, and for whom it is."""

import uuid
from collections.abc import Sequence

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField, TextAreaField, ValidationError

from portal.blueprints.news.queries import Whom
from portal.heard.form import NamingForm
from portal.models import Site
from portal.pupils import Child
from portal.web.press import OnceForm
from portal.web.typed import tidy
from portal.web.words import LANGUAGES

MOST_TITLE, MOST_WORDS = 100, 4000
ALL, SOME = "all", "some"
# So many signs of an id tell the pupils of a setting apart, and keep a page of 200 light.
SIGNS = 12


def mark_of(child: Child) -> str:
    """What a ticked pupil is sent as."""
    return child.pupil_id.hex[:SIGNS]


class NewsForm(OnceForm, NamingForm):
    """English always; another language where somebody has it. What is not written in one, is read in English there."""

    title_en = StringField(_l("Title"))
    words_en = TextAreaField(_l("Words"))
    title_pl = StringField(_l("Title in Polish"))
    words_pl = TextAreaField(_l("Words in Polish"))
    title_ar = StringField(_l("Title in Arabic"))
    words_ar = TextAreaField(_l("Words in Arabic"))
    whom = RadioField(_l("Who gets it?"), validate_choice=False)
    names_ok = BooleanField(_l("Yes, it may stand as it is"))

    def __init__(self, sites: Sequence[Site], pupils: Sequence[Child]) -> None:
        super().__init__()
        self.pupils = pupils
        of_sites = [(str(site.id), site.name) for site in sites] if len(sites) > 1 else []
        self.whom.choices = [(ALL, _l("All families")), *of_sites, (SOME, _l("Families of the pupils I tick"))]

    def validate_title_en(self, field: StringField) -> None:
        """Something, in one line."""
        self._check(field, MOST_TITLE, _l("Write a title"), _l("Use fewer words: up to 100 letters"))

    def validate_words_en(self, field: TextAreaField) -> None:
        """Something, and what is read in one piece. Nothing is cut."""
        self._check(field, MOST_WORDS, _l("Write the news"), _l("Use fewer words: up to 4000 letters"))

    def validate_title_pl(self, field: StringField) -> None:
        """With words, or not at all."""
        self._check_other(field, self.words_pl, MOST_TITLE)

    def validate_words_pl(self, field: TextAreaField) -> None:
        """With a title, or not at all."""
        self._check_other(field, self.title_pl, MOST_WORDS)

    def validate_title_ar(self, field: StringField) -> None:
        """With words, or not at all."""
        self._check_other(field, self.words_ar, MOST_TITLE)

    def validate_words_ar(self, field: TextAreaField) -> None:
        """With a title, or not at all."""
        self._check_other(field, self.title_ar, MOST_WORDS)

    def validate_whom(self, field: RadioField) -> None:
        """One of those that were offered; with ticks, where it is about some pupils."""
        if field.data not in [value for value, _label in field.choices]:
            raise ValidationError(_l("Choose who gets it"))
        if field.data == SOME and not self.ticked:
            raise ValidationError(_l("Tick the pupils below, or choose all families"))

    def _check_other(self, field: StringField, beside: StringField, most: int) -> None:
        if tidy(field.data) or tidy(beside.data):
            short = (
                _l("Use fewer words: up to 100 letters")
                if most == MOST_TITLE
                else _l("Use fewer words: up to 4000 letters")
            )
            self._check(field, most, _l("Write the title and the words, or leave both empty"), short)

    def _check(self, field: StringField, most: int, missing: object, too_long: object) -> None:
        field.data = tidy(field.data) if most == MOST_WORDS else " ".join(tidy(field.data).split())
        if not field.data:
            raise ValidationError(missing)
        if len(field.data) > most:
            raise ValidationError(too_long)

    @property
    def ticked(self) -> frozenset[uuid.UUID]:
        """The pupils that were ticked, as far as they were offered."""
        sent = set(request.form.getlist("pupils"))
        return frozenset(child.pupil_id for child in self.pupils if mark_of(child) in sent)

    @property
    def chosen(self) -> Whom:
        """For whom it is."""
        if self.whom.data == SOME:
            return Whom(pupil_ids=self.ticked)
        return Whom() if self.whom.data == ALL else Whom(site_id=uuid.UUID(self.whom.data))

    @property
    def chosen_name(self) -> str:
        """The same in words."""
        if self.whom.data == SOME:
            return ", ".join(child.first_name for child in self.pupils if child.pupil_id in self.ticked)
        return str(dict(self.whom.choices)[self.whom.data])

    @property
    def texts(self) -> dict[str, tuple[str, str]]:
        """Title and words by language, where somebody wrote them."""
        both = {of: (self[f"title_{of}"].data, self[f"words_{of}"].data) for of in LANGUAGES}
        return {of: text for of, text in both.items() if text[0]}

    @property
    def all_words(self) -> str:
        """Everything in which a name may stand."""
        return "\n".join(part for text in self.texts.values() for part in text)
