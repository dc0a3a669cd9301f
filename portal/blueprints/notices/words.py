"""The ways, how often, and the usual quiet hours, as everybody reads them."""

from collections.abc import Callable
from datetime import time
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.models import Channel, HowOften

NONE, OWN, NEVER = "none", "own", "never"

CHANNELS: dict[str, LazyString] = {
    Channel.EMAIL.value: _l("By e-mail"),
    Channel.SMS.value: _l("By text (SMS)"),
    # TRANSLATORS: one of three answers to "How should we tell you?"
    NONE: _l("Not at all. I look here myself"),
}
HOW_OFTEN: dict[HowOften, LazyString] = {
    HowOften.AT_ONCE: _l("At once"),
    HowOften.DAILY: _l("Once a day, at 4 in the afternoon"),
}
# The hours that are offered, each under the name that its answer has in the form.
USUAL: dict[str, tuple[time, time]] = {
    "night": (time(21), time(7)),
    "evening": (time(19), time(8)),
    "after_work": (time(17), time(9)),
}
QUIET: dict[str, LazyString] = {
    "night": _l("From 9 in the evening to 7 in the morning"),
    "evening": _l("From 7 in the evening to 8 in the morning"),
    "after_work": _l("From 5 in the afternoon to 9 in the morning"),
    OWN: _l("Other times: I type them below"),
    NEVER: _l("Never quiet"),
}
# What is wrong, for staff: at which way nothing arrives.
DEAD: dict[Channel, LazyString] = {
    Channel.EMAIL: _l("Nothing arrives at the e-mail address that we have."),
    Channel.SMS: _l("Nothing arrives at the number that we have."),
}


def dead_way(channel: Channel) -> str:
    """What is wrong, in a sentence."""
    return str(DEAD[channel])


FILTERS: dict[str, Callable[..., Any]] = {"dead_way": dead_way}
