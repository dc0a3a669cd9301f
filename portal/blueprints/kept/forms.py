"""What a page sends by itself, and the press that throws it away."""

import json
import re
from typing import Any

from flask_wtf import FlaskForm
from wtforms import StringField, ValidationError

from portal.heard import MOST_SIGNS
from portal.kept import Typed
from portal.web.keeping import may_be_kept, page_to_come_back_to, path_of_ours
from portal.web.typed import tidy

MOST_FIELDS = 100
# The longest address of ours has two ids; the longest name of a field one.
MOST_LETTERS = 200
MARK = re.compile("[0-9a-f]{1,8}")


class KeepForm(FlaskForm):  # type: ignore[misc]
    """The path of the page, and what stands in its fields, as JSON: the page writes it, nobody types it."""

    page = StringField()
    words = StringField()

    def validate_page(self, field: StringField) -> None:
        """A page of ours that is opened, and none where secrets are typed."""
        field.data = page_to_come_back_to(field.data)
        if field.data is None:
            raise ValidationError

    def validate_words(self, field: StringField) -> None:
        """A list of fields of forms of ours."""
        try:
            read = json.loads(field.data or "")
            if not isinstance(read, list) or len(read) > MOST_FIELDS:
                raise ValueError
            self.typed = [one for each in read if (one := _typed(each)).words]
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            raise ValidationError from None


def _typed(each: dict[str, Any]) -> Typed:
    """One field; ValueError, TypeError or KeyError for what our page never sends. Long words are cut."""
    name, nth, was = str(each["name"]), int(each["nth"]), str(each["was"])
    form = path_of_ours(str(each["form"]), method="POST")
    if form is None or not may_be_kept(name) or not 0 < len(name) <= MOST_LETTERS or not 0 <= nth < MOST_FIELDS:
        raise ValueError
    if not MARK.fullmatch(was):
        raise ValueError
    return Typed(form, tidy(name), nth, was, tidy(str(each["words"]))[:MOST_SIGNS])
