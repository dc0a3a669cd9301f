"""What the pages of today are made of: each capability says in its summary what home may know."""

import uuid
from dataclasses import dataclass

from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.blueprints.asks.summary import Asks
from portal.blueprints.asks.summary import summarise as summarise_asks
from portal.blueprints.calls.summary import Calls
from portal.blueprints.calls.summary import summarise as summarise_calls
from portal.blueprints.cant_come.summary import Said
from portal.blueprints.cant_come.summary import summarise as summarise_cant_come
from portal.blueprints.checkins.summary import CheckIns, Reading, summarise_reading
from portal.blueprints.checkins.summary import summarise as summarise_check_ins
from portal.blueprints.concerns.summary import Concerns
from portal.blueprints.concerns.summary import summarise as summarise_concerns
from portal.blueprints.contacts.summary import summarise as summarise_contacts
from portal.blueprints.goals.summary import summarise as summarise_goals
from portal.blueprints.group_lead.summary import Runs
from portal.blueprints.group_lead.summary import summarise as summarise_runs
from portal.blueprints.home.presenters import whose_day
from portal.blueprints.home.way_back import FamilyWay, StaffWay, summarise_family_way, summarise_staff_way
from portal.blueprints.messages.summary import Messages
from portal.blueprints.messages.summary import summarise as summarise_messages
from portal.blueprints.news.summary import Fresh
from portal.blueprints.news.summary import summarise as summarise_news
from portal.blueprints.notices.summary import ToAsk
from portal.blueprints.notices.summary import summarise as summarise_notices
from portal.blueprints.people.summary import Waiting
from portal.blueprints.people.summary import summarise as summarise_people
from portal.blueprints.plans.summary import Reviews, Welcomed, Words, summarise_reviews, summarise_words
from portal.blueprints.plans.summary import summarise as summarise_plans
from portal.blueprints.proposals.summary import Choices
from portal.blueprints.proposals.summary import summarise as summarise_choices
from portal.blueprints.timetable.summary import HORIZON, Family, StaffDay, summarise_day
from portal.blueprints.timetable.summary import summarise as summarise_family
from portal.grouping.dates import Coming, next_coming
from portal.pupils import Child
from portal.timetable.not_coming import NotComings, list_not_coming


@dataclass(frozen=True)
class FamilyToday:
    """The page of a carer or a young person."""

    family: Family
    asks: Asks
    goals: frozenset[uuid.UUID]
    choices: Choices
    welcomed: tuple[Welcomed, ...]
    reviews: Reviews
    check_ins: CheckIns
    way_back: FamilyWay
    not_coming: NotComings
    messages: Messages
    fresh: Fresh
    runs: Runs
    coming: tuple[Coming, ...]

    @property
    def pupil_ids(self) -> set[uuid.UUID]:
        """Whose rows it was made of."""
        return {
            *self.family.pupil_ids,
            *self.asks.pupil_ids,
            *self.choices.pupil_ids,
            *self.reviews.pupil_ids,
            *self.way_back.pupil_ids,
            *self.messages.pupil_ids,
            *(child.pupil_id for child in self.welcomed),
        }


@dataclass(frozen=True)
class StaffToday:
    """The page of a member of staff."""

    concerns: Concerns
    day: StaffDay
    calls: Calls
    asked: Waiting
    asks: Asks
    reading: Reading
    choices: Choices
    reviews: Reviews
    words: Words
    way_back: StaffWay
    cannot: tuple[Said, ...]
    dead: tuple[ToAsk, ...]
    messages: Messages
    # Whose families heard of hard things only.
    only_hard: tuple[Child, ...]
    whose: str

    @property
    def pupil_ids(self) -> set[uuid.UUID]:
        """Whose rows it was made of."""
        about_contact = {each.pupil_id for each in (*self.asked.changes, *self.asked.refused)}
        to_ring = {call.pupil_id for call in self.calls.waiting}
        waits = self.concerns.pupil_ids | self.asks.pupil_ids | self.choices.pupil_ids | self.reviews.pupil_ids
        read = self.words.pupil_ids | self.reading.pupil_ids | self.messages.pupil_ids
        cannot = {one.pupil_id for one in self.cannot} | {child.pupil_id for child in self.only_hard}
        return self.day.pupil_ids | read | waits | about_contact | to_ring | self.way_back.pupil_ids | cannot


def gather_family(*, viewer: Viewer) -> FamilyToday:
    """A constant number of statements, however many children and whatever waits."""
    family = summarise_family(viewer=viewer)
    return FamilyToday(
        family=family,
        asks=summarise_asks(viewer=viewer),
        goals=frozenset(summarise_goals(viewer=viewer)),
        choices=summarise_choices(viewer=viewer),
        welcomed=summarise_plans(viewer=viewer),
        reviews=summarise_reviews(viewer=viewer),
        check_ins=summarise_check_ins(viewer=viewer),
        way_back=summarise_family_way(viewer=viewer),
        not_coming=list_not_coming(family.pupil_ids, family.on, family.on + HORIZON, viewer=viewer),
        messages=summarise_messages(viewer=viewer),
        fresh=summarise_news(viewer=viewer),
        runs=summarise_runs(viewer=viewer),
        coming=next_coming(viewer=viewer) if Permission.GROUPS_JOIN in viewer.permissions else (),
    )


def gather_staff(page: int | None, *, viewer: Viewer) -> StaffToday:
    """The same, however many pupils."""
    return StaffToday(
        concerns=summarise_concerns(viewer=viewer),
        day=summarise_day(page, viewer=viewer),
        calls=summarise_calls(viewer=viewer),
        asked=summarise_people(viewer=viewer),
        asks=summarise_asks(viewer=viewer),
        reading=summarise_reading(viewer=viewer),
        choices=summarise_choices(viewer=viewer),
        reviews=summarise_reviews(viewer=viewer),
        words=summarise_words(viewer=viewer),
        way_back=summarise_staff_way(viewer=viewer),
        cannot=summarise_cant_come(viewer=viewer),
        dead=summarise_notices(viewer=viewer),
        messages=summarise_messages(viewer=viewer),
        only_hard=summarise_contacts(viewer=viewer),
        whose=whose_day(viewer),
    )
