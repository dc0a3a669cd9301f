"""Who must agree, which signatures an edit lifts, and when a part-time timetable may start: over random families.

`make test` tries some; EVERYBODY=1 tries many. Each prints how many states it has tried.
"""

import json
import os
import sys
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from portal.models import AgreeAnswer, Agreement, Contact, ParentalResponsibility, Relationship, SectionKind, Voice
from portal.returning.agreed import changed_since, hashes_of
from portal.returning.needed import MustAgree, Standing, Why, holders, must_agree, standing, weigh, why_asked

DAY = date(2026, 11, 24)
YOUNG = uuid.UUID(int=1)
TRIED: Counter[str] = Counter()
MANY = settings(
    deadline=None,
    max_examples=20_000 if os.environ.get("EVERYBODY") else 200,
    suppress_health_check=[HealthCheck.too_slow],
)
DAYS = some.sampled_from([DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)])
ROWS = some.lists(
    some.builds(
        Relationship,
        person_id=some.integers(2, 9).map(lambda number: uuid.UUID(int=number)),
        parental_responsibility=some.sampled_from(ParentalResponsibility),
        contact=some.sampled_from(Contact),
        is_education_parent=some.booleans(),
        may_agree=some.booleans(),
        from_on=DAYS,
        until_on=some.none() | DAYS,
    ),
    max_size=5,
    unique_by=lambda row: row.person_id,
)
KINDS = [SectionKind.GOAL, SectionKind.HELPS, SectionKind.STEPS, SectionKind.HOME]
TEXTS = some.sampled_from(["", "At nine.", "At ten."])
WORDS = some.fixed_dictionaries(dict.fromkeys(KINDS, TEXTS))
EDITS = some.lists(some.tuples(some.sampled_from(KINDS), TEXTS), max_size=8)


@pytest.fixture(scope="module", autouse=True)
def how_many() -> Iterator[None]:
    yield
    tried = ", ".join(f"{what} {count}" for what, count in sorted(TRIED.items()))
    sys.stderr.write(f"\nagreeing, states tried: {tried}\n")


@MANY
@given(ROWS)
def test_the_young_person_is_always_asked_and_nobody_without_contact_or_say(rows: list[Relationship]) -> None:
    TRIED["families"] += 1
    asked = must_agree(rows, YOUNG, DAY)
    assert asked[0] == MustAgree(YOUNG, Voice.YOUNG, Why.YOUNG_PERSON)
    by_id = {row.person_id: row for row in rows}
    for one in asked[1:]:
        row = by_id[one.person_id]
        assert row.may_agree
        assert row.contact in (Contact.OPEN, Contact.LIMITED)
        assert row.parental_responsibility is not ParentalResponsibility.UNKNOWN
        assert row.from_on <= DAY <= (row.until_on or DAY)
        assert row.parental_responsibility is not ParentalResponsibility.NO or row.is_education_parent
        assert (one.voice is Voice.SCHOOL) is (row.parental_responsibility is ParentalResponsibility.COUNCIL)
    left_out = [row for row in rows if row.person_id not in {one.person_id for one in asked}]
    assert all(why_asked(row, DAY) is None for row in left_out)
    assert all(not (row.may_agree and row.is_open_on(DAY)) for row in left_out)


@MANY
@given(ROWS)
def test_under_a_care_order_it_is_the_council_whose_agreement_is_needed(rows: list[Relationship]) -> None:
    asked = must_agree(rows, YOUNG, DAY)
    council = {one.person_id for one in asked if one.why is Why.COUNCIL}
    parents = {one.person_id for one in asked if one.why is Why.RESPONSIBILITY}
    assert holders(asked) == (council or parents)
    assert YOUNG not in holders(asked)


@MANY
@given(WORDS, some.lists(some.tuples(EDITS, some.integers(0, 3)), min_size=1, max_size=4))
def test_an_edit_lifts_exactly_the_signatures_it_concerns(
    words: dict[SectionKind, str], course: list[tuple[list[tuple[SectionKind, str]], int]]
) -> None:
    """Each answer beside an oracle that remembers the texts themselves: lifted is what has ever read differently."""
    signed: list[tuple[dict[str, str], dict[SectionKind, str], set[str], set[str]]] = []
    for edits, answers in course:
        signed += [(hashes_of(words), dict(words), set(), set()) for _answer in range(answers)]
        for kind, text in edits:
            TRIED["edits"] += 1
            words[kind] = text
            now = hashes_of(words)
            for hashes, read, lifted, oracle in signed:
                TRIED["signatures at an edit"] += 1
                lifted |= changed_since(hashes, now)
                oracle |= {each.value for each in KINDS if read[each] != words[each]}
                assert lifted == oracle


def test_what_nobody_had_read_when_they_signed_lifts_nothing_and_what_is_gone_stays() -> None:
    before = hashes_of({SectionKind.GOAL: "At nine."})
    assert changed_since(before, hashes_of({SectionKind.GOAL: "At nine.", SectionKind.HOME: "New."})) == frozenset()
    assert changed_since(before, {}) == frozenset()


def answer_of(person_id: uuid.UUID, answer: AgreeAnswer, hashes: dict[str, str], lifted: str = "") -> Agreement:
    return Agreement(person_id=person_id, answer=answer, hashes=json.dumps(hashes), lifted=lifted)


@MANY
@given(ROWS, some.data())
def test_one_parents_no_stops_a_part_time_timetable_and_no_edit_takes_it_away(
    rows: list[Relationship], data: some.DataObject
) -> None:
    TRIED["part-time timetables"] += 1
    asked = must_agree(rows, YOUNG, DAY)
    now, old = hashes_of({"week": "Monday."}), hashes_of({"week": "Tuesday."})
    answers = {
        one.person_id: answer_of(one.person_id, data.draw(some.sampled_from(AgreeAnswer)), data.draw(shown))
        for one in asked
        if data.draw(some.booleans())
        for shown in [some.sampled_from([now, old])]
    }
    found = weigh(asked, answers, now)
    adults = [one.person_id for one in asked if one.voice is not Voice.YOUNG]
    assert found.no is any(answers[each].answer is AgreeAnswer.NO for each in adults if each in answers)
    good = [each for each in answers.values() if each.answer is AgreeAnswer.AGREE and json.loads(each.hashes) == now]
    assert found.agreed_with_evidence is bool({each.person_id for each in good} & holders(asked))


def test_no_agreement_is_no_agreement() -> None:
    asked = [MustAgree(YOUNG, Voice.YOUNG, Why.YOUNG_PERSON), MustAgree(uuid.UUID(int=2), Voice.HOME, Why.DELEGATED)]
    agreed = {one.person_id: answer_of(one.person_id, AgreeAnswer.AGREE, {}) for one in asked}
    assert not weigh(asked, agreed, {}).agreed_with_evidence, "a foster carer and the child alone are not enough"


@MANY
@given(ROWS, some.data())
def test_how_it_stands_names_nobody_and_follows_from_the_answers(
    rows: list[Relationship], data: some.DataObject
) -> None:
    asked = must_agree(rows, YOUNG, DAY)
    answers = {
        one.person_id: answer_of(
            one.person_id, data.draw(some.sampled_from(AgreeAnswer)), {}, data.draw(some.sampled_from(["", "goal"]))
        )
        for one in asked
        if data.draw(some.booleans())
    }
    stand = [one for one in answers.values() if not one.lifted]
    against = [one for one in stand if one.answer in (AgreeAnswer.NO, AgreeAnswer.PART)]
    agreed = [one for one in stand if one.answer is AgreeAnswer.AGREE]
    expected = Standing.NOT_ALL if against else Standing.ALL if len(agreed) == len(asked) else Standing.WAITING
    assert standing(asked, answers) is expected
