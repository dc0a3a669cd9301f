"""Letters that were sent to somebody, as staff read of them: which, and what became of it; never what stood in it."""

from collections.abc import Callable
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.blueprints.people.queries.deliveries import Became

# Each letter of portal/outbox/letters.py. Keep alphabetical.
LETTERS: dict[str, LazyString] = {
    "address_changed": _l("The email was changed"),
    "concern": _l("Open the portal now"),
    "new_sign_in": _l("A new phone or computer"),
    "once_a_day": _l("The letter of a day"),
    "message": _l("There is a message"),
    "news": _l("There is news"),
    "promise": _l("The day of a promise comes near"),
    "secret_changed": _l("A way in was changed"),
    "sign_in": _l("A code to come in"),
    "something_new": _l("There is something new"),
    "to_do": _l("Something waits"),
}
BECAME: dict[Became, LazyString] = {
    Became.SENT: _l("Sent"),
    Became.WAITS: _l("Waits to go"),
    Became.GAVE_WAY: _l("Went the other way"),
    Became.FAILED: _l("Did not arrive"),
}


def letter_name(letter: str) -> str:
    """What a letter is called; a new one is at least a letter."""
    return str(LETTERS.get(letter, _l("A letter")))


def delivery_word(became: Became) -> str:
    """What became of it."""
    return str(BECAME[became])


FILTERS: dict[str, Callable[..., Any]] = {"delivery_word": delivery_word, "letter_name": letter_name}
