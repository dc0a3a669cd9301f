"""A reason by picture, and words for whoever wants to say more."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from portal.heard.form import SayForm
from portal.models import HowSaid, WhyNot
from portal.web.press import OnceForm


class WhyForm(OnceForm):
    """One tap on a picture sends it. The number makes a form that is sent twice one."""

    why = StringField()

    def validate_why(self, field: StringField) -> None:
        """One of the five."""
        if field.data not in set(WhyNot):
            raise ValidationError(_l("Tap one of the 5 pictures"))

    @property
    def reason(self) -> WhyNot:
        """The picture that was tapped."""
        return WhyNot(self.why.data)


class MoreForm(SayForm):
    """What they want to say with it. Nobody has to."""

    @property
    def how(self) -> HowSaid:
        """Who helped."""
        return HowSaid(self.how_said.data)
