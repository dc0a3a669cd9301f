"""What the pages of agreeing are made of, gathered with the same few statements however much there is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal import clock
from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.asking.ringing import find_key_worker
from portal.blueprints.agreeing.matter import Matter
from portal.blueprints.agreeing.queries import (
    find_own_answer,
    list_answers,
    list_helpers,
    list_people,
    list_words,
)
from portal.blueprints.agreeing.shown import Part, parts_of
from portal.heard import Audience, find_audience
from portal.heard.for_another import find_audience_of
from portal.models import AgreeAnswer, Agreement, Contribution, Person, Place, Voice
from portal.pupils import Child
from portal.returning.decided import list_decisions
from portal.returning.needed import MustAgree, answers_that_count, holders, standing, who_must_agree

_ROLES = {Voice.YOUNG: Role.PUPIL, Voice.HOME: Role.CARER, Voice.SCHOOL: Role.SOCIAL_WORKER}


@dataclass(frozen=True)
class Row:
    """One who is asked, and what they answered last: for staff alone."""

    who: MustAgree
    person: Person | None
    answer: Agreement | None
    words: str
    about: tuple[Part, ...]
    changed: tuple[Part, ...]
    # A "no" or a "part" about which somebody may decide.
    may_be_decided: bool
    # A parent's "no" to a part-time timetable: it does not start.
    stops_it: bool


def answer_page(matter: Matter, child: Child, parts: tuple[Part, ...], *, viewer: Viewer) -> dict[str, Any]:
    """Everything on the page of somebody who sees the plan; `me` is why they are asked, None where they are not."""
    asked = who_must_agree(matter.pupil_id, clock.today())
    stands = standing(asked, answers_that_count(matter.way.id, matter.part_time_id))
    own = find_own_answer(matter.way.id, matter.part_time_id, viewer=viewer)
    words = list_words([own], viewer=viewer)
    lifted = frozenset(own.lifted.split() if own else ())
    return {
        "matter": matter,
        "child": child,
        "shown": parts,
        "me": next((one for one in asked if one.person_id == viewer.person_id), None),
        "stands": stands,
        "own": own,
        "own_words": _words_of(own, words),
        "own_about": _named(own.about if own else "", parts),
        "new": lifted,
        "decisions": list_decisions(matter.way.id, viewer=viewer),
        "key_worker": find_key_worker(matter.pupil_id, viewer=viewer),
        "helpers": list_helpers(matter.pupil_id, viewer=viewer),
    }


def list_page(matter: Matter, child: Child, *, viewer: Viewer) -> dict[str, Any]:
    """Who is asked, where each stands, and what was decided: for staff."""
    asked = who_must_agree(matter.pupil_id, clock.today())
    stands = standing(asked, answers_that_count(matter.way.id, matter.part_time_id))
    answers = list_answers(matter.way.id, matter.part_time_id, viewer=viewer)
    people = list_people([one.person_id for one in asked], viewer=viewer)
    words = list_words(answers.values(), viewer=viewer)
    parts, needed = parts_of(matter, child, viewer=viewer), holders(asked)
    rows = [_row(one, people, answers.get(one.person_id), words, parts) for one in asked]
    decisions = list_decisions(matter.way.id, viewer=viewer)
    return {
        "matter": matter,
        "child": child,
        "shown": parts,
        "stands": stands,
        "rows": rows,
        "needed": needed,
        "decisions": decisions,
    }


def audience_for(matter: Matter, *, viewer: Viewer) -> Audience:
    """Who reads the words that this person adds to an answer."""
    return find_audience(matter.pupil_id, Place.AGREEING, viewer=viewer)


def audience_for_them(matter: Matter, who: MustAgree, *, viewer: Viewer) -> Audience:
    """The same for words that a member of staff writes down for somebody who is asked."""
    role = _ROLES[who.voice]
    return find_audience_of(matter.pupil_id, Place.AGREEING, person_id=who.person_id, role=role, viewer=viewer)


def _row(
    who: MustAgree,
    people: dict[Any, Person],
    answer: Agreement | None,
    words: dict[Any, Contribution],
    parts: tuple[Part, ...],
) -> Row:
    not_all = answer is not None and answer.answer in (AgreeAnswer.NO, AgreeAnswer.PART)
    is_a_parents = answer is not None and answer.part_time_id is not None and who.voice is not Voice.YOUNG
    return Row(
        who,
        people.get(who.person_id),
        answer,
        _words_of(answer, words),
        _named(answer.about if answer else "", parts),
        _named(answer.lifted if answer else "", parts),
        may_be_decided=not_all and not is_a_parents,
        stops_it=is_a_parents and answer is not None and answer.answer is AgreeAnswer.NO,
    )


def _words_of(answer: Agreement | None, words: dict[Any, Contribution]) -> str:
    said = words.get(answer.contribution_id) if answer and answer.contribution_id else None
    return said.words if said else ""


def _named(keys: str, parts: Iterable[Part]) -> tuple[Part, ...]:
    wanted = keys.split()
    return tuple(part for part in parts if part.key in wanted)
