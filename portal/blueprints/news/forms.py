"""Writing news: a title and words in each language, and for whom it is."""

import uuid
from collections.abc import Sequence

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, ValidationError

from portal.blueprints.news.queries import Whom
from portal.heard.form import NamingForm
from portal.models import Site
from portal.pupils import Child
from portal.web.press import OnceForm
from portal.web.texts_form import TextsForm

ALL, SOME = "all", "some"
# So many signs of an id tell the pupils of a setting apart, and keep a page of 200 light.
SIGNS = 12


def mark_of(child: Child) -> str:
    """What a ticked pupil is sent as."""
    return child.pupil_id.hex[:SIGNS]


class NewsForm(OnceForm, NamingForm, TextsForm):
    """A title and words in each language, and for whom it is."""

    missing_words = _l("Write the news")
    whom = RadioField(_l("Who gets it?"), validate_choice=False)
    names_ok = BooleanField(_l("Yes, it may stand as it is"))

    def __init__(self, sites: Sequence[Site], pupils: Sequence[Child]) -> None:
        super().__init__()
        self.pupils = pupils
        of_sites = [(str(site.id), site.name) for site in sites] if len(sites) > 1 else []
        self.whom.choices = [(ALL, _l("All families")), *of_sites, (SOME, _l("Families of the pupils I tick"))]

    def validate_whom(self, field: RadioField) -> None:
        """One of those that were offered; with ticks, where it is about some pupils."""
        if field.data not in [value for value, _label in field.choices]:
            raise ValidationError(_l("Choose who gets it"))
        if field.data == SOME and not self.ticked:
            raise ValidationError(_l("Tick the pupils below, or choose all families"))

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
