"""The ladder: who is told of a concern, and after how long the next ones are. Plain functions; no database, no web.

Whom a concern is about is skipped on every rung. Somebody who is away is skipped as long as anybody else can be told:
a rung whose people are all away hands it to the next ones at once. A concern about staff goes to the head as well; one
about the head, to the person the setting named.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from portal.models import AlertStep, Level, WhoIsTold

# After the last rung everybody of every rung is told again and again, until somebody has it (reliability.md §4.10).
REPEAT_MINUTES = 10

Ids = frozenset[uuid.UUID]


@dataclass(frozen=True)
class Step:
    """One who is told after so many monitored minutes: by what they are, or by name."""

    after_minutes: int
    who: WhoIsTold
    person_id: uuid.UUID | None = None


# What holds until a setting has entered its own (domain.md §7.2, reliability.md §4.10).
USUAL: dict[Level, tuple[Step, ...]] = {
    Level.NOW: (
        Step(0, WhoIsTold.SITE_LEAD),
        Step(0, WhoIsTold.SAFEGUARDING_LEAD),
        Step(0, WhoIsTold.DEPUTIES),
        Step(5, WhoIsTold.HEAD),
        # Not the key worker alone: they may be away, and then somebody else has to stand there.
        Step(10, WhoIsTold.KEY_WORKER),
        Step(10, WhoIsTold.DEPUTIES),
    ),
    Level.TODAY: (
        Step(0, WhoIsTold.KEY_WORKER),
        Step(0, WhoIsTold.SAFEGUARDING_LEAD),
        Step(1, WhoIsTold.DEPUTIES),
        Step(10, WhoIsTold.HEAD),
    ),
}


@dataclass(frozen=True)
class Staff:
    """Who is who, for one pupil on one day. Nobody who has left stands in it."""

    key_workers: tuple[uuid.UUID, ...] = ()
    site_leads: tuple[uuid.UUID, ...] = ()
    leads: tuple[uuid.UUID, ...] = ()
    deputies: tuple[uuid.UUID, ...] = ()
    heads: tuple[uuid.UUID, ...] = ()
    above_head: tuple[uuid.UUID, ...] = ()
    # Everybody who works here now: a person by name counts only among them.
    everyone: Ids = frozenset()
    away: Ids = frozenset()
    # Whom the concern is about.
    about: Ids = frozenset()
    by_what: dict[WhoIsTold, tuple[uuid.UUID, ...]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self,
            "by_what",
            {
                WhoIsTold.KEY_WORKER: self.key_workers,
                WhoIsTold.SITE_LEAD: self.site_leads,
                WhoIsTold.SAFEGUARDING_LEAD: self.leads,
                WhoIsTold.DEPUTIES: self.deputies,
                # About the head, the person above stands on the head's rung.
                WhoIsTold.HEAD: (*self.heads, *(self.above_head if self.about & set(self.heads) else ())),
            },
        )


def steps_of(entered: Iterable[AlertStep], level: Level) -> tuple[Step, ...]:
    """The setting's own steps of this level, or the usual ones where it has entered none."""
    own = tuple(Step(row.after_minutes, row.who, row.person_id) for row in entered if row.level is level)
    return own or USUAL[level]


def keepers_only(steps: Iterable[Step], level: Level, staff: Staff) -> tuple[tuple[Step, ...], Staff]:
    """The ladder of words that were said where nobody knows who comes (domain.md §11.3): those who keep children safe,
    the head, whoever stands above the head, and nobody else.

    A ladder without any of them is the usual one. When it is about all of them, it goes to somebody who works here and
    is neither the child's key worker nor leads their site, as long as there is one: a child's safety comes first.
    """
    keepers = frozenset((*staff.leads, *staff.deputies, *staff.heads, *staff.above_head))
    known = (WhoIsTold.SAFEGUARDING_LEAD, WhoIsTold.DEPUTIES, WhoIsTold.HEAD)
    kept = tuple(step for step in steps if step.who in known or step.person_id in keepers)
    near = {*staff.key_workers, *staff.site_leads} - keepers
    told = next(
        (some for some in (staff.everyone & keepers, staff.everyone - near) if some - staff.about), staff.everyone
    )
    usual = tuple(step for step in USUAL[level] if step.who in known)
    return kept or usual, replace(staff, key_workers=(), site_leads=(), everyone=told)


def rungs_of(steps: Iterable[Step]) -> list[int]:
    """After how many minutes each rung is told, the first one first."""
    return sorted({step.after_minutes for step in steps})


def told_on(rung: int, steps: Sequence[Step], staff: Staff) -> tuple[uuid.UUID, ...]:
    """Who is told on a rung (0 is the first), each once. Empty only when nobody works here whom it is not about.

    A rung whose people are all away, or whom it is about, or have left, hands it to the next ones at once; the last
    hands it to whoever keeps children safe. When it is about all of those, everybody else here is told.
    """
    groups = [_named([step for step in steps if step.after_minutes == one], staff) for one in rungs_of(steps)[rung:]]
    groups.append((*staff.leads, *staff.deputies, *staff.heads, *staff.above_head))
    tries = [_here(people, staff, staff.away) for people in groups] + [_here(people, staff) for people in groups]
    found = next((people for people in tries if people), _here(sorted(staff.everyone), staff))
    above = _above(staff) if rung == 0 and staff.about else ()
    return tuple(dict.fromkeys((*found, *(_here(above, staff, staff.away) or _here(above, staff)))))


def told_again(steps: Sequence[Step], staff: Staff) -> tuple[uuid.UUID, ...]:
    """Who is told in each round after the last rung: everybody whom any rung tells, each once."""
    return tuple(dict.fromkeys(one for rung in range(len(rungs_of(steps))) for one in told_on(rung, steps, staff)))


def is_empty(rung: int, steps: Sequence[Step], staff: Staff) -> bool:
    """True when nobody of this rung's own people could be told: away counts, because somebody else must be there."""
    minutes = rungs_of(steps)[rung]
    people = set(_named([step for step in steps if step.after_minutes == minutes], staff))
    return not (people & staff.everyone) - staff.away - staff.about


def due(minutes: float, steps: Iterable[Step]) -> list[tuple[int, int]]:
    """Which rungs are due after so many minutes, each as (rung, round). A round after the last one comes every
    REPEAT_MINUTES, and is counted on the last rung."""
    rungs = rungs_of(steps)
    found = [(number, 0) for number, after in enumerate(rungs) if minutes >= after]
    if len(found) == len(rungs) and rungs:
        rounds = int((minutes - rungs[-1]) // REPEAT_MINUTES)
        found += [(len(rungs) - 1, one) for one in range(1, rounds + 1)]
    return found


def _named(steps: Iterable[Step], staff: Staff) -> tuple[uuid.UUID, ...]:
    people = (
        (step.person_id,) if step.who is WhoIsTold.PERSON and step.person_id else staff.by_what.get(step.who, ())
        for step in steps
    )
    return tuple(dict.fromkeys(person for some in people for person in some))


def _above(staff: Staff) -> tuple[uuid.UUID, ...]:
    """Who hears of a concern about staff: the head; about the head, whom the setting named."""
    return staff.above_head if staff.about & set(staff.heads) else staff.heads


def _here(people: Iterable[uuid.UUID], staff: Staff, away: Ids = frozenset()) -> tuple[uuid.UUID, ...]:
    return tuple(one for one in dict.fromkeys(people) if one in staff.everyone - staff.about - away)
