"""Who must agree, from the rows that say who an adult is to the child, and how it stands with their answers.

The rules know no database. What reads the rows looks past what the viewer may see, because who is asked does not depend
on who looks; it hands out ids and a standing, and a page never shows a family more than the standing.
"""

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa

from portal import clock
from portal.models import AgreeAnswer, Agreement, ParentalResponsibility, PartTime, Pupil, Relationship, Voice, WayBack
from portal.returning.agreed import hashes_of, part_time_words
from portal.returning.everybody import all_of


class Why(StrEnum):
    """Why somebody is asked."""

    YOUNG_PERSON = "young_person"
    RESPONSIBILITY = "responsibility"
    # Under a care order the council holds parental responsibility; its social worker answers (domain.md §8.4).
    COUNCIL = "council"
    # Has care of the child and was given the say: a foster carer with delegated authority.
    DELEGATED = "delegated"


@dataclass(frozen=True)
class MustAgree:
    """Somebody who is asked, with whose voice they speak, and why."""

    person_id: uuid.UUID
    voice: Voice
    why: Why


@dataclass(frozen=True)
class Answers:
    """What a part-time timetable needs to know: may it start as far as signatures go, and did somebody say no."""

    agreed_with_evidence: bool
    no: bool


class Standing(StrEnum):
    """How it stands, without saying who."""

    ALL = "all"
    WAITING = "waiting"
    NOT_ALL = "not_all"


def must_agree(rows: Iterable[Relationship], young_person_id: uuid.UUID, day: date) -> list[MustAgree]:
    """Who is asked on this day: the young person always, then each adult whose row is open and may agree.

    An adult without contact, whose row is over or of whom nothing is known is not asked, whatever else was given.
    """
    asked = [MustAgree(young_person_id, Voice.YOUNG, Why.YOUNG_PERSON)]
    for row in rows:
        why = why_asked(row, day)
        if why is not None:
            asked.append(MustAgree(row.person_id, Voice.SCHOOL if why is Why.COUNCIL else Voice.HOME, why))
    return asked


def why_asked(row: Relationship, day: date) -> Why | None:
    """Why this adult is asked on this day; None where they are not."""
    if not (row.may_agree and row.is_open_on(day)):
        return None
    match row.parental_responsibility:
        case ParentalResponsibility.YES:
            return Why.RESPONSIBILITY
        case ParentalResponsibility.COUNCIL:
            return Why.COUNCIL
        case _:
            return Why.DELEGATED


def holders(asked: Iterable[MustAgree]) -> frozenset[uuid.UUID]:
    """Whose agreement a part-time timetable needs one of: with parental responsibility; under a care order the council.

    domain.md §2.2: "one agreement from a person with PR (or the LA for a child under a care order)".
    """
    listed = list(asked)
    council = frozenset(one.person_id for one in listed if one.why is Why.COUNCIL)
    return council or frozenset(one.person_id for one in listed if one.why is Why.RESPONSIBILITY)


def standing(asked: Iterable[MustAgree], answers: Mapping[uuid.UUID, Agreement]) -> Standing:
    """How it stands with the answers that count, by person. One to words that changed since is waited for again."""
    now = [answers.get(one.person_id) for one in asked]
    if any(one and not one.lifted and one.answer in (AgreeAnswer.NO, AgreeAnswer.PART) for one in now):
        return Standing.NOT_ALL
    agreed = all(one and not one.lifted and one.answer is AgreeAnswer.AGREE for one in now)
    return Standing.ALL if agreed else Standing.WAITING


def weigh(asked: Iterable[MustAgree], answers: Mapping[uuid.UUID, Agreement], now: Mapping[str, str]) -> Answers:
    """What the answers to a part-time timetable come to, its words having these hashes `now`.

    Somebody must have agreed to just these words. The "no" of an adult stands until they themself answer otherwise:
    no edit takes it away. What the young person says is written down; it alone neither starts nor stops it.
    """
    listed = list(asked)
    agreed = any(
        one is not None and one.answer is AgreeAnswer.AGREE and json.loads(one.hashes) == dict(now)
        for one in (answers.get(person_id) for person_id in holders(listed))
    )
    adults = [answers.get(one.person_id) for one in listed if one.voice is not Voice.YOUNG]
    return Answers(agreed, any(one is not None and one.answer is AgreeAnswer.NO for one in adults))


def who_must_agree(pupil_id: uuid.UUID, day: date) -> list[MustAgree]:
    """Who is asked about a pupil's plan, and about each part-time timetable of it. The caller has found the pupil.

    NoResultFound for a pupil of another setting.
    """
    young = sa.select(Pupil.person_id).where(Pupil.id == pupil_id)
    rows = sa.select(Relationship).where(Relationship.pupil_id == pupil_id).order_by(Relationship.id)
    return must_agree(
        all_of(rows),
        all_of(young).one(),
        day,
    )


def answers_that_count(way_id: uuid.UUID, part_time_id: uuid.UUID | None = None) -> dict[uuid.UUID, Agreement]:
    """The answer of each person that counts: not answered anew, not taken back, their access not ended."""
    counts = sa.select(Agreement).where(
        Agreement.way_id == way_id,
        Agreement.part_time_id == part_time_id if part_time_id else Agreement.part_time_id.is_(None),
        Agreement.replaced_at.is_(None),
        Agreement.withdrawn_at.is_(None),
        Agreement.ended_at.is_(None),
    )
    found = all_of(counts.order_by(Agreement.given_at))
    return {one.person_id: one for one in found}


def standing_of(way_id: uuid.UUID) -> Standing:
    """How it stands with a plan today. NoResultFound for a plan of another setting."""
    pupil_id = all_of(sa.select(WayBack.pupil_id).where(WayBack.id == way_id)).one()
    return standing(who_must_agree(pupil_id, clock.today()), answers_that_count(way_id))


def part_time_answers(part_time_id: uuid.UUID) -> Answers:
    """What the answers to a part-time timetable come to today. NoResultFound for one of another setting."""
    wanted = sa.select(PartTime).where(PartTime.id == part_time_id)
    one = all_of(wanted).one()
    now = hashes_of(part_time_words(part_time_id))
    return weigh(who_must_agree(one.pupil_id, clock.today()), answers_that_count(one.way_id, part_time_id), now)
