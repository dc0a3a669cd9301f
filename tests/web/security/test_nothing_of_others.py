"""A word of its own stands in every text column of Rohan's family and of another setting: who ever reads one (6, 7)?

Everyone walks everywhere their pages lead, searches for the words themselves, and is met with error pages; letters are
looked at too. Every route with Rohan's rows is asked by the access matrix (tests/house_rules/test_access_matrix.py).
"""

import json
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal import seals
from portal.database import SYSTEM, db
from portal.models import OutboxItem, Person
from portal.outbox import letters
from tests.cast import SLUGS, person
from tests.factories import everything
from tests.support.client import Browser
from tests.support.house import ASKED, VISITOR, House, on_both
from tests.web.account.letters import asks

FAMILY = ("rohan", "priya", "arjun")
TEAM = ("lewis", "byrne", "khan", "rees", "patel")
SEARCHERS = ("okoro", "quinn")
# The same rows on both databases: one of each kind of person is enough for the second.
ON_POSTGRESQL = ("maya", "leila", "okoro", "quinn")
OTHERS = (VISITOR, *(slug for slug in SLUGS if slug not in {*FAMILY, *TEAM}))
# What each may read of Rohan's family, column by column; whatever else reaches their pages is a leak (check 7).
SESSION = {f"timetable_session.{name}" for name in ("subject", "place", "bring", "note")}
CHANGE = {f"session_change.{name}" for name in ("subject", "place", "bring", "reason")}
# The plan is everybody's who is given it; what one of them said, asked or was asked is theirs and of whom it was for.
PLAN = {
    *(f"goal.{name}" for name in ("own_words", "team_words", "helps_here", "helps_home")),
    *(f"plan_review.{name}" for name in ("place", "notes", "outcome", "reason")),
    "goal_step.words",
}
# The way back is the plan's; what was agreed and decided is everybody's who is given the plan. Who answered what is
# not, and a draft is its writer's alone. (The example rows name Priya where a row has a person: who chose or decided.)
WAY_BACK = {
    *(f"way_section.{name}" for name in ("agreed", "about_the_rest")),
    *(f"way_step.{name}" for name in ("title", "room", "meets_name", "way_out", "ready_when", "pause_if")),
    *(f"way_person.{name}" for name in ("name", "words")),
    *(f"way_risk.{name}" for name in ("what_we_do", "who_knows")),
    *(f"part_time.{name}" for name in ("reason_words", "work_for_home", "check_at_home", "step_up", "full_time_offer")),
    *(f"agreement_decision.{name} of priya" for name in ("decision", "reason")),
    *(f"way_person.{name} of priya" for name in ("name", "words")),
    "part_time_session.meets",
    "step_choice.value of priya",
    "step_offer.value",
    "step_offer.value of priya",
    "step_session.subject",
}
FAMILY_READS = {"person.first_name of rohan", *SESSION, *CHANGE, *PLAN, *WAY_BACK}
WAS_ASKED = {f"ask.{name} of priya" for name in ("about_words", "reason", "think_why", "what_next")}
# What the key worker said to her, and what she said herself.
SAID = {"contribution.words of priya", "proposal.choices of priya", "contribution.words", "proposal.choices"}
# What Rohan said in a check-in, and the name under which he was shown a reader at home.
CHECKED_IN = {"contribution.words of rohan", "check_in_reader.shown_as of priya"}
# Those who keep children safe read what was raised, and on the pages of the ladder the name of a site ("").
RAISED = {"concern.phrases of rohan", "concern.place of rohan", "concern_step.words of priya", ""}
TEAM_READS = {
    *FAMILY_READS,
    *WAS_ASKED,
    *SAID,
    "contribution_reader.shown_as of priya",
    *(f"person.{name} of {whose}" for whose in FAMILY for name in ("first_name", "last_name", "job")),
    *(f"person.{name} of {whose}" for whose in FAMILY for name in ("email", "phone")),
    "contact_change.words",
    "placement.school_name",
    "news_words.title",
    "news_words.words",
    # What was read back on the phone, or where the paper lies.
    "agreement.evidence of priya",
    # What staff noted of a call or a talk.
    "family_contact.note of priya",
}
ALLOWED = {
    # A young person may choose each of their own adults as a reader.
    "rohan": {*FAMILY_READS, *CHECKED_IN, "person.first_name of priya", "person.first_name of arjun"},
    "priya": {
        *FAMILY_READS,
        *WAS_ASKED,
        *SAID,
        # Whom she let read it.
        "contribution_reader.shown_as of priya",
        # What she wrote in a parent group, under the name she chose there, and whom she does not read.
        "support_group_member.chosen_name of priya",
        "support_group_mute.shown_as of priya",
        "support_group_post.shown_as of priya",
        "support_group_post.title of priya",
        "support_group_post.words of priya",
        # News that was for her.
        "news_words.title",
        "news_words.words",
        "person.first_name of priya",
        "person.email of priya",
        "person.job of priya",
    },
    "arjun": {*FAMILY_READS, "person.first_name of arjun", "person.email of arjun"},
    "lewis": TEAM_READS | CHECKED_IN,
    # The safeguarding lead keeps the list of who is kept apart.
    "byrne": {*TEAM_READS, *CHECKED_IN, *RAISED, "support_group_apart.words of arjun", "support_group_apart.words"},
}

# Joanna runs a group that Priya belongs to: a chosen name, the first name where somebody wished to be named with what
# keeps them from coming, what she wrote there, which Joanna reads before it shows, and a note of the group. No surname,
# no child.
OF_GROUPS = {
    "joanna": {
        "person.first_name of priya",
        "support_group_member.chosen_name of priya",
        "support_group_post.shown_as of priya",
        "support_group_post.title of priya",
        "support_group_post.words of priya",
        "support_group_note.words",
    }
}


def everything_met(house: House, slug: str) -> Iterator[tuple[str, TestResponse]]:
    """Every answer somebody brings about: their own walk, searches, errors. (Every route: the access matrix.)"""
    yield from house.visit(slug).pages.items()
    yield from _searches(house, slug)
    yield from _errors(house.browser(slug))


def _searches(house: House, slug: str) -> Iterator[tuple[str, TestResponse]]:
    """Search for the words themselves; what somebody typed stands on the page that answers, and does not count."""
    browser = house.browser(slug)
    token = browser.form("/language", to="/language").hidden_values()["csrf_token"]
    names = [mark for mark, where in house.words.items() if where.startswith("person.") and slug in SEARCHERS]
    for typed in (*names, "zq", "Mehta"):
        answer = browser.post("/people/search", data={"csrf_token": token, "name": typed})
        answer.set_data(answer.get_data().replace(typed.encode(), b"") if typed in names else answer.get_data())
        yield f"search for {typed}", answer


def _errors(browser: Browser) -> Iterator[tuple[str, TestResponse]]:
    for path in ("/nowhere", f"/people/{person('rohan')}/nothing", "/week/x/this", "/people/%00", "/?" + "x" * 9000):
        yield path, browser.get(path)
    yield "a method that is not there", browser.delete("/week/")
    yield "too much", browser.post("/people/search", data={"name": "x" * 14_000_000})


def test_every_column_of_words_is_marked(house: House) -> None:
    assert len(house.words) > 100
    assert {"person.email of priya", "timetable_session.note", "contact_change.words", "site.address"} <= set(
        house.words.values()
    )


@pytest.mark.parametrize(
    ("shared_house", "slug"),
    [("sqlite", slug) for slug in OTHERS] + [("postgresql", slug) for slug in ON_POSTGRESQL],
    indirect=["shared_house"],
)
def test_nobody_else_reads_a_word_of_rohans_family_or_of_the_other_setting(house: House, slug: str) -> None:
    own = "zqe" if slug == "quinn" else "-"
    answers = list(everything_met(house, slug))
    assert len(answers) > 15
    met = [
        (where, {mark for mark in everything.words_in(answer) if not mark.startswith(own)}) for where, answer in answers
    ]
    named = [
        (where, {house.words.get(mark, mark) for mark in marks} - OF_GROUPS.get(slug, set())) for where, marks in met
    ]
    leaks = [(where, sorted(words)) for where, words in named if words]
    assert leaks == []


@pytest.mark.parametrize(
    ASKED, on_both([*FAMILY, "lewis", "byrne"], second=["rohan", "lewis"]), indirect=["shared_house"]
)
def test_those_who_may_read_of_rohan_read_these_columns_and_no_other(house: House, slug: str) -> None:
    read = {mark for answer in house.visit(slug).pages.values() for mark in everything.words_in(answer)}
    assert not [mark for mark in read if mark.startswith("zqe")]
    columns = {house.words[mark] for mark in read}
    assert columns - ALLOWED[slug] == set()
    assert "person.first_name of rohan" in columns, "The walk never came to Rohan: it proves nothing."


def test_no_letter_holds_a_word(house: House) -> None:
    for email in ("leila@example.org", "okoro@example.org", *(_address(slug) for slug in ("priya", "arjun"))):
        asks(house.browser(VISITOR), email)
    with Session(db.engine, info={"scope": SYSTEM}) as session:
        waiting = [item for item in session.scalars(sa.select(OutboxItem)) if item.letter in letters.LETTERS]
    assert len(waiting) >= 3
    for item in waiting:
        secret = json.loads(seals.unseal(item.sealed))
        for language in ("en", "pl", "ar"):
            letter = letters.render(item.letter, language, **{"phone": "01632 960 100", **secret})
            assert not everything.MARK.search(letter.subject + letter.text)


def _address(slug: str) -> str:
    with Session(db.engine, info={"scope": SYSTEM}) as session:
        return str(session.get_one(Person, person(slug)).email)
