"""Writing the pages of the house: nothing is lost, and no paper that does more than show itself is taken."""

from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from portal import clock
from portal.config import Settings
from portal.models import AuditEntry, Policy
from tests.factories.house import PLAIN, WORDS, written
from tests.factories.papers import doing, locked, packed
from tests.support.client import Browser
from tests.support.html import parse
from tests.support.portal import Look, MakeSettings, SignedInAs

EDIT = "/house/behaviour/edit"
DAY = {"dated_on-day": "1", "dated_on-month": "9", "dated_on-year": "2026"}


LIMIT = 100_000


@pytest.fixture
def settings(make_settings: MakeSettings, db_url: str) -> Settings:
    """A small limit, so that a file over it is quickly made."""
    return make_settings(db_url, max_upload_bytes=LIMIT)


def sends(browser: Browser, *, paper: bytes | None = None, name: str = "paper.pdf", **answers: Any) -> TestResponse:
    facts = {"words": "Be kind.", "contact": "Nisha", **DAY, **answers}
    if paper is not None:
        facts["document"] = (BytesIO(paper), name)
    return browser.sends(EDIT, **facts)


def pages(look: Look) -> list[Policy]:
    return look(sa.select(Policy).options(sa.orm.undefer(Policy.document)))


def test_nisha_writes_a_page_and_everyone_reads_it(signed_in_as: SignedInAs, look: Look) -> None:
    nisha = signed_in_as("patel")
    assert sends(nisha, paper=PLAIN, name="old/our paper.pdf").headers["Location"] == "/house/behaviour"
    [policy] = pages(look)
    assert (policy.words, policy.version) == ("Be kind.", 1)
    assert policy.document.startswith(b"%PDF-")
    assert policy.document_name == "our paper.pdf"
    assert "Be kind." in signed_in_as("maya").reads("/house/behaviour").text
    [line] = look(sa.select(AuditEntry).where(AuditEntry.event == "policies.policy.changed"))
    assert "behaviour" in line.facts


def test_without_a_new_paper_the_old_one_stays(signed_in_as: SignedInAs, look: Look) -> None:
    written(document=PLAIN, document_name="old.pdf")
    sends(signed_in_as("patel"))
    [policy] = pages(look)
    assert (policy.words, policy.document, policy.document_name, policy.version) == ("Be kind.", PLAIN, "old.pdf", 2)


@pytest.mark.parametrize(("who", "status"), [("leila", 403), ("maya", 403), ("okoro", 403), ("hughes", 403)])
def test_nobody_else_writes(signed_in_as: SignedInAs, who: str, status: int) -> None:
    written()
    assert signed_in_as(who).get(EDIT).status_code == status
    assert signed_in_as(who).post(EDIT).status_code in (400, status)


def test_two_who_edit_at_once_each_see_what_the_other_saved(signed_in_as: SignedInAs, look: Look) -> None:
    written()
    nisha, ruth = signed_in_as("patel"), signed_in_as("byrne")
    opened = nisha.form(EDIT).hidden_values()
    sends(ruth, words="What Ruth wrote.")
    answer = nisha.post(EDIT, data={**opened, "words": "What Nisha wrote.", "contact": "Nisha", **DAY})
    assert answer.status_code == 409
    assert "What Ruth wrote." in answer.text
    assert "What Nisha wrote." in answer.text
    assert [policy.words for policy in pages(look)] == ["What Ruth wrote."]


def test_of_two_who_edit_at_once_the_second_sees_three_texts(signed_in_as: SignedInAs, look: Look) -> None:
    written()
    nisha, ruth = signed_in_as("patel"), signed_in_as("byrne")
    opened = nisha.form(EDIT).hidden_values()
    sends(ruth, words="What Ruth wrote.", contact="Ruth")
    sent = {"words": "What Nisha wrote.", "contact": "Ruth. Ring 01632 960 100.", **DAY}
    answer = nisha.post(EDIT, data={**opened, **sent})
    shown = [text.text for text in parse(answer.text).one("main").all("dd")]
    assert shown == [" ".join(WORDS.split()), "What Ruth wrote.", "What Nisha wrote."]
    # What only Ruth changed stands in the box: saved once more, neither is lost.
    form = parse(answer.text).one("form", where=lambda node: node.attrs.get("action") == EDIT)
    [contact] = form.all("input", where=lambda node: node.attrs.get("name") == "contact")
    assert (contact.attrs["value"], form.one("textarea").text) == ("Ruth", "What Nisha wrote.")
    again = {**form.hidden_values(), **sent, "contact": "Ruth"}
    assert nisha.post(EDIT, data=again).status_code == 302
    assert [(policy.words, policy.contact) for policy in pages(look)] == [("What Nisha wrote.", "Ruth")]


def test_who_writes_sees_who_saved_the_page_and_when(signed_in_as: SignedInAs) -> None:
    nisha, ruth = signed_in_as("patel"), signed_in_as("byrne")
    sends(ruth, words="What Ruth wrote.")
    sends(nisha, words="What Nisha wrote.")
    nisha.sends("/house/exams/edit", words="Exams.", contact="Nisha", **DAY)
    saves = [row.text.split(" saved it on ") for row in ruth.reads(EDIT).one("main").all("li")]
    assert [(name, day[-5:]) for name, day in saves] == [
        ("Nisha", f"{clock.today():%Y}."),
        ("Ruth", f"{clock.today():%Y}."),
    ]
    assert "saved it on" not in signed_in_as("leila").reads("/house/behaviour").text


@pytest.mark.parametrize("before", ["", "[]", "{", "null", "[" * 100_000, '{"words": {"a": 1}}'])
def test_whatever_the_form_says_it_began_with_nothing_is_lost(
    signed_in_as: SignedInAs, look: Look, before: str
) -> None:
    written()
    answer = sends(signed_in_as("patel"), version="7", before=before, words="What Nisha wrote.")
    assert answer.status_code == 409
    assert "What Nisha wrote." in answer.text
    assert [policy.words for policy in pages(look)] == [WORDS]


def test_two_first_pages_at_once_are_told_apart(signed_in_as: SignedInAs, look: Look) -> None:
    nisha, ruth = signed_in_as("patel"), signed_in_as("byrne")
    opened = nisha.form(EDIT).hidden_values()
    sends(ruth, words="What Ruth wrote.")
    answer = nisha.post(EDIT, data={**opened, "words": "What Nisha wrote.", "contact": "Nisha", **DAY})
    assert answer.status_code == 409
    assert [policy.words for policy in pages(look)] == ["What Ruth wrote."]


def test_the_same_form_sent_twice_is_one_save(signed_in_as: SignedInAs, look: Look) -> None:
    nisha = signed_in_as("patel")
    sent = {**nisha.form(EDIT).hidden_values(), "words": "Be kind.", "contact": "Nisha", **DAY}
    assert [nisha.post(EDIT, data=sent).status_code for _ in range(3)] == [302, 302, 302]
    assert [policy.version for policy in pages(look)] == [1]


@pytest.mark.parametrize(
    ("paper", "sentence"),
    [
        (b"PK\x03\x04 a document of Word", "This is not a PDF."),
        (b"<html>%PDF-1.4</html> %%EOF", "This file is more than a PDF."),
        (PLAIN[:40], "This PDF is not whole"),
        (PLAIN + b"%" * LIMIT, "This file is too big."),
        (doing("/JavaScript"), "This PDF does something"),
        (packed(b"<< /Pages 2 0 R /AA << /WC << /S /Java#53cript /JS (x) >> >> >>"), "This PDF does something"),
        (locked(), "This PDF is locked"),
    ],
    ids=lambda value: value[:24].decode("latin-1") if isinstance(value, bytes) else "",
)
def test_a_file_that_is_no_plain_pdf_is_refused_with_a_sentence(
    signed_in_as: SignedInAs, look: Look, paper: bytes, sentence: str
) -> None:
    answer = sends(signed_in_as("patel"), paper=paper)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Be kind." in answer.text
    assert pages(look) == []


@pytest.mark.parametrize(
    "answers",
    [
        {"words": ""},
        {"words": "\x00"},
        {"words": "x" * 400_000},
        {"contact": ""},
        {"contact": "x" * 1000},
        {"dated_on-month": "14"},
        {"dated_on-day": "", "dated_on-month": "", "dated_on-year": ""},
    ],
    ids=str,
)
def test_what_is_missing_is_said_and_the_words_stay(
    signed_in_as: SignedInAs, look: Look, answers: dict[str, str]
) -> None:
    answer = sends(signed_in_as("patel"), **answers)
    assert answer.status_code == 422
    assert pages(look) == []


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "\x00", "٣"])
def test_any_version_is_survived(signed_in_as: SignedInAs, look: Look, version: str) -> None:
    written()
    assert sends(signed_in_as("patel"), version=version).status_code == 409
    assert [policy.words for policy in pages(look)] == [WORDS]


def test_words_are_kept_as_they_were_written(signed_in_as: SignedInAs, look: Look) -> None:
    words = "Żółw 🐢\r\n\r\nمرحبا\x00 <b>"
    sends(signed_in_as("patel"), words=words)
    assert [policy.words for policy in pages(look)] == ["Żółw 🐢\n\nمرحبا <b>"]
