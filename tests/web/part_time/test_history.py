"""Whoever may see a part-time timetable reads what happened to it; nobody reads another carer's answer."""

import uuid

import pytest

from portal.models import AgreeAnswer
from tests.factories.part_times import answer_to, started, take_back, written
from tests.house_rules.reading import grade
from tests.support.crowd import counted
from tests.support.portal import SignedInAs
from tests.web.part_time.test_writing import WHOLE, page_of, press, write


def history_of(browser: object, number: uuid.UUID | str) -> str:
    address = number if isinstance(number, str) else page_of(number)
    return str(browser.reads(f"{address}/history").one("main").text)  # type: ignore[attr-defined]


def test_who_wrote_and_changed_it_is_said_with_the_day_to_everybody(signed_in_as: SignedInAs) -> None:
    okoro = signed_in_as("okoro")
    address = write(okoro)
    changed = {**WHOLE, "ends_on-day": "4", "reason_words": "Mornings are hard."}
    assert okoro.sends(f"{address}/edit", **changed).status_code == 302
    for who in ("okoro", "leila", "maya"):
        words = history_of(signed_in_as(who), address)
        assert "24 November 2026" in words
        assert "Sam wrote this plan." in words
        assert "Sam changed “The last day” from 11 December 2026 to 4 December 2026" in words


def test_the_page_has_a_link_to_its_history(signed_in_as: SignedInAs) -> None:
    number = started()
    for who in ("leila", "maya", "okoro"):
        links = [link.attrs["href"] for link in signed_in_as(who).reads(page_of(number)).one("main").all("a")]
        assert f"{page_of(number)}/history" in links


def test_who_started_and_who_ended_it_sooner_is_said(signed_in_as: SignedInAs) -> None:
    number = started()
    assert press(signed_in_as("okoro"), number, "end") == 302
    for who in ("leila", "maya", "okoro"):
        words = history_of(signed_in_as(who), number)
        assert "Nisha started this plan." in words
        assert "Sam ended this plan. Full time comes sooner." in words


def test_leila_reads_her_own_answer_and_staff_read_whose_it_was(signed_in_as: SignedInAs) -> None:
    number = written()
    take_back(answer_to(number, "leila", "maya"))
    answer_to(number, "leila", "maya", AgreeAnswer.NO)
    hers, theirs = history_of(signed_in_as("leila"), number), history_of(signed_in_as("okoro"), number)
    for words in ("You said yes.", "You took your answer back.", "You said no."):
        assert words in hers
    for words in ("Leila agreed.", "Leila took the answer back.", "Leila did not agree."):
        assert words in theirs


def test_the_other_parent_reads_nothing_of_an_answer(signed_in_as: SignedInAs) -> None:
    number = written("rohan", "lewis")
    answer_to(number, "priya", "rohan", AgreeAnswer.NO)
    arjuns = history_of(signed_in_as("arjun"), number)
    for words in ("Priya", "agree", "You said"):
        assert words not in arjuns
    assert "You said no." in history_of(signed_in_as("priya"), number)
    assert "Priya did not agree." in history_of(signed_in_as("lewis"), number)


def test_whom_the_setting_told_stands_in_no_history_of_a_family(signed_in_as: SignedInAs) -> None:
    okoro = signed_in_as("okoro")
    address = write(okoro)
    told = {f"council_told_on-{part}": value for part, value in (("day", "24"), ("month", "11"), ("year", "2026"))}
    assert okoro.sends(f"{address}/edit", **{**WHOLE, **told}).status_code == 302
    assert "The council was told on" in history_of(okoro, address)
    assert "council" not in history_of(signed_in_as("leila"), address)


@pytest.mark.parametrize("slug", ["dan", "tomasz", "priya", "grace", "hughes", "lewis", "quinn", "joanna"])
def test_for_anybody_else_there_is_none(slug: str, signed_in_as: SignedInAs) -> None:
    assert signed_in_as(slug).get(f"{page_of(started())}/history").status_code in (403, 404)


def test_maya_reads_it_at_the_second_grade_and_leila_at_the_fourth(signed_in_as: SignedInAs) -> None:
    okoro = signed_in_as("okoro")
    address = write(okoro)
    okoro.sends(f"{address}/edit", **{**WHOLE, "ends_on-day": "4", "full_time_offer": "At school."})
    press(signed_in_as("maya"), uuid.UUID(address.rsplit("/", 1)[1]), "not-say")
    for who, most in (("maya", 2), ("leila", 4)):
        found = grade(signed_in_as(who).reads(f"{address}/history"))
        assert found is None or found <= most, f"{who}: {found}"


def test_the_same_statements_for_one_save_and_for_thirty(signed_in_as: SignedInAs) -> None:
    okoro = signed_in_as("okoro")
    address, leila = write(okoro), signed_in_as("leila")
    history_of(leila, address)
    with counted() as few:
        history_of(leila, address)
    for number in range(30):
        okoro.sends(f"{address}/edit", **{**WHOLE, "full_time_offer": f"At our place, week {number}."})
    with counted() as many:
        words = history_of(leila, address)
    assert len(many) == len(few)
    assert "Page 1 of 2" in words
