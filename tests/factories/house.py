"""Pages of the house, and somebody who helps and does not belong to it."""

from datetime import date

from portal.database import SYSTEM, db
from portal.models import IndependentHelp, IndependentKind, Policy, PolicyTopic
from tests import cast
from tests.factories.papers import with_words

WORDS = "We use calm words.\n\nYou can go to the quiet room. Somebody comes with you."
PLAIN = with_words(WORDS)


def written(topic: PolicyTopic = PolicyTopic.BEHAVIOUR, **changes: object) -> None:
    """The setting has written a page."""
    facts = {"words": WORDS, "dated_on": date(2026, 9, 1), "contact": "Ruth. Ring 01632 960 100.", **changes}
    with db.work(SYSTEM, reason="a test") as session:
        session.add(Policy(setting_id=cast.setting(), topic=topic, **facts))


def helped_by(council: str, name: str, **changes: object) -> None:
    """Somebody independent is entered for a council."""
    facts = {"kind": IndependentKind.SENDIASS, "number": "01632 960 310", "checked_on": date(2026, 11, 21), **changes}
    with db.work(SYSTEM, reason="a test") as session:
        session.add(IndependentHelp(setting_id=cast.setting(), council=council, name=name, **facts))
