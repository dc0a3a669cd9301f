"""What the pages of the plan show."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from portal import clock
from portal.access.policy import HEARS, Permission
from portal.access.viewer import Viewer
from portal.blueprints.plans import words
from portal.heard.voices import Box
from portal.models import Journey, MeetingWay, Placement, Plan, PlanReview, Revision, Stage
from portal.planning.reviews import Standing, standing_of
from portal.planning.way import JOURNEY, Step, journey_of, step_label, way_of
from portal.planning.weeks import Weeks, is_welcomed, weeks_of
from portal.pupils import Child, is_given
from portal.web.dates import full_date
from portal.web.said import fill, said

# Where a place may be shown. What was typed for a meeting at home is never shown: it could be an address.
NAMED_PLACES = (MeetingWay.OUR_PLACE, MeetingWay.SCHOOL)


def unwritten(placement: Placement) -> Plan:
    """A plan to which nobody has written anything yet, as it begins. Not a row."""
    texts = dict.fromkeys(
        ("next_step", "learning", "medical_needs", "sensory_needs", "offered", "first_day", "bring"), ""
    )
    begins = {"stage": Stage.GETTING_TO_KNOW, "journey": Journey.OUTREACH, "version": 1, "shows_weeks": False}
    return Plan(pupil_id=placement.pupil_id, placement_id=placement.id, **begins, **texts)


@dataclass(frozen=True)
class Review:
    """A review as a page names it."""

    row: PlanReview
    standing: Standing

    @classmethod
    def of(cls, row: PlanReview) -> "Review":
        """Where it stands today."""
        return cls(row, standing_of(row.on, row.held_on, clock.today()))

    @property
    def place(self) -> str:
        """Where it is, in words; empty at home, by video and by phone."""
        return self.row.place if self.row.way in NAMED_PLACES else ""


@dataclass(frozen=True)
class Where:
    """Where a placement is on its way."""

    child: Child
    placement: Placement
    plan: Plan
    weeks: Weeks
    way: tuple[Step, ...]
    journey: tuple[Step, ...]
    purpose: Markup | str
    here: Markup | str
    weeks_sentence: str
    is_welcomed: bool


def where_we_are(child: Child, placement: Placement, plan: Plan | None, viewer: Viewer) -> Where:
    """The same for whoever looks, in the words of their page."""
    plan = plan or unwritten(placement)
    today, audience, tier = clock.today(), viewer.audience, placement.tier
    weeks = weeks_of(placement.starts_on, placement.planned_weeks, today)
    return Where(
        child=child,
        placement=placement,
        plan=plan,
        weeks=weeks,
        way=way_of(tier, plan.stage),
        journey=journey_of(tier, plan.journey),
        purpose=words.purpose(placement, audience, child.first_name),
        here=words.here(tier, plan.stage, audience, child.first_name),
        weeks_sentence=words.weeks_sentence(weeks, placement),
        is_welcomed=is_welcomed(placement.starts_on, today),
    )


def late_and_next(rows: Sequence[PlanReview]) -> tuple[Review | None, Review | None]:
    """The review that is late (the one that waits longest), and the next one to come."""
    reviews = [Review.of(row) for row in rows]
    late = next((one for one in reviews if one.standing is Standing.LATE), None)
    coming = next((one for one in reviews if one.standing in (Standing.TODAY, Standing.COMING)), None)
    return late, coming


def rooms_of(child: Child, viewer: Viewer) -> list[dict[str, Any]]:
    """The ways on from the plan: those that there are, and that are open to this person."""
    young = viewer.audience == "young"
    about = _("About me") if young else fill(_("About %(name)s"), name=said(child.first_name))
    may, of_pupil = viewer.permissions, {"pupil_id": child.pupil_id}
    asked = _("Choices and news") if Permission.PROPOSALS_ASK in may else _("What we asked you")
    has_choices = bool(may & {Permission.PROPOSALS_ANSWER, Permission.PROPOSALS_ASK})
    has_weeks = Permission.MARKS_READ in may and is_given(child.pupil_id, "sees_attendance", viewer=viewer)
    short_days = _("Short days") if young else _("Part-time plans")
    ways: list[tuple[str, bool, Any, str, dict[str, Any]]] = [
        ("goals.goal_list", True, _("My goals") if young else _("Goals"), "goals", of_pupil),
        ("way.way_show", Permission.WAY_READ in may, _("My way") if young else _("The way back"), "way", of_pupil),
        ("plans.about_show", True, about, "me", of_pupil),
        ("plans.review_list", True, _("Reviews of the plan"), "week", of_pupil),
        ("steps.step_list", Permission.STEPS_READ in may, _("My steps") if young else _("Steps"), "goals", of_pupil),
        ("agreeing.plan_answer", Permission.AGREEING_ANSWER in may, _("Do you agree?"), "chat", of_pupil),
        ("agreeing.plan_list", Permission.AGREEING_ENTER in may, _("Who agrees"), "people", of_pupil),
        ("part_time.part_time_list", Permission.PART_TIME_READ in may, short_days, "clock", of_pupil),
        ("promises.promise_list", Permission.PROMISES_READ in may, _("Promises"), "ok", of_pupil),
        ("marks.weeks_show", has_weeks, _("My weeks") if young else _("Who came"), "week", of_pupil),
        ("proposals.proposal_list", has_choices, asked, "help", of_pupil),
        ("asks.ask_list", Permission.ASKS_ASK in may, _("What I asked"), "chat", {}),
        ("checkins.mine", Permission.CHECKINS_SAY in may, _("My feelings"), "heart", {}),
        ("checkins.shared", Permission.CHECKINS_SHARED_READ in may, _("Shared with you"), "heart", of_pupil),
        ("checkins.of_pupil", bool(viewer.roles & HEARS), _("Check-ins"), "heart", of_pupil),
        ("after.after_show", Permission.AFTER_KEEP in may, _("Since the return"), "way", of_pupil),
        ("plans.welcome_show", True, _("Before the first day"), "heart", of_pupil),
        ("policies.policy_list", True, _("How we do things here"), "paper", {}),
    ]
    return [
        {"url": url_for(endpoint, **values), "label": label, "icon": icon}
        for endpoint, is_theirs, label, icon, values in ways
        if is_theirs and endpoint in current_app.view_functions
    ]


def cards_on_paper(voices: dict[str, tuple[Box, ...]], audience: str, name: str) -> list[tuple[Any, tuple[Box, ...]]]:
    """The cards to which somebody has said something, each with its title: an empty one takes no room on paper."""
    said = {card: tuple(box for box in boxes if box.quotes) for card, boxes in voices.items()}
    return [(words.card_title(card, audience, name), boxes) for card, boxes in said.items() if boxes]


@dataclass(frozen=True)
class Saved:
    """One save of the plan: who, when, and what was different afterwards (label, before, after)."""

    name: str
    on: date
    changes: tuple[tuple[str, str, str], ...]


def history_of(revisions: Sequence[Revision], tier: int) -> list[Saved]:
    """The saves of a plan, the newest first; what a plan begins with is no save."""
    found = [json.loads(one.fields) for one in revisions]
    saves = []
    for one, now, before in zip(revisions, found, found[1:], strict=False):
        changes = tuple(
            (str(words.FIELDS[name]), _shown(name, before.get(name, ""), tier), _shown(name, value, tier))
            for name, value in now.items()
            if value != before.get(name, "")
        )
        saves.append(Saved(one.person.first_name, clock.london(one.saved_at).date(), changes))
    return saves


def _shown(name: str, value: str, tier: int) -> str:
    if name == "stage" and value:
        return step_label(tier, Stage(value))
    if name == "journey" and value:
        return str(JOURNEY[Journey(value)])
    return value


def texts_of(clash: Any) -> list[dict[str, str]]:
    """The three texts of each field that two people changed."""
    both = [
        name
        for name in clash.fields
        if clash.mine[name] != clash.opened.get(name, "") and clash.theirs[name] != clash.opened.get(name, "")
    ]
    return [
        {
            "label": str(words.FIELDS[name]),
            "opened": _of_field(name, clash.opened.get(name, "")),
            "theirs": _of_field(name, clash.theirs[name]),
            "mine": _of_field(name, clash.mine[name]),
        }
        for name in both
    ]


def _of_field(name: str, value: str) -> str:
    if name in ("on", "held_on") and value:
        return full_date(date.fromisoformat(value))
    if name == "starts":
        return value[:5]
    labels: dict[str, Any] = {"stage": words.STAGES, "journey": words.JOURNEYS, "way": words.WAYS}
    return str(labels[name][value]) if name in labels and value else value
