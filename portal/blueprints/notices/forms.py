"""What somebody chooses, and how a task about a dead number ended."""

from datetime import time
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.blueprints.notices.words import CHANNELS, HOW_OFTEN, NEVER, NONE, OWN, QUIET, USUAL
from portal.models import Channel, HowOften
from portal.outbox.noticing import Wish

# How a task about an address or a number was done: a new one, or the old one works.
DONE = frozenset({"new", "works"})


class ChoiceForm(FlaskForm):  # type: ignore[misc]
    """By which way, how often, and when not. Only ways are offered by which they can be reached."""

    channel = RadioField(_l("How should we tell you that there is something new?"), validate_choice=False)
    how_often = RadioField(
        _l("How often?"),
        choices=[SelectChoice(one.value, label) for one, label in HOW_OFTEN.items()],
        validate_choice=False,
    )
    quiet = RadioField(
        _l("When should we be quiet?"),
        choices=[SelectChoice(value, label) for value, label in QUIET.items()],
        validate_choice=False,
    )
    quiet_from = StringField(_l("Quiet from"))
    quiet_until = StringField(_l("Quiet until"))

    def __init__(self, wish: Wish, ways: frozenset[Channel], **facts: Any) -> None:
        super().__init__(data=_as_shown(wish, ways), **facts)
        offered = [value for value in CHANNELS if value == NONE or Channel(value) in ways]
        self.channel.choices = [SelectChoice(value, CHANNELS[value]) for value in offered]
        self._offered = frozenset(offered)

    def validate_channel(self, field: RadioField) -> None:
        """One of those that are offered."""
        if field.data not in self._offered:
            raise ValidationError(_l("Tap one of the answers"))

    def validate_how_often(self, field: RadioField) -> None:
        """One of the two."""
        if field.data not in set(HowOften):
            raise ValidationError(_l("Tap one of the answers"))

    def validate_quiet(self, field: RadioField) -> None:
        """One of the five; with other times, two of them that are times."""
        if field.data not in QUIET:
            raise ValidationError(_l("Tap one of the answers"))
        if field.data == OWN and (_time(self.quiet_from.data) is None or _time(self.quiet_until.data) is None):
            raise ValidationError(_l("Type two times, like 20:00 and 07:30"))

    @property
    def wish(self) -> Wish:
        """What they chose."""
        hours: tuple[time | None, time | None] = (None, None)
        if self.quiet.data == OWN:
            hours = (_time(self.quiet_from.data), _time(self.quiet_until.data))
        elif self.quiet.data in USUAL:
            hours = USUAL[self.quiet.data]
        channel = None if self.channel.data == NONE else Channel(self.channel.data)
        return Wish(channel, HowOften(self.how_often.data), *hours)


def _as_shown(wish: Wish, ways: frozenset[Channel]) -> dict[str, str]:
    hours = (wish.quiet_from, wish.quiet_until)
    shown = {
        "channel": _channel_of(wish, ways),
        "how_often": wish.how_often.value,
        "quiet": next((value for value, usual in USUAL.items() if usual == hours), OWN),
    }
    if wish.quiet_from is None or wish.quiet_until is None:
        return {**shown, "quiet": NEVER}
    if shown["quiet"] == OWN:
        shown.update(quiet_from=f"{wish.quiet_from:%H:%M}", quiet_until=f"{wish.quiet_until:%H:%M}")
    return shown


def _channel_of(wish: Wish, ways: frozenset[Channel]) -> str:
    """What they chose; where they cannot be reached by it, the way by which they are."""
    if wish.channel is None:
        return NONE
    return wish.channel.value if wish.channel in ways else next((way.value for way in ways), NONE)


def _time(typed: str | None) -> time | None:
    try:
        return time.fromisoformat((typed or "").strip()).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        return None
