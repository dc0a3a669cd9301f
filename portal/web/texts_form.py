"""A title and words in each language: what an adult writes for many who read different ones."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField, ValidationError

from portal.web.typed import tidy
from portal.web.words import LANGUAGES

MOST_TITLE, MOST_WORDS = 100, 4000


class TextsForm(FlaskForm):  # type: ignore[misc]
    """English always; another language where somebody has it. What is not written in one, is read in English there."""

    title_en = StringField(_l("Title"))
    words_en = TextAreaField(_l("Words"))
    title_pl = StringField(_l("Title in Polish"))
    words_pl = TextAreaField(_l("Words in Polish"))
    title_ar = StringField(_l("Title in Arabic"))
    words_ar = TextAreaField(_l("Words in Arabic"))
    # What is said where the English words are missing.
    missing_words: LazyString = _l("Write the words")

    @property
    def needs_words(self) -> bool:
        """False where a title may stand alone."""
        return True

    def validate_title_en(self, field: StringField) -> None:
        """Something, in one line."""
        _check(field, MOST_TITLE, _l("Write a title"))

    def validate_words_en(self, field: TextAreaField) -> None:
        """Something, and what is read in one piece. Nothing is cut."""
        _check(field, MOST_WORDS, self.missing_words if self.needs_words else None)

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

    def _check_other(self, field: StringField, beside: StringField, most: int) -> None:
        is_there = bool(tidy(field.data) or tidy(beside.data))
        may_miss = not is_there or (most == MOST_WORDS and not self.needs_words)
        _check(field, most, None if may_miss else _l("Write the title and the words, or leave both empty"))

    @property
    def texts(self) -> dict[str, tuple[str, str]]:
        """Title and words by language, where somebody wrote them."""
        both = {of: (self[f"title_{of}"].data, self[f"words_{of}"].data) for of in LANGUAGES}
        return {of: text for of, text in both.items() if text[0]}

    @property
    def all_words(self) -> str:
        """Everything in which a name may stand."""
        return "\n".join(part for text in self.texts.values() for part in text)


def _check(field: StringField, most: int, missing: LazyString | None) -> None:
    field.data = tidy(field.data) if most == MOST_WORDS else " ".join(tidy(field.data).split())
    if not field.data and missing is not None:
        raise ValidationError(missing)
    if len(field.data) > most:
        too_long = {
            MOST_TITLE: _l("Use fewer words: up to 100 letters"),
            MOST_WORDS: _l("Use fewer words: up to 4000 letters"),
        }
        raise ValidationError(too_long[most])
