"""A young person's own words on paper, to carry into a meeting: what they said, tapped, drew, chose and sorted."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from portal import clock
from portal.access.viewer import Viewer
from portal.blueprints.way.carrying import carried, quotes_of
from portal.blueprints.way.queries import paper as rows
from portal.blueprints.way.words import asked
from portal.heard.voices import Quote
from portal.models import (
    Contribution,
    Place,
    SectionKind,
    StepAnswer,
    StepChoice,
    StepOrder,
    StepState,
    WayStep,
)
from portal.planning.titles import CARDS, QUESTIONS
from portal.pupils import Child, get_child
from portal.returning.paper import goes_on_paper
from portal.returning.reviews import list_open_reviews
from portal.returning.steps import newest_of, sorted_by, state_on
from portal.returning.titles import SECTIONS, THINGS

_PLACES = (Place.REVIEW, Place.WAY, Place.ABOUT_ME)
_OPEN = (StepState.NOW, StepState.COMING)


@dataclass(frozen=True)
class Answer:
    """One thing that was said: to which question, where a question stands before it, and beside which section."""

    quote: Quote
    question: str
    kind: SectionKind | None


@dataclass(frozen=True)
class Group:
    """What was said about one thing, with its picture (static/img/things)."""

    key: str
    title: str
    picture: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class StepSaid:
    """What the young person said and chose about one step."""

    step: WayStep
    answer: StepAnswer | None
    choices: tuple[StepChoice, ...]


@dataclass(frozen=True)
class OwnWords:
    """The sheet."""

    child: Child
    groups: tuple[Group, ...]
    steps: tuple[StepSaid, ...]
    # The steps still to come, the easiest first, once the young person has sorted them.
    ladder: tuple[WayStep, ...]
    order: StepOrder | None
    left_out: int
    only_shared: bool

    @property
    def is_empty(self) -> bool:
        """Nothing of it stands on this sheet."""
        return not (self.groups or self.steps or self.ladder)


def own_words(pupil_id: uuid.UUID, *, viewer: Viewer, only_shared: bool = False) -> OwnWords:
    """The young person's own words, as far as whoever prints them may carry them.

    NoResultFound (shown as 404) for a pupil whose plan is not theirs; so for a link teacher, who is told what is theirs
    beside each section that was released.
    """
    child = get_child(pupil_id, viewer=viewer, given="sees_plan")
    words = carried(pupil_id, *_PLACES, viewer=viewer, only_shared=only_shared)
    quoted = quotes_of(words.said, viewer=viewer)
    sections = rows.list_open_sections(pupil_id, viewer=viewer)
    kinds = {each.id: each.kind for each in sections if goes_on_paper(each.kind)}
    reviews = {one.id for one in list_open_reviews(pupil_id, viewer=viewer)}
    groups = [_for_the_meeting(words.said, quoted, reviews), *_beside(words.said, quoted, kinds)]
    groups.append(_about_me(words.said, quoted))
    steps = rows.list_open_steps(pupil_id, viewer=viewer)
    to_come = [step for step in steps if state_on(step, steps, clock.today()) is StepState.COMING]
    order = rows.find_step_order(pupil_id, viewer=viewer) if len(to_come) > 1 else None
    by_id = {step.id: step for step in to_come}
    return OwnWords(
        child=child,
        groups=tuple(group for group in groups if group.answers),
        steps=_said_of(steps, pupil_id, viewer=viewer),
        ladder=tuple(by_id[one] for one in sorted_by(by_id, order.steps)) if order else (),
        order=order,
        left_out=words.left_out,
        only_shared=only_shared,
    )


def _for_the_meeting(
    said: Iterable[Contribution], quoted: dict[uuid.UUID, Quote], reviews: Collection[uuid.UUID]
) -> Group:
    """What was said to the review that comes next: it is what the sheet is carried there for."""
    theirs = [one for one in said if one.place is Place.REVIEW and one.about_id in reviews]
    answers = (Answer(quoted[one.id], str(QUESTIONS.get(one.topic, "")), None) for one in theirs)
    return Group("meeting", str(_("For the next meeting")), "open-book", tuple(answers))


def _beside(
    said: Iterable[Contribution], quoted: dict[uuid.UUID, Quote], kinds: dict[uuid.UUID, SectionKind]
) -> list[Group]:
    """What was said beside the sections of the plan, in the order in which they are read."""
    found: dict[SectionKind, list[Answer]] = {kind: [] for kind in SectionKind}
    for one in said:
        if one.place is Place.WAY and one.about_id in kinds:
            kind = kinds[one.about_id]
            found[kind].append(Answer(quoted[one.id], asked(quoted[one.id], kind), kind))
    return [Group(kind, str(SECTIONS[kind][0]), THINGS[kind], tuple(answers)) for kind, answers in found.items()]


def _about_me(said: Iterable[Contribution], quoted: dict[uuid.UUID, Quote]) -> Group:
    """What was said on the cards of "About me", each under its title."""
    theirs = [one for one in said if one.place is Place.ABOUT_ME and one.about_id is None and one.topic in CARDS]
    theirs.sort(key=lambda one: list(CARDS).index(one.topic))
    answers = (Answer(quoted[one.id], str(CARDS[one.topic][0]), None) for one in theirs)
    return Group("cards", str(_("More about me")), "balloon", tuple(answers))


def _said_of(steps: Sequence[WayStep], pupil_id: uuid.UUID, *, viewer: Viewer) -> tuple[StepSaid, ...]:
    """What was said and chosen last about the steps that go on or are to come."""
    answers = rows.list_step_answers(pupil_id, viewer=viewer)
    choices = rows.list_step_choices(pupil_id, viewer=viewer)
    found = []
    for step in steps:
        if state_on(step, steps, clock.today()) in _OPEN:
            last = {one.kind: one for one in choices if one.step_id == step.id}
            found.append(
                StepSaid(step, newest_of(one for one in answers if one.step_id == step.id), tuple(last.values()))
            )
    return tuple(one for one in found if one.answer or one.choices)
