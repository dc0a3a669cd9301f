"""What pages know of a goal: two ladders, notes with a name, what two people changed at once."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from portal import clock
from portal.blueprints.goals.services.notes import REVIEW
from portal.blueprints.goals.words import FIELDS, area_word
from portal.heard import Reader
from portal.models import Area, Contribution, Goal, LadderMove, Person, Rung, Voice
from portal.revisions import ClashError
from portal.web.dates import full_date

# From the top of the page to its foot.
RUNGS = (Rung.DONE, Rung.A_LOT, Rung.A_LITTLE, Rung.NOT_YET)


@dataclass(frozen=True)
class Ladder:
    """Where one voice sees a goal: the rung, who moved it last and when; none of it while nobody has."""

    voice: Voice
    move: LadderMove | None = None

    @property
    def rung(self) -> Rung | None:
        """Where it stands."""
        return self.move.rung if self.move else None

    @property
    def is_written_down(self) -> bool:
        """True when staff moved the young person's ladder, as the young person said it beside them."""
        person = self.move.person if self.move else None
        return self.voice is Voice.YOUNG and (person is None or person.is_staff)

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """Every rung, the highest first."""
        return RUNGS


@dataclass(frozen=True)
class GoalCard:
    """A goal with its two ladders."""

    goal: Goal
    young: Ladder
    team: Ladder

    @property
    def is_seen_in_two_ways(self) -> bool:
        """True when both have said where it stands, and not the same."""
        return None not in (self.young.rung, self.team.rung) and self.young.rung != self.team.rung

    @property
    def adult(self) -> Person | None:
        """Who moved the adults' ladder last."""
        return self.team.move.person if self.team.move else None

    @property
    def is_review_over(self) -> bool:
        """True when the day on which we wanted to look at it has gone by."""
        return bool(self.goal.review_on and self.goal.review_on < clock.today() and not self.goal.ended_on)


def cards_of(goals: Iterable[Goal], moves: Iterable[LadderMove]) -> list[GoalCard]:
    """Goals with their ladders, in the order of the goals."""
    newest = {(move.goal_id, move.voice): move for move in moves}
    return [
        GoalCard(
            goal,
            Ladder(Voice.YOUNG, newest.get((goal.id, Voice.YOUNG))),
            Ladder(Voice.TEAM, newest.get((goal.id, Voice.TEAM))),
        )
        for goal in goals
    ]


@dataclass(frozen=True)
class Note:
    """What somebody said, and whose words they are."""

    said: Contribution
    writer: Reader | None
    is_own: bool

    @property
    def is_review(self) -> bool:
        """True for what was seen when the goal was looked at together."""
        return self.said.topic == REVIEW


@dataclass(frozen=True)
class NotePage:
    """A page of notes, and which page of how many it is."""

    notes: tuple[Note, ...]
    at: int
    of: int


def notes_of(said: Iterable[Contribution], writers: Mapping[uuid.UUID, Reader], me: uuid.UUID) -> tuple[Note, ...]:
    """Notes with the names of their writers."""
    return tuple(Note(one, writers.get(one.person_id), one.person_id == me) for one in said)


@dataclass(frozen=True)
class Clashing:
    """A field that two people changed: as it was opened, as it stands now, as this person wrote it."""

    label: str
    opened: str
    theirs: str
    mine: str


def clashes_of(clash: ClashError, staff: Iterable[Person]) -> list[Clashing]:
    """The fields in which the two differ, each with its three texts."""
    names = {str(person.id): person.first_name for person in staff}
    shown = [name for name in FIELDS if name in clash.fields]
    texts = [[readable(name, each[name], names) for each in (clash.opened, clash.theirs, clash.mine)] for name in shown]
    return [Clashing(str(FIELDS[name]), *three) for name, three in zip(shown, texts, strict=True)]


def merged(clash: ClashError) -> dict[str, str]:
    """What the form holds after a clash: this person's own words, and the other's where they changed nothing."""
    return {name: clash.theirs[name] if mine == clash.opened.get(name) else mine for name, mine in clash.mine.items()}


def readable(name: str, text: str, names: Mapping[str, str]) -> str:
    """A field of a revision in words: names for ids, a day for a date."""
    match name:
        case "area":
            return area_word(Area(text)) if text in set(Area) else text
        case "helpers":
            return ", ".join(names.get(one, "?") for one in text.split())
        case "review_on" | "ended_on":
            return full_date(date.fromisoformat(text)) if text else ""
        case _:
            return text
