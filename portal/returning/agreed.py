"""What exactly somebody agrees to: the words of each section as they stand, and a hash of them.

A save of agreed words calls `lift_changed` in its own transaction: it lifts the answers that were given to words which
now read differently, and no others (issue: "lifts exactly the signatures it concerns").
"""

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from portal import clock
from portal.database import db
from portal.models import (
    Agreement,
    PartTime,
    PartTimeSession,
    SectionKind,
    StepSession,
    WayBack,
    WayPerson,
    WayRisk,
    WaySection,
    WayStep,
)
from portal.returning.everybody import all_of, columns_of

# Staff keep these among themselves, or they say when we meet: nobody signs them.
NOT_SIGNED = frozenset({SectionKind.RISK_STAFF, SectionKind.REVIEWS})


def agreed_words(way_id: uuid.UUID) -> dict[SectionKind, str]:
    """The words of each section that is signed, with its lines (people, steps, what keeps safe), as one text each."""
    lines = defaultdict[SectionKind, list[str]](list)
    one: Any = WayPerson
    people = sa.select(one.role, one.person_id, one.name, one.words).where(one.way_id == way_id)
    for role, person_id, name, words in columns_of(people.order_by(one.position, one.id)):
        lines[SectionKind.PEOPLE].append(f"{role} {person_id or name} {words}")
    step: Any = WayStep
    facts = (step.id, step.title, step.way, step.starts_on, step.ends_on, step.room, step.meets_id, step.meets_name)
    steps = sa.select(*facts, step.way_out, step.ready_when, step.pause_if)
    steps = steps.where(step.way_id == way_id, WayStep.stands())
    for *what, meets_id, meets_name, way_out, ready, pause in columns_of(steps.order_by(step.position, step.id)):
        lines[SectionKind.STEPS].append(" ".join(map(str, (*what, meets_id or meets_name, way_out, ready, pause))))
    of: Any = StepSession
    week = sa.select(of.step_id, of.weekday, of.starts, of.ends, of.subject).join(WayStep, WayStep.id == of.step_id)
    week = week.where(step.way_id == way_id, WayStep.stands())
    for session in columns_of(week.order_by(of.step_id, of.weekday, of.starts)):
        lines[SectionKind.STEPS].append(" ".join(map(str, session)))
    risk: Any = WayRisk
    said = (risk.hazard, risk.likelihood, risk.what_we_do, risk.who_knows, risk.review_on)
    risks = sa.select(*said).where(risk.way_id == way_id, ~risk.is_staff_only, risk.ended_on.is_(None))
    for each in columns_of(risks.order_by(risk.hazard, risk.id)):
        lines[SectionKind.RISK].append(" ".join(map(str, each)))
    section: Any = WaySection
    sections = sa.select(section.kind, section.agreed, section.about_the_rest).where(section.way_id == way_id)
    return {
        kind: "\n".join([agreed, about_the_rest, *lines[kind]]).strip()
        for kind, agreed, about_the_rest in columns_of(sections.where(section.kind.not_in(NOT_SIGNED)))
    }


def part_time_words(part_time_id: uuid.UUID) -> dict[str, str]:
    """What a part-time timetable says, by part: why, its days, its week, at home, how it grows.

    Without what is written after it was agreed: the next review, who was told, where the child goes afterwards.
    Empty for one of another setting.
    """
    one: Any = PartTime
    texts = (one.reason, one.reason_words, one.work_for_home, one.check_at_home, one.step_up)
    wanted = sa.select(*texts, one.starts_on, one.ends_on, one.review_gap_days).where(one.id == part_time_id)
    of: Any = PartTimeSession
    sessions = sa.select(of.weekday, of.starts, of.ends, of.way, of.meets).where(of.part_time_id == part_time_id)
    week = "\n".join(" ".join(map(str, each)) for each in columns_of(sessions.order_by(of.weekday, of.starts)))
    for reason, why, work, check, step_up, *days in columns_of(wanted):
        return {
            "why": f"{reason}\n{why}".strip(),
            "days": " ".join(map(str, days)),
            "week": week,
            "home": f"{work}\n{check}".strip(),
            "step_up": step_up,
        }
    return {}


def hashes_of(words: Mapping[SectionKind, str] | Mapping[str, str]) -> dict[str, str]:
    """A hash by section: SHA-256 in hexadecimal."""
    return {str(kind): hashlib.sha256(text.encode()).hexdigest() for kind, text in words.items()}


def changed_since(hashes: Mapping[str, str], now: Mapping[str, str]) -> frozenset[str]:
    """The parts that somebody answered and that read differently now. What came to be since concerns no answer."""
    return frozenset(kind for kind, was in hashes.items() if now.get(kind, was) != was)


def hold(way_id: uuid.UUID) -> None:
    """Until this transaction ends, nobody else changes agreed words of this plan or answers them.

    Whoever answers holds it before they look whether the words are still those that were shown; whoever saves holds it
    before they lift. Else an answer to the old words could come in between, and stand.
    """
    all_of(sa.select(WayBack.id).where(WayBack.id == way_id).with_for_update()).one_or_none()


def lift_changed(way_id: uuid.UUID) -> int:
    """Lift the answers to the plan whose words now read differently, each for the sections that changed.

    In the caller's transaction, after its rows are written. Returns how many answers were lifted anew. Answers to a
    part-time timetable are of its own words: `lift_changed_part_time`.
    """
    db.session.flush()
    hold(way_id)
    return _lift(hashes_of(agreed_words(way_id)), Agreement.way_id == way_id, Agreement.part_time_id.is_(None))


def lift_changed_part_time(part_time_id: uuid.UUID) -> int:
    """The same for a part-time timetable, in each transaction that saves its words or its week."""
    db.session.flush()
    for way_id in all_of(sa.select(PartTime.way_id).where(PartTime.id == part_time_id)):
        hold(way_id)
    return _lift(hashes_of(part_time_words(part_time_id)), Agreement.part_time_id == part_time_id)


def _lift(now: Mapping[str, str], *of: sa.ColumnElement[bool]) -> int:
    alive = (Agreement.replaced_at.is_(None), Agreement.withdrawn_at.is_(None), Agreement.ended_at.is_(None))
    lifted = 0
    for one in all_of(sa.select(Agreement).where(*of, *alive)):
        changed, before = changed_since(json.loads(one.hashes), now), frozenset(one.lifted.split())
        if changed - before:
            one.lifted, one.lifted_at = " ".join(sorted(before | changed)), clock.now()
            lifted += 1
    return lifted
