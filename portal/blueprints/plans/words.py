"""What things of the plan are called on each page: whose page it is decides."""

from collections.abc import Callable
from typing import Any

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from portal import clock
from portal.models import Coming, Journey, MeetingWay, Placement, Plan, ReviewWhy, Stage
from portal.planning.reviews import WrongDay
from portal.planning.titles import CARDS
from portal.planning.weeks import Weeks
from portal.timetable.names import on_day
from portal.timetable.sentences import length
from portal.web.said import fill, said

HINTS: dict[str, tuple[LazyString, LazyString]] = {
    "likes": (_l("What do your friends like about you?"), _l("What do you like? What do others like?")),
    "matters": (_l("Who do you love? What do you love?"), _l("Which people and which things?")),
    "helps": (_l("What makes a bad day better?"), _l("What makes a hard day better?")),
    "not_helps": (_l("What makes a bad day worse?"), _l("What makes a hard day worse? What should nobody say?")),
    "early_signs": (_l("What do you do when it gets hard?"), _l("What do you see first when it gets hard?")),
    "talk": (_l("Do you like to talk, draw, type or point?"), _l("By talking, drawing, typing, pointing?")),
}
WAYS: dict[MeetingWay, LazyString] = {
    # TRANSLATORS: how a review of the plan is held
    MeetingWay.OUR_PLACE: _l("At our place"),
    MeetingWay.HOME: _l("At home"),
    MeetingWay.SCHOOL: _l("At school"),
    MeetingWay.ONLINE: _l("By video"),
    MeetingWay.PHONE: _l("By phone"),
}
STAGES: dict[Stage, LazyString] = {
    # TRANSLATORS: for staff, who choose where a placement stands
    Stage.GETTING_TO_KNOW: _l("Getting to know the pupil (assess)"),
    Stage.HELPING: _l("Helping (intervene)"),
    Stage.GOING_ON: _l("Staying in, going back or moving on"),
    Stage.LOOKING_AFTER: _l("Looking after it (monitor)"),
}
JOURNEYS: dict[Journey, LazyString] = {
    Journey.OUTREACH: _l("Outreach: we come to the pupil"),
    Journey.HYBRID: _l("Hybrid: some days at our place"),
    Journey.ON_SITE: _l("On site: all days at our place"),
}
FIELDS: dict[str, LazyString] = {
    "stage": _l("Where the placement stands"),
    "journey": _l("How the pupil comes"),
    "next_step": _l("The pupil's own next step"),
    "learning": _l("What we are learning, with the family"),
    "medical_needs": _l("Medical needs"),
    "sensory_needs": _l("Sensory needs"),
    "offered": _l("Lessons and therapy that are offered"),
    "first_day": _l("What the first day is like"),
    "bring": _l("What to bring"),
    "on": _l("Day"),
    "starts": _l("Time"),
    "way": _l("How it is held"),
    "place": _l("Place"),
    "held_on": _l("Held on"),
    "notes": _l("What was said there"),
    "outcome": _l("What was decided"),
    "reason": _l("Why it was decided so"),
}
# What somebody taps to say how they take part in a review, and its icon; what staff read of it.
COMING: dict[Coming, tuple[LazyString, str]] = {
    # TRANSLATORS: how somebody takes part in a review of the plan; on a button
    Coming.COME: (_l("I come"), "people"),
    Coming.PHONE: (_l("I talk by phone"), "phone"),
    Coming.VIDEO: (_l("I talk by video"), "chat"),
    Coming.OTHER_TIME: (_l("I need another time"), "clock"),
    Coming.SEND_VIEW: (_l("I send what I think"), "pencil"),
}
COMING_OF: dict[Coming, LazyString] = {
    # TRANSLATORS: how somebody takes part in a review, for staff, after the person's name
    Coming.COME: _l("comes"),
    Coming.PHONE: _l("by phone"),
    Coming.VIDEO: _l("by video"),
    Coming.OTHER_TIME: _l("needs another time"),
    Coming.SEND_VIEW: _l("sends what they think"),
}
# TRANSLATORS: what somebody asked for, on a list of questions and wishes
ASKED_FOR = _l("Asks for a review of the plan")
# What somebody needs to take part in a review, on the same list.
NEEDS: dict[Coming, LazyString] = {
    Coming.PHONE: _l("Talk in the review by phone"),
    Coming.VIDEO: _l("Talk in the review by video"),
    Coming.OTHER_TIME: _l("Another time for the review"),
}
# Why there is a review, where it is not one that was planned.
WHY: dict[ReviewWhy, LazyString] = {
    # TRANSLATORS: why there is a review of the plan; families read it
    ReviewWhy.SETBACK: _l("It was hard. So we look at the plan together."),
    ReviewWhy.STAYED_TWICE: _l("This step needs more time. So we look at the plan together."),
    ReviewWhy.ASKED_FOR: _l("Somebody asked for it."),
    ReviewWhy.PART_TIME: _l("We look at the part-time days."),
}
WRONG_DAY: dict[WrongDay, LazyString] = {
    WrongDay.BEFORE_THE_START: _l("This day is before the placement starts. Choose a later one"),
    WrongDay.PAST: _l("This day has passed. Choose today or a later day"),
}

# Where a placement stands, for a young person and for everybody else. The third step differs by tier.
_HERE_YOUNG: dict[Stage, LazyString] = {
    Stage.GETTING_TO_KNOW: _l("We get to know you. You get to know us."),
    Stage.HELPING: _l("We work on your goals with you."),
    Stage.LOOKING_AFTER: _l("You are there. We still ask how it is."),
}
_ON_YOUNG = {
    1: _l("You stay in your school. We help."),
    2: _l("You go back to school, step by step."),
    3: _l("You move on, step by step."),
}
_HERE: dict[Stage, LazyString] = {
    Stage.GETTING_TO_KNOW: _l("We are getting to know %(name)s."),
    Stage.HELPING: _l("We work on the goals together."),
    Stage.LOOKING_AFTER: _l("%(name)s is there now. We still ask how it goes."),
}
_ON = {
    1: _l("%(name)s stays in school, with help."),
    2: _l("%(name)s goes back to school, step by step."),
    3: _l("%(name)s moves on, step by step."),
}
# What the placement is for.
_FOR_YOUNG = {
    1: _l("We help you in your own school."),
    2: _l("You are with us for some time. Then you go back to school."),
    3: _l("You are with us for some time. Then you go to a new place."),
}
_FOR = {
    1: _l("We help %(name)s in their own school."),
    2: _l("%(name)s is with us for a time, and then goes back to school."),
    3: _l("%(name)s is with us for a time, and then goes to a new place."),
}


def card_title(card: str, audience: str, name: str) -> Markup | str:
    """The heading of a card: "What helps me", "What helps Maya"."""
    return _for(CARDS[card], audience, name)


def card_hint(card: str, audience: str) -> str:
    """What may help somebody to begin."""
    return str(HINTS[card][0 if audience == "young" else 1])


def needs_of(plan: Plan | None) -> list[tuple[str, str, str, str]]:
    """Medical and sensory needs, and what is offered: each part's id, its field, its title, and the team's words."""
    return [
        ("medical", "medical_needs", _("Health"), plan.medical_needs if plan else ""),
        ("sensory", "sensory_needs", _("Sound, light, touch"), plan.sensory_needs if plan else ""),
        ("offered", "offered", _("Lessons and help here"), plan.offered if plan else ""),
    ]


def purpose(placement: Placement, audience: str, name: str) -> Markup | str:
    """What a placement is for, in one sentence."""
    return _for((_FOR_YOUNG[placement.tier], _FOR[placement.tier]), audience, name)


def here(tier: int, stage: Stage, audience: str, name: str) -> Markup | str:
    """Where it stands now, in one sentence."""
    if stage is Stage.GOING_ON:
        return _for((_ON_YOUNG[tier], _ON[tier]), audience, name)
    return _for((_HERE_YOUNG[stage], _HERE[stage]), audience, name)


def _for(pair: tuple[LazyString, LazyString], audience: str, name: str) -> Markup | str:
    return fill(str(pair[0 if audience == "young" else 1]), name=said(name))


def weeks_sentence(weeks: Weeks, placement: Placement) -> str:
    """Which week it is, and of how many; longer than planned is said."""
    if not weeks.number:
        return str(_("It starts %(day)s.", day=on_day(placement.starts_on, clock.today())))
    facts = {"number": weeks.number, "planned": weeks.planned}
    if weeks.planned is None:
        return str(_("Week %(number)s", number=weeks.number))
    if weeks.is_over:
        return str(
            ngettext(
                "Week %(number)s. It was planned for %(num)d week.",
                "Week %(number)s. It was planned for %(num)d weeks.",
                weeks.planned,
                number=weeks.number,
            )
        )
    return str(_("Week %(number)s of %(planned)s", **facts))


def hours_sentence(placement: Placement) -> str:
    """How many hours a week were promised."""
    # TRANSLATORS: %(hours)s is "11 hours" or "1 hour 30 minutes"
    return str(_("We promised %(hours)s a week.", hours=length(placement.weekly_minutes)))


def meeting_way(way: MeetingWay) -> str:
    """How a review is held."""
    return str(WAYS[way])


def coming_choices(_of: object) -> list[tuple[str, str, str]]:
    """How somebody may take part: each value, its words and its icon."""
    return [(how.value, str(label), icon) for how, (label, icon) in COMING.items()]


def coming(how: Coming) -> str:
    """What somebody tapped, in their own words."""
    return str(COMING[how][0])


def coming_of(how: Coming) -> str:
    """The same of somebody else, for staff."""
    return str(COMING_OF[how])


def why(value: ReviewWhy) -> str:
    """Why there is a review; empty for one that was planned."""
    return str(WHY.get(value, ""))


FILTERS: dict[str, Callable[..., Any]] = {
    "plan_coming": coming,
    "plan_coming_choices": coming_choices,
    "plan_coming_of": coming_of,
    "plan_needs": needs_of,
    "plan_promised": hours_sentence,
    "plan_review_way": meeting_way,
    "plan_review_why": why,
}
