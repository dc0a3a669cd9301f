"""What home may know of plans: whom a welcome waits for, which review comes or is late, which words are new."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from portal import clock
from portal.access.policy import Permission, Role
from portal.access.viewer import Viewer
from portal.blueprints.plans.queries.plans import list_new_placements
from portal.blueprints.plans.queries.reviews import find_whom_to_ask, list_late_reviews, list_open_reviews
from portal.blueprints.plans.queries.unread import NewWords, list_new_words
from portal.models import PlanReview
from portal.planning.weeks import WELCOMES_FOR
from portal.pupils import Child

MOST = 10
# How long before its day a family hears of a review.
TOLD_BEFORE = timedelta(days=14)


@dataclass(frozen=True)
class Welcomed:
    """A child who is new here, or comes soon."""

    pupil_id: uuid.UUID
    first_name: str
    picture: str


def summarise(*, viewer: Viewer) -> tuple[Welcomed, ...]:
    """The children before their first day and in their first two weeks: one statement."""
    rows = list_new_placements(clock.today() - WELCOMES_FOR, viewer=viewer)
    new = {row.pupil_id: row.pupil for row in rows if row.starts_on > clock.today() - WELCOMES_FOR}
    return tuple(Welcomed(pupil.id, pupil.person.first_name, pupil.picture) for pupil in new.values())


@dataclass(frozen=True)
class Reviews:
    """For families and a social worker the reviews that come, and the late ones; for staff the late ones."""

    coming: tuple[tuple[PlanReview, Child], ...] = ()
    late: tuple[tuple[PlanReview, Child], ...] = ()
    # For families: the first name of whom to ask about a late one, by pupil.
    ask: Mapping[uuid.UUID, str] = field(default_factory=dict)

    @property
    def pupil_ids(self) -> set[uuid.UUID]:
        """Whose rows it was made of."""
        return {child.pupil_id for _review, child in (*self.coming, *self.late)}


def summarise_reviews(*, viewer: Viewer) -> Reviews:
    """The reviews that this person is to know of today: one statement; one more for a family where one is late."""
    today = clock.today()
    if viewer.audience != "staff" or Role.SOCIAL_WORKER in viewer.roles:
        found = [(one, Child.of(pupil)) for one, pupil in list_open_reviews(today + TOLD_BEFORE, MOST, viewer=viewer)]
        coming = tuple(each for each in found if each[0].on >= today)
        late = tuple(each for each in found if each[0].on < today)
        return Reviews(coming, late, _whom_to_ask(late, viewer))
    if Permission.PLANS_REVIEW_ARRANGE not in viewer.permissions:
        return Reviews()
    rows = list_late_reviews(today, MOST, viewer=viewer)
    return Reviews(late=tuple((review, Child.of(pupil)) for review, pupil in rows))


def _whom_to_ask(late: Sequence[tuple[PlanReview, Child]], viewer: Viewer) -> dict[uuid.UUID, str]:
    """The key worker of today, else who arranged it."""
    if not late:
        return {}
    arranged = {child.pupil_id: one.arranged_by.first_name for one, child in late if one.arranged_by}
    return arranged | find_whom_to_ask(set(arranged) | {child.pupil_id for _one, child in late}, viewer=viewer)


@dataclass(frozen=True)
class Words:
    """What children and carers said and their key worker has not opened: the first, and how many more."""

    shown: tuple[NewWords, ...] = ()
    more: int = 0

    @property
    def pupil_ids(self) -> set[uuid.UUID]:
        """Whose rows it was made of."""
        return {one.pupil_id for one in self.shown}


def summarise_words(*, viewer: Viewer) -> Words:
    """New words for the key worker of today; nothing for anybody else: one statement."""
    if Role.KEY_WORKER not in viewer.roles:
        return Words()
    found = list_new_words(viewer=viewer)
    return Words(tuple(found[:MOST]), max(0, len(found) - MOST))
