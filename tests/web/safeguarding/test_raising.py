"""A child says "not safe": the concern, who is told, and the record are one act, and the same tap is one concern."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event

from portal.database import SYSTEM, db
from portal.models import (
    AuditEntry,
    Cause,
    Concern,
    ConcernAbout,
    ConcernNotice,
    Level,
    OutboxItem,
    Person,
    Safe,
    SafetyAnswer,
    Setting,
    WhoIsTold,
)
from portal.safeguarding import raise_concern
from tests.cast import person, pupil, setting
from tests.factories.concerns import alarm, is_away, raised, stands_on, told
from tests.support.narrowed import narrowed_to
from tests.support.portal import Look

pytestmark = pytest.mark.usefixtures("app")
RAISED = sa.select(AuditEntry).where(AuditEntry.event == "concerns.concern.raised")
ALL = (sa.select(SafetyAnswer), sa.select(Concern), sa.select(ConcernNotice), sa.select(OutboxItem), RAISED)


def said_no(client_id: uuid.UUID) -> None:
    """The whole act as one request does it: the answer and the concern that follows from it."""
    with narrowed_to("maya") as session:
        viewer = session.info["viewer"]
        answer = SafetyAnswer(
            id=uuid.uuid5(client_id, "answer"),
            setting_id=setting(),
            pupil_id=pupil("maya"),
            person_id=person("maya"),
            answer=Safe.NO,
            client_id=client_id,
        )
        session.add(answer)
        raise_concern(alarm(client_id=client_id, safety_answer_id=answer.id), by=viewer)
        db.keep()


def test_a_no_tells_those_who_keep_children_safe_at_once_by_every_way_they_have(look: Look) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, person("byrne")).phone = "07700 900301"
    concern_id = raised()
    assert told(concern_id, 0) == {"byrne", "khan"}
    ways = {(item.person_id, item.channel.value) for item in look(sa.select(OutboxItem))}
    assert ways == {(person("byrne"), "email"), (person("byrne"), "sms"), (person("khan"), "email")}
    assert {item.letter for item in look(sa.select(OutboxItem))} == {"concern"}


def test_the_same_tap_is_one_concern_however_often_it_comes(look: Look) -> None:
    tap = uuid.uuid4()
    assert len({raised(client_id=tap) for _ in range(3)}) == 1
    assert [len(look(one)) for one in ALL[1:]] == [1, 2, 2, 1]


def test_not_sure_goes_to_the_key_worker_first_and_by_text_only_when_mail_fails(look: Look) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, person("byrne")).phone = "07700 900301"
    concern_id = raised(level=Level.TODAY, cause=Cause.NOT_SURE)
    assert told(concern_id, 0) == {"okoro", "byrne"}
    items = {item.person_id: (item.channel.value, item.instead) for item in look(sa.select(OutboxItem))}
    assert items == {person("okoro"): ("email", None), person("byrne"): ("email", "sms")}


class BrokenError(RuntimeError):
    """What the test throws into the middle of the act."""


@contextmanager
def broken_at(number: int) -> Iterator[list[str]]:
    """The statement with this number that writes falls over; gives the statements that were asked for."""
    asked: list[str] = []

    def fall(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "SAVEPOINT", "RELEASE")):
            asked.append(statement)
            if len(asked) == number:
                raise BrokenError

    event.listen(db.engine, "before_cursor_execute", fall)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", fall)


def test_an_answer_and_its_alarm_are_one_act_wherever_it_breaks(look: Look) -> None:
    with narrowed_to("maya"):
        before = 0
    broke = 0
    for number in range(1, 60):
        try:
            with broken_at(number) as asked:
                said_no(uuid.uuid5(setting(), f"tap {number}"))
        except BrokenError:
            broke += 1
            assert [len(look(one)) for one in ALL] == [before] * 5, asked[-1]
        else:
            break
    assert broke >= 8
    assert [len(look(one)) for one in ALL] == [1, 1, 2, 2, 1]


def test_a_concern_about_staff_skips_them_and_reaches_the_head() -> None:
    concern_id = raised(about=frozenset({person("byrne")}))
    assert told(concern_id, 0) == {"khan", "rees"}


def test_words_that_name_a_member_of_staff_are_about_them(look: Look) -> None:
    concern_id = raised(cause=Cause.WORDS, words="I do not want to be with Byrne. She hurt me.")
    assert told(concern_id, 0) == {"khan", "rees"}
    assert [row.person_id for row in look(sa.select(ConcernAbout))] == [person("byrne")]


def test_a_concern_about_somebody_who_never_signs_in_reaches_the_head_too() -> None:
    assert "rees" in told(raised(about=frozenset({person("anna")})), 0)


def test_a_concern_about_the_head_reaches_the_person_whom_the_setting_named() -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Setting, setting()).above_head_id = person("patel")
    assert told(raised(about=frozenset({person("rees")})), 0) == {"byrne", "khan", "patel"}


def test_somebody_on_leave_is_skipped_and_the_next_ones_are_told_at_once() -> None:
    for slug in ("byrne", "khan"):
        is_away(slug, "2026-11-24")
    assert told(raised(), 0) == {"rees"}


def test_the_settings_own_ladder_counts() -> None:
    stands_on(Level.NOW, 0, WhoIsTold.PERSON, "patel")
    assert told(raised(), 0) == {"patel"}


def test_a_concern_about_everybody_on_the_ladder_still_reaches_a_person() -> None:
    everybody = frozenset(person(slug) for slug in ("byrne", "khan", "rees", "okoro"))
    found = told(raised(about=everybody), 0)
    assert found
    assert not found & {"byrne", "khan", "rees", "okoro"}


def test_the_same_tap_at_the_same_moment_is_one_concern(app: Flask, look: Look) -> None:
    """A row is there that the second one could not see when it looked."""
    tap = uuid.uuid4()
    first = raised(client_id=tap)
    with narrowed_to("maya") as session, pytest.MonkeyPatch.context() as patch:
        patch.setattr("portal.safeguarding.raising._known", lambda *_: False)
        assert raise_concern(alarm(client_id=tap), by=session.info["viewer"]) == first
        db.keep()
    assert [len(look(one)) for one in ALL[1:]] == [1, 2, 2, 1]
