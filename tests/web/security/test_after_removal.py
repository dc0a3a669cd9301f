"""Whoever is taken from a child, a caseload or the setting keeps nothing, in whatever order it happens (check 8).

Each step takes effect with the next request: what was open before is "not there", closed, or the door.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import permutations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.access.ending import end_access
from portal.database import SYSTEM, db
from portal.models import Contact, ParentalResponsibility, Person, Placement, Relationship, RoleHolding
from tests.cast import person, pupil, relationship
from tests.factories import everything
from tests.support.house import House

Step = Callable[[Session, str], None]
TIES = {"priya": "rohan", "arjun": "rohan"}
ROUTES = ("/week/{pupil}/this", "/week/{pupil}/next", "/calls/ask/{pupil}", "/people/{child}", "/people/{adult}", "/")


def _tie(session: Session, slug: str) -> Relationship:
    return session.get_one(Relationship, relationship(slug, TIES[slug]))


def contact_none(session: Session, slug: str) -> None:
    """A court says no contact."""
    _tie(session, slug).contact = Contact.NONE


def over_since_yesterday(session: Session, slug: str) -> None:
    """The relationship has an end."""
    _tie(session, slug).until_on = clock.today() - timedelta(days=1)


def responsibility_unknown(session: Session, slug: str) -> None:
    """Nobody knows any more whether they have parental responsibility."""
    _tie(session, slug).parental_responsibility = ParentalResponsibility.UNKNOWN


def nothing_given(session: Session, slug: str) -> None:
    """They are given no class of data any more."""
    _tie(session, slug).sees_timetable = _tie(session, slug).sees_plan = False


def another_key_worker(session: Session, _slug: str) -> None:
    """The child goes to somebody else's caseload."""
    placement = sa.select(Placement).where(Placement.pupil_id == pupil("rohan"))
    for one in session.scalars(placement):
        one.key_worker_id = person("okoro")


def role_over(session: Session, slug: str) -> None:
    """They do not do this work any more."""
    for one in session.scalars(sa.select(RoleHolding).where(RoleHolding.person_id == person(slug))):
        one.until_on = clock.today() - timedelta(days=1)


def has_left(session: Session, slug: str) -> None:
    """They are not at the setting any more."""
    session.get_one(Person, person(slug)).left_on = clock.today()


def everything_ended(_session: Session, slug: str) -> None:
    """One press of the button on the People page."""
    assert end_access(person(slug), why="a test")["sign-ins"] == 1


FAMILY_STEPS = (contact_none, over_since_yesterday, responsibility_unknown, nothing_given)
STAFF_STEPS = (another_key_worker, role_over, has_left)
ORDERS = [
    *(("arjun", order) for order in permutations(FAMILY_STEPS, 2)),
    *(("lewis", order) for order in permutations(STAFF_STEPS)),
    *((slug, (everything_ended,)) for slug in ("arjun", "lewis")),
]


def open_to(house: House, slug: str) -> list[str]:
    """The old rights that still work: every address that shows a word of Rohan's or of his family's."""
    places = {"pupil": pupil("rohan"), "child": person("rohan"), "adult": person("priya")}
    answers = {path: house.browser(slug).get(path.format(**places)) for path in ROUTES}
    return [
        path
        for path, answer in answers.items()
        if any("arjun" not in house.words.get(word, "") for word in everything.words_in(answer))
        or (answer.status_code == 200 and path != "/")
    ]


def _name(value: object) -> str:
    """The same name in every process: the steps, in words."""
    return " then ".join(step.__name__ for step in value) if isinstance(value, tuple) else str(value)


@pytest.mark.parametrize(("slug", "order"), ORDERS, ids=_name)
def test_no_right_survives_in_any_order(house: House, slug: str, order: tuple[Step, ...]) -> None:
    assert len(open_to(house, slug)) >= 3, "Nothing was open before: it proves nothing."
    for step in order:
        with db.work(SYSTEM, reason="somebody is taken away") as session:
            step(session, slug)
        assert open_to(house, slug) == [], f"after {step.__name__}"
