"""The way of a placement: four steps, and what they are called for each tier."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.models import Journey, Stage

# TRANSLATORS: the four steps of a placement, two or three words each. The third one differs.
_STEPS: dict[Stage, LazyString] = {
    Stage.GETTING_TO_KNOW: _l("Getting to know you"),
    Stage.HELPING: _l("Helping"),
    Stage.LOOKING_AFTER: _l("Looking after it"),
}
_THIRD: dict[int, LazyString] = {
    # TRANSLATORS: step three: the child stays in their own school
    1: _l("Staying in"),
    # TRANSLATORS: step three: the child goes back to their own school
    2: _l("Going back"),
    # TRANSLATORS: step three: the child goes on to another school or to work
    3: _l("Moving on"),
}
JOURNEY: dict[Journey, LazyString] = {
    Journey.OUTREACH: _l("We come to you"),
    Journey.HYBRID: _l("Some days at our place"),
    Journey.ON_SITE: _l("All days at our place"),
}
# A child who is helped in their own school does not come to us step by step.
IN_OWN_SCHOOL = 1


@dataclass(frozen=True)
class Step:
    """One step on a way, and where it stands."""

    label: str
    is_done: bool
    is_now: bool


def step_label(tier: int, stage: Stage) -> str:
    """What a step is called on the way of this tier."""
    return str(_THIRD[tier] if stage is Stage.GOING_ON else _STEPS[stage])


def way_of(tier: int, stage: Stage) -> tuple[Step, ...]:
    """The four steps of a tier, with the one it is at."""
    steps = list(Stage)
    at = steps.index(stage)
    return tuple(Step(step_label(tier, each), number < at, number == at) for number, each in enumerate(steps))


def journey_of(tier: int, journey: Journey) -> tuple[Step, ...]:
    """How the child comes to us, step by step; nothing for a child who is helped in their own school."""
    if tier == IN_OWN_SCHOOL:
        return ()
    steps = list(Journey)
    at = steps.index(journey)
    return tuple(Step(str(JOURNEY[each]), number < at, number == at) for number, each in enumerate(steps))
