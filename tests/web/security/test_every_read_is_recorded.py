"""Each answer that holds a word of Rohan's family has exactly one line in the record, which names Rohan (check 13).

The answers are those of a whole walk, lists and searches among them; the numbers come from the log, line by line.
"""

import json
import logging
import re
from collections import Counter

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.database import SYSTEM, db
from portal.models import AuditEntry
from tests.cast import person, pupil
from tests.factories import everything
from tests.support.crawl import visit
from tests.support.house import ASKED, House, on_both

READERS = ("rohan", "priya", "arjun", "lewis", "byrne")
# "GET home.today 200 12ms 1f2e3d4c"
LINE = re.compile(r"^(\S+) (\S+) (\d{3}) \d+ms (\w+)$")
# One's own name and address, on one's own page of the account: no look at a child.
OWN = {"account.account_show"}


def lines_of(slug: str) -> list[AuditEntry]:
    """The record's lines of one person."""
    with Session(db.engine, info={"scope": SYSTEM}) as session:
        return list(session.scalars(sa.select(AuditEntry).where(AuditEntry.by_id == person(slug))))


@pytest.mark.parametrize(ASKED, on_both(READERS, second=["priya", "lewis"]), indirect=["shared_house"])
def test_each_answer_about_rohan_has_one_line_that_names_him(
    house: House, slug: str, caplog: pytest.LogCaptureFixture
) -> None:
    browser, answers = house.browser(slug), []
    with caplog.at_level(logging.INFO, logger="portal"):
        answers += list(visit(browser, alike=2).pages.values())
        if slug in {"lewis", "byrne"}:
            name = next(mark for mark, where in house.words.items() if where == "person.first_name of rohan")
            answers.append(browser.sends("/people/", to="/search", name=name))
    logged = [found for record in caplog.records if (found := LINE.match(record.getMessage()))]
    shown = [line for line in lines_of(slug) if line.event.endswith(".shown")]
    written = Counter(line.request_number for line in shown)
    about_rohan = {line.request_number for line in shown if str(pupil("rohan")) in json.loads(line.pupils)}
    assert max(written.values(), default=0) == 1, "One look left two lines."
    assert len(logged) >= len(answers)
    read = [(found[2], found[4]) for found, answer in _matched(logged, answers) if _is_about_the_child(house, answer)]
    assert len(read) >= 3, "The walk never came to Rohan: it proves nothing."
    assert [endpoint for endpoint, number in read if endpoint not in OWN and number not in about_rohan] == []


def _matched(logged: list[re.Match[str]], answers: list[object]) -> list[tuple[re.Match[str], object]]:
    """Each answer with its line of the log; a page from which a form was read first has a line of its own before."""
    pairs, rest = [], iter(logged)
    for answer in answers:
        status = str(answer.status_code)  # type: ignore[attr-defined]
        method = answer.request.method  # type: ignore[attr-defined]
        pairs.append((next(found for found in rest if (found[1], found[3]) == (method, status)), answer))
    return pairs


def _is_about_the_child(house: House, answer: object) -> bool:
    return any(
        "of rohan" in house.words.get(word, "") or house.words.get(word, "").startswith(("timetable_", "session_"))
        for word in everything.words_in(answer)  # type: ignore[arg-type]
    )
