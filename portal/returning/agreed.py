"""What exactly somebody agrees to: the words of each section as they stand, and a hash of them.

A save of agreed words calls `lift_changed` in its own transaction: it lifts the answers that were given to words which
now read differently, and no others (issue: "lifts exactly the signatures it concerns").
"""

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Mapping

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
from portal.returning.everybody import all_of

# Staff keep these among themselves, or they say when we meet: nobody signs them.
NOT_SIGNED = frozenset({SectionKind.RISK_STAFF, SectionKind.REVIEWS})


def agreed_words(way_id: uuid.UUID) -> dict[SectionKind, str]:
    """The words of each section that is signed, with its lines (people, steps, what keeps safe), as one text each."""
    lines = defaultdict[SectionKind, list[str]](list)
    people = sa.select(WayPerson).where(WayPerson.way_id == way_id).order_by(WayPerson.position, WayPerson.id)
    for one in all_of(people):
        lines[SectionKind.PEOPLE].append(f"{one.role} {one.person_id or one.name} {one.words}")
    steps = sa.select(WayStep).where(WayStep.way_id == way_id).order_by(WayStep.position, WayStep.id)
    for step in all_of(steps):
        facts = (step.title, step.way, step.starts_on, step.ends_on, step.room, step.meets_id or step.meets_name)
        more = (step.way_out, step.ready_when, step.pause_if)
        lines[SectionKind.STEPS].append(" ".join(map(str, (step.id, *facts, *more))))
    sessions = sa.select(StepSession).join(WayStep, WayStep.id == StepSession.step_id).where(WayStep.way_id == way_id)
    for session in all_of(sessions.order_by(StepSession.step_id, StepSession.weekday, StepSession.starts)):
        week = (session.step_id, session.weekday, session.starts, session.ends, session.subject)
        lines[SectionKind.STEPS].append(" ".join(map(str, week)))
    risks = sa.select(WayRisk).where(WayRisk.way_id == way_id, ~WayRisk.is_staff_only, WayRisk.ended_on.is_(None))
    for risk in all_of(risks.order_by(WayRisk.hazard, WayRisk.id)):
        said = (risk.hazard, risk.likelihood, risk.what_we_do, risk.who_knows, risk.review_on)
        lines[SectionKind.RISK].append(" ".join(map(str, said)))
    sections = sa.select(WaySection).where(WaySection.way_id == way_id, WaySection.kind.not_in(NOT_SIGNED))
    return {
        section.kind: "\n".join([section.agreed, section.about_the_rest, *lines[section.kind]]).strip()
        for section in all_of(sections)
    }


def part_time_words(part_time_id: uuid.UUID) -> dict[str, str]:
    """What a part-time timetable says, by part: why, its days, its week, at home, how it grows.

    Without what is written after it was agreed: the next review, who was told, where the child goes afterwards.
    NoResultFound for one of another setting.
    """
    wanted = sa.select(PartTime).where(PartTime.id == part_time_id)
    one = all_of(wanted).one()
    week = sa.select(PartTimeSession).where(PartTimeSession.part_time_id == part_time_id)
    ordered = week.order_by(PartTimeSession.weekday, PartTimeSession.starts)
    lines = [f"{each.weekday} {each.starts} {each.ends} {each.way} {each.meets}" for each in all_of(ordered)]
    return {
        "why": f"{one.reason}\n{one.reason_words}".strip(),
        "days": f"{one.starts_on} {one.ends_on} {one.review_gap_days}",
        "week": "\n".join(lines),
        "home": f"{one.work_for_home}\n{one.check_at_home}".strip(),
        "step_up": one.step_up,
    }


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
