"""Hard text in any field: a million signs, NUL, turned and half letters. No page breaks, no word is lost (check 38)."""

import re
import unicodedata
from functools import cache
from urllib.parse import quote_from_bytes

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.database import SYSTEM, db
from portal.models import ContactChange
from portal.web.typed import tidy
from tests.cast import relationship
from tests.support.client import Browser
from tests.support.databases import KINDS
from tests.support.examples import EVERYTHING
from tests.support.house import ASKED, VISITOR, House, on_both
from tests.support.html import parse

PEOPLE = (VISITOR, "leila", "zofia", "okoro", "byrne")
HARD = {
    "empty": "",
    "nul": "a\x00b",
    "turned round": "\u202eabc\u2066def",
    "unseen": "a\u200b\u200c\u200d\ufeffb",
    "stacked": "Z" + "\u0301" * 400,
    "a family": "👨‍👩‍👧‍👦" * 20,
    "half a letter": "a\ud800b",
    "names": "Łukasz Żółć, مايا حداد, Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "markup": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>${7*7}{{7*7}}",
    "formula": "=cmd|' /C calc'!A0",
    "not a number": "NaN",
    "no such day": "31/02/2026",
    "lines": "a\r\nBcc: everyone@example.org",
    "percent": "%00%ff%(name)s{name}",
}
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
TEN_THOUSAND, A_MILLION = "a" * 10_000, "ż" * 1_000 + "a" * 999_000


@cache
def quote(words: str) -> str:
    """Percent-encoded as a broken client would, half letters too."""
    return quote_from_bytes(words.encode("utf-8", "surrogatepass"))


def sent(browser: Browser, action: str, fields: dict[str, str]) -> tuple[int, str]:
    """Send a form as bytes. Returns the status and the page."""
    body = "&".join(f"{quote(name)}={quote(value)}" for name, value in fields.items())
    answer = browser.post(action, data=body, content_type="application/x-www-form-urlencoded")
    return answer.status_code, answer.text


def as_it_came(words: str) -> str:
    """What a form gives the portal: the words; half a letter, which no browser can send, stays escaped."""
    return "".join(quote(one) if "\ud800" <= one <= "\udfff" else one for one in words)


# What one database takes and the other may not, or the portal may stumble over: these are asked one by one on both, and
# in `make drill` all of them.
TAKEN_DIFFERENTLY = frozenset(("nul", "unseen", "a family", "half a letter", "names", "not a number"))


# The kinds of hard text that are typed into all fields of a form at once.
ASKED_ONE_BY_ONE = [words for kind, words in HARD.items() if EVERYTHING or kind in TAKEN_DIFFERENTLY]
# Every kind of hard text in one: for a field by itself.
ALL_OF_IT = " ".join(HARD.values()) + "\ud800"


@pytest.mark.parametrize(ASKED, on_both(PEOPLE), indirect=["shared_house"])
def test_no_words_in_any_field_are_too_hard(house: House, slug: str) -> None:
    """Each kind in all fields of a form at once, and everything together in each field by itself."""
    tried = 0
    for form in house.forms_of(slug):
        fields = sorted({*form.words, *form.values, *form.filled} - {"csrf_token"})
        typed = [dict.fromkeys(form.words, words) for words in ASKED_ONE_BY_ONE if form.words]
        alone = [{field: ALL_OF_IT} for field in fields]
        browser, token = house.with_token(slug)
        right = {**form.filled, "csrf_token": token}
        for hard in (*typed, *alone):
            status, _page = sent(browser, form.action, {**right, **hard})
            tried += 1
            assert status < 500, f"{form.action}, {list(hard)}: answered {status}"
            if house.is_changed:
                house.put_back()
                browser, _token = house.with_token(slug)
    assert tried > 20


@pytest.mark.parametrize("path", ["/demo/%00", "/people/%00", "/sign-in/link/a%00b", "/%00", "/week/%00/this"])
def test_no_address_is_too_hard(house: House, path: str) -> None:
    for slug in (VISITOR, "okoro"):
        browser, token = house.with_token(slug)
        data = {"csrf_token": token}
        assert {browser.get(path).status_code, browser.post(path, data=data).status_code} <= {302, 303, 400, 404, 405}


@pytest.mark.parametrize(ASKED, on_both(PEOPLE, second=["leila"]), indirect=["shared_house"])
def test_a_million_signs_break_nothing(house: House, slug: str) -> None:
    for form in house.forms_of(slug):
        for field in form.words[:1] if slug != VISITOR or form.page == form.action else []:
            browser, token = house.with_token(slug)
            fields = {**form.filled, "csrf_token": token, field: A_MILLION}
            assert sent(browser, form.action, fields)[0] < 500, f"{form.action}, {field}"


@pytest.mark.parametrize("shared_house", KINDS if EVERYTHING else KINDS[:1], indirect=True)
@pytest.mark.parametrize("words", [*HARD.values(), TEN_THOUSAND, A_MILLION], ids=[*HARD, "ten thousand", "a million"])
def test_words_that_are_not_taken_stand_in_the_field_again(house: House, words: str) -> None:
    """A note of a member of staff that is too long, in a form where something else is missing: no row is written."""
    browser, token = house.with_token("okoro")
    path = f"/people/relationships/{relationship('leila', 'maya')}/contact"
    status, page = sent(browser, path, {"csrf_token": token, "note": words})
    assert status == 422
    field = parse(page).one("textarea", where=lambda node: node.attrs.get("name") == "note")
    shown = "".join(child for child in field.children if isinstance(child, str)).removeprefix("\n")
    assert shown.replace("\r\n", "\n").strip() == tidy(as_it_came(words))


@pytest.mark.parametrize("kind", [kind for kind in HARD if kind != "stacked"])
def test_words_that_are_taken_are_kept_letter_by_letter(house: House, kind: str) -> None:
    words = HARD[kind]
    browser, token = house.with_token("okoro")
    path = f"/people/relationships/{relationship('leila', 'maya')}/contact"
    chosen = {"contact": "none", "order_type": "", "reason": "family", "was": "open", "note": words}
    status, _page = sent(browser, path, {"csrf_token": token, **chosen})
    assert status in {302, 303}
    with Session(db.engine, info={"scope": SYSTEM}) as session:
        newest = sa.select(ContactChange.words).order_by(ContactChange.asked_at.desc(), ContactChange.words.desc())
        kept = [one for one in session.scalars(newest) if not one.startswith("zq")]
    plain = as_it_came(words).replace("\r\n", "\n").replace("\x00", "")
    assert unicodedata.normalize("NFC", plain).strip() in kept
    page = parse(browser.get("/people/contact-changes").text)
    # Signs that turn the line of reading are kept, and not shown: they would turn the sentence around them too.
    assert " ".join(TURNS.sub("", kept[0]).split()) in page.text
