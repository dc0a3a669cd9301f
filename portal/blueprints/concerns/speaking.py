"""The card of who knows, spoken on a phone that has no voice: recorded sentences without a name, true at that moment.

Each recording is one or two of these sentences (tools/recordings.yml); they are joined as the card stands.
"""

from collections.abc import Iterator

from flask_babel import LazyString, lazy_pgettext

from portal.blueprints.concerns.queries.told import Told
from portal.models import Whereabouts
from portal.web.static import recording_url
from portal.web.words import babel_locale

SPOKEN: dict[str, tuple[LazyString, ...]] = {
    "told-knows": (lazy_pgettext("safety", "An adult here knows."),),
    "told-sent": (
        lazy_pgettext("safety", "We sent it to an adult here."),
        lazy_pgettext("safety", "No one has read it yet."),
    ),
    "told-sending": (
        lazy_pgettext("safety", "We are sending it now."),
        lazy_pgettext("safety", "No one has read it yet."),
    ),
    "told-nobody": (
        lazy_pgettext("safety", "We could not reach an adult here."),
        lazy_pgettext("safety", "Please tell an adult you trust. Or call a number here."),
    ),
    "when-come": (lazy_pgettext("safety", "An adult will come and talk to you."),),
    "when-today": (lazy_pgettext("safety", "They will come and talk to you today."),),
    "when-school": (
        lazy_pgettext("safety", "You can tell an adult at your school too."),
        lazy_pgettext("safety", "One of us will ring you or come to you."),
    ),
    "when-ring": (lazy_pgettext("safety", "One of us will ring you or come to you."),),
    "when-read": (lazy_pgettext("safety", "When they have read it, one of us will talk to you."),),
    "when-closed": (lazy_pgettext("safety", "We are closed now."),),
    "when-duty": (lazy_pgettext("safety", "You can call us at the number here."),),
    "when-later": (lazy_pgettext("safety", "No one here reads this now."),),
    "when-trust": (lazy_pgettext("safety", "Can you tell an adult you trust?"),),
}


def names_of_recordings(told: Told) -> Iterator[str]:
    """What is spoken, in the order of the card."""
    yield (
        "told-knows" if told.knows else "told-sent" if told.sent else "told-sending" if told.sending else "told-nobody"
    )
    if told.knows or told.is_watched:
        here = "when-come" if told.knows else "when-today"
        yield {Whereabouts.OUR_PLACE: here, Whereabouts.SCHOOL: "when-school"}.get(told.where, "when-ring")
    elif told.is_watched is None:
        yield "when-read"
    else:
        yield "when-closed"
        yield "when-later"
        if told.duty_phone:
            yield "when-duty"
    if not told.knows:
        yield "when-trust"


def spoken(told: Told) -> str:
    """The addresses of the recordings in the page's language, with a space between; empty where one is not there."""
    urls = [recording_url(name, babel_locale().language) for name in names_of_recordings(told)]
    return " ".join(urls) if all(urls) else ""
