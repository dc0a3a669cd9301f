"""Whose access ended while a page of the way back was open, and who then sends it: a sentence that says what to do,
their own words before them, and nothing changed (issue 4, bad input).

A stop that somebody asks for ends the sign-in too, and the door says that nothing arrived. A date that passes, or a
child who has another key worker now, leaves the sign-in: then the page is not there, and says the words again.
"""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import clock
from portal.database import SYSTEM, db
from portal.models import FollowUp, HowItGoes, Placement, Relationship, SectionKind
from tests import cast
from tests.factories.part_times import written
from tests.factories.plans import speaks_english
from tests.factories.returns import TODAY, asked_today, question_of, returned
from tests.factories.ways import agreed, section_of
from tests.support.client import Browser
from tests.support.fingerprints import TRIES, fingerprint
from tests.support.html import parse
from tests.support.portal import SignedInAs
from tests.web.steps.sending import filled

MAYA = cast.pupil("maya")
WORDS = "She comes in by the side door.\nThen we wait."


def say_path() -> str:
    return f"/way/section/{section_of('maya', SectionKind.HELPS)}/say"


def agree_path() -> str:
    agreed("maya", SectionKind.GOAL, "Back for art on Thursdays.")
    return f"/agreeing/{MAYA}"


def part_time_path() -> str:
    return f"/part-time/{written()}/say"


def after_path() -> str:
    returned("maya", TODAY - timedelta(weeks=1))
    asked_today()
    question = question_of("leila", "maya")
    with db.work(SYSTEM, reason="a test") as session:
        row = session.get_one(FollowUp, question)
        row.going, row.answered_at = HowItGoes.HARD, clock.now()
    return f"/after/{question}/more"


def edit_path() -> str:
    return f"/way/section/{section_of('maya', SectionKind.HELPS)}/edit"


def risk_path() -> str:
    return f"/way/section/{section_of('maya', SectionKind.RISK)}/risk"


# Where leila, and where Mr Okoro, has a page open; the field in which they write.
HERS = [(say_path, "words"), (agree_path, "words"), (part_time_path, "words"), (after_path, "words")]
HIS = [
    (edit_path, "agreed"),
    (risk_path, "what_we_do"),
    (lambda: f"/steps/{MAYA}/new", "ready_when"),
    (lambda: f"/part-time/of/{MAYA}/new", "work_for_home"),
    (lambda: f"/promises/{MAYA}/new", "what"),
    (lambda: f"/part-time/{written()}/edit", "check_at_home"),
]
Path = Callable[[], str]
# Under which an error page is found again when somebody rings.
NUMBER = re.compile(r"\b[0-9a-f]{8}\b(?!-)")


@pytest.fixture(autouse=True)
def in_english(app: Flask) -> None:
    """Leila reads English here."""
    speaks_english("leila")


def has_another_key_worker() -> None:
    """From now on Maya is in the caseload of somebody else."""
    with db.work(SYSTEM, reason="a test") as session:
        theirs = sa.update(Placement).where(Placement.pupil_id == MAYA)
        session.execute(theirs.values(key_worker_id=cast.person("lewis")))


def passes_its_date() -> None:
    """What was decided about her contact was until yesterday."""
    with db.work(SYSTEM, reason="a test") as session:
        tie = session.get_one(Relationship, cast.relationship("leila", "maya"))
        tie.until_on = clock.today() - timedelta(days=1)


def typed(browser: Browser, path: str, field: str) -> dict[str, str]:
    """The page is opened, and words are typed into it."""
    return {**filled(browser.form(path)), field: WORDS, "answer": "agree"}


def sends_too_late(browser: Browser, path: str, sent: dict[str, str]) -> None:
    """It is not there; their words are, with what to do; nothing has changed."""
    before = fingerprint(without=TRIES)
    answer = browser.post(path, data=sent)
    assert answer.status_code == 404
    page = parse(answer.text).one("main")
    for words in (WORDS.split("\n")[0], WORDS.split("\n")[1], "did not reach us", "ring us"):
        assert words in page.text
    assert len(page.all("blockquote")) >= 1
    assert fingerprint(without=TRIES) == before


@pytest.mark.parametrize(("path", "field"), HERS)
def test_leila_whose_date_passed_reads_her_words_again(signed_in_as: SignedInAs, path: Path, field: str) -> None:
    address, leila = path(), signed_in_as("leila")
    sent = typed(leila, address, field)
    passes_its_date()
    sends_too_late(leila, address, sent)


@pytest.mark.parametrize(("path", "field"), HIS)
def test_mr_okoro_who_is_her_key_worker_no_more_reads_his(signed_in_as: SignedInAs, path: Path, field: str) -> None:
    address, okoro = path(), signed_in_as("okoro")
    sent = typed(okoro, address, field)
    has_another_key_worker()
    sends_too_late(okoro, address, sent)


@pytest.mark.parametrize(("path", "field"), HERS)
def test_leila_who_was_stopped_is_told_at_the_door(signed_in_as: SignedInAs, path: Path, field: str) -> None:
    address, leila = path(), signed_in_as("leila")
    sent = typed(leila, address, field)
    stop = {"contact": "none", "reason": "court_order", "order_type": "non_molestation", "note": "Seen at the meeting"}
    okoro = signed_in_as("okoro")
    asked = okoro.sends(f"/people/relationships/{cast.relationship('leila', 'maya')}/contact", **stop)
    assert asked.status_code == 302
    before = fingerprint(without=TRIES)
    answer = leila.post(address, data=sent)
    assert (answer.status_code, answer.location) == (302, "/sign-in")
    door = leila.reads("/sign-in").one("main").text
    for words in ("What you sent just now did not reach us.", "Come in again, or ring us."):
        assert words in door
    assert fingerprint(without=TRIES) == before


def test_not_hers_and_not_there_say_the_same_words_again(signed_in_as: SignedInAs) -> None:
    leila, section = signed_in_as("leila"), section_of("rohan", SectionKind.HELPS)
    sent = typed(leila, say_path(), "words")
    answers = [leila.post(f"/way/section/{each}/say", data=sent) for each in (section, uuid.uuid4())]
    pages = [NUMBER.sub("", answer.text) for answer in answers]
    assert pages[0] == pages[1]
    assert WORDS.split("\n")[0] in pages[0]
    assert WORDS.split("\n")[0] not in leila.get(f"/way/section/{section}/say").text


def test_a_page_that_is_not_there_repeats_nothing_that_nobody_typed(signed_in_as: SignedInAs) -> None:
    leila = signed_in_as("leila")
    sent = {**typed(leila, agree_path(), "words"), "words": ""}
    passes_its_date()
    main = parse(leila.post(f"/agreeing/{MAYA}", data=sent).text).one("main")
    assert "did not reach us" not in main.text
    assert main.all("blockquote") == []
