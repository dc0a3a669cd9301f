"""What a young person taps: am I ready, what I choose, how I sort the steps. Staff write it down as it is said."""

import uuid
from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import ValidationError

from portal.blueprints.steps.services.answering import Say
from portal.blueprints.steps.services.choosing import How
from portal.blueprints.steps.words import HOW
from portal.heard.form import OWN_WAYS
from portal.models import HowSaid, Readiness, StepOffer
from portal.web.press import OnceForm


class HelpedForm(OnceForm):
    """A form that says who helped: the young person themself, or the member of staff who writes it down."""

    how_said = StringField()

    def __init__(self, *, entered: bool) -> None:
        super().__init__()
        self.entered = entered

    def validate_how_said(self, field: StringField) -> None:
        """By themself, unless they say that somebody helped; staff say how it was said to them."""
        if self.entered and field.data not in HOW:
            raise ValidationError(_l("Say how they said it"))
        field.data = field.data if self.entered or field.data in OWN_WAYS else HowSaid.BY_MYSELF

    @property
    def how(self) -> How:
        """Who helped, and the number of the form."""
        return How(HowSaid(self.how_said.data), self.number)


class ReadyForm(HelpedForm):
    """Go on, stay or step back."""

    answer = StringField()

    def validate_answer(self, field: StringField) -> None:
        """One of the three."""
        if field.data not in set(Readiness):
            raise ValidationError(_l("Tap one of the three."))

    @property
    def said(self) -> Say:
        """What was said."""
        return Say(Readiness(self.answer.data), self.how.how_said, self.number)


class ChooseForm(HelpedForm):
    """One of what is offered."""

    answer = StringField()

    def __init__(self, offers: Iterable[StepOffer], *, entered: bool) -> None:
        super().__init__(entered=entered)
        self.offers = {str(one.id): one for one in offers}

    def validate_answer(self, field: StringField) -> None:
        """Nothing that the adults could not keep."""
        if field.data not in self.offers:
            raise ValidationError(_l("Tap one of these."))

    @property
    def offer(self) -> StepOffer:
        """What was chosen."""
        return self.offers[self.answer.data]


class SortForm(HelpedForm):
    """The steps in an order. Up or down moves one and shows the page again; nothing is kept till it is sent."""

    order = HiddenField()
    move = StringField()

    def __init__(self, ids: Iterable[uuid.UUID], *, entered: bool) -> None:
        super().__init__(entered=entered)
        known = [str(one) for one in ids]
        sent = [one for one in (self.order.data or "").split() if one in known]
        self.ids = list(dict.fromkeys([*sent, *known]))
        self._step()

    @property
    def is_moving(self) -> bool:
        """True when a step was moved, and nothing is to be kept yet."""
        return bool(self.move.data)

    @property
    def sorted_ids(self) -> list[uuid.UUID]:
        """The steps, the easiest first."""
        return [uuid.UUID(one) for one in self.ids]

    def _step(self) -> None:
        way, _space, one = (self.move.data or "").partition(" ")
        if one in self.ids and way in ("up", "down"):
            at = self.ids.index(one)
            to = min(max(at + (-1 if way == "up" else 1), 0), len(self.ids) - 1)
            self.ids.insert(to, self.ids.pop(at))
        self.order.data = " ".join(self.ids)
