"""Coming to a date: who comes along, what they need. Afterwards: a face, and words for whoever has some."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.grouping.coming import Wants
from portal.grouping.words import NEEDS
from portal.models import GroupComing, GroupDate, GroupHelps, GroupKind, HowItWas
from portal.web.press import OnceForm
from portal.web.typed import tidy

MOST_SIGNS = 2000


class ComeForm(OnceForm):
    """Nothing has to be ticked."""

    brings_one = BooleanField(_l("I bring somebody with me"))
    weeks = RadioField(
        _l("Which weeks?"),
        choices=[SelectChoice("all", _l("Every week")), SelectChoice("one", _l("Only this one"))],
        validate_choice=False,
    )

    def __init__(self, date: GroupDate, mine: GroupComing | None) -> None:
        begins: dict[str, Any] = {"weeks": "one" if mine else "all", "brings_one": bool(mine and mine.brings_one)}
        super().__init__(data=begins)
        offered = {one.what for one in date.group.helps}
        self.offered = [one for one in NEEDS if one in offered]
        sent = request.form.getlist("needs") if request.method == "POST" else (mine.needs.split("\n") if mine else [])
        self.ticked = tuple(one for one in self.offered if one.value in sent)
        self.asks_weeks = date.group.kind is GroupKind.PROGRAMME and date.for_id is None
        self.may_bring = date.places > 1 and date.for_id is None

    @property
    def comes_to_all(self) -> bool:
        """To every week of the programme that is to come."""
        return self.asks_weeks and self.weeks.data == "all"

    @property
    def wants(self) -> Wants:
        """What they want."""
        needs: tuple[GroupHelps, ...] = self.ticked
        return Wants(self.number, bool(self.brings_one.data) and self.may_bring, needs)


class HowForm(OnceForm):
    """One of three faces, or words, or both; nothing is a way on, too."""

    face = StringField()
    words = TextAreaField(_l("What would help next time?"))

    def validate_face(self, field: StringField) -> None:
        """One of the three, or none."""
        if field.data not in set(HowItWas):
            field.data = ""

    def validate_words(self, field: TextAreaField) -> None:
        """No more than is read in one piece. Nothing is cut."""
        field.data = tidy(field.data)
        if len(field.data) > MOST_SIGNS:
            raise ValidationError(_l("Use fewer words here. Yours are still in the box"))
        if not field.data and not self.face.data:
            raise ValidationError(_l("Tap a face, or write something. You can also go back"))

    @property
    def felt(self) -> HowItWas | None:
        """The face that was tapped."""
        return HowItWas(self.face.data) if self.face.data else None
