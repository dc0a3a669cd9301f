"""What exactly somebody agrees to: the words of each section as they stand, and a hash of them.

A save of agreed words calls `lift_changed` in its own transaction: it lifts the answers that were given to words which
now read differently, and no others (issue: "lifts exactly the signatures it concerns").
"""

import hashlib
import json
import uuid
from collections import defaultdict

import sqlalchemy as sa

from portal import clock
from portal.database import db
from portal.models import (
    Agreement,
    SectionKind,
    StepSession,
    WayPerson,
    WayRisk,
    WaySection,
    WayStep,
)

# Staff keep these among themselves, or they say when we meet: nobody signs them.
NOT_SIGNED = frozenset({SectionKind.RISK_STAFF, SectionKind.REVIEWS})
# Whoever acts must see the answers of everybody: which are lifted does not depend on who saves.
_ALL_OF_IT = {"portal_net": "setting"}


def agreed_words(way_id: uuid.UUID) -> dict[SectionKind, str]:
    """The words of each section that is signed, with its lines (people, steps, what keeps safe), as one text each."""
    lines = defaultdict[SectionKind, list[str]](list)
    people = sa.select(WayPerson).where(WayPerson.way_id == way_id).order_by(WayPerson.position, WayPerson.id)
    for one in db.session.scalars(people):
        lines[SectionKind.PEOPLE].append(f"{one.role} {one.person_id or one.name} {one.words}")
    for step in db.session.scalars(sa.select(WayStep).where(WayStep.way_id == way_id).order_by(WayStep.position)):
        facts = (step.title, step.way, step.starts_on, step.ends_on, step.room, step.meets_id or step.meets_name)
        more = (step.way_out, step.ready_when, step.pause_if)
        lines[SectionKind.STEPS].append(" ".join(map(str, (step.id, *facts, *more))))
    sessions = sa.select(StepSession).join(WayStep, WayStep.id == StepSession.step_id).where(WayStep.way_id == way_id)
    for session in db.session.scalars(sessions.order_by(StepSession.step_id, StepSession.weekday, StepSession.starts)):
        week = (session.step_id, session.weekday, session.starts, session.ends, session.subject)
        lines[SectionKind.STEPS].append(" ".join(map(str, week)))
    risks = sa.select(WayRisk).where(WayRisk.way_id == way_id, ~WayRisk.is_staff_only, WayRisk.ended_on.is_(None))
    for risk in db.session.scalars(risks.order_by(WayRisk.hazard, WayRisk.id)):
        said = (risk.hazard, risk.likelihood, risk.what_we_do, risk.who_knows, risk.review_on)
        lines[SectionKind.RISK].append(" ".join(map(str, said)))
    sections = sa.select(WaySection).where(WaySection.way_id == way_id, WaySection.kind.not_in(NOT_SIGNED))
    return {
        section.kind: "\n".join([section.agreed, section.about_the_rest, *lines[section.kind]]).strip()
        for section in db.session.scalars(sections)
    }


def hashes_of(words: dict[SectionKind, str]) -> dict[str, str]:
    """A hash by section: SHA-256 in hexadecimal."""
    return {str(kind): hashlib.sha256(text.encode()).hexdigest() for kind, text in words.items()}


def lift_changed(way_id: uuid.UUID) -> int:
    """Lift the answers to the plan whose words now read differently, each for the sections that changed.

    In the caller's transaction, after its rows are written. Returns how many answers were lifted anew. Answers to a
    part-time timetable are of its own words (returning/part_time).
    """
    db.session.flush()
    now = hashes_of(agreed_words(way_id))
    alive = sa.select(Agreement).where(
        Agreement.way_id == way_id,
        Agreement.part_time_id.is_(None),
        Agreement.replaced_at.is_(None),
        Agreement.withdrawn_at.is_(None),
        Agreement.ended_at.is_(None),
    )
    lifted = 0
    for one in db.session.scalars(alive, execution_options=_ALL_OF_IT):
        changed = sorted(kind for kind, was in json.loads(one.hashes).items() if now.get(kind, was) != was)
        before = set(one.lifted.split())
        if set(changed) - before:
            one.lifted, one.lifted_at = " ".join(sorted(before | set(changed))), clock.now()
            lifted += 1
    return lifted
