"""Forms as nobody would send them: without a token, from elsewhere, with fields too many, with hard words."""

import pytest
from flask import Flask

from portal.extensions import csrf
from tests.support.client import Browser
from tests.support.crawl import Form, visit
from tests.support.portal import SignedInAs
from tests.web.security.test_every_answer import fingerprint

PEOPLE = ("leila", "zofia", "okoro", "byrne")
# Each may be sent without a token, for the reason beside it in the code; leaving does no harm.
EXEMPT_AT_MOST = 3
UNTOUCHED = {"audit_entry", "audit_pupil", "sign_in", "attempt"}
EXTRA = {
    "id": "00000000-0000-4000-8000-000000000000",
    "setting_id": "00000000-0000-4000-8000-000000000000",
    "person_id": "00000000-0000-4000-8000-000000000000",
    "pupil_id": "00000000-0000-4000-8000-000000000000",
    "role": "head",
    "roles": "head",
    "is_staff": "1",
    "contact": "open",
    "parental_responsibility": "yes",
    "sees_timetable": "1",
    "is_confirmed": "1",
    "asked_by_id": "00000000-0000-4000-8000-000000000000",
    "version": "999",
    "created_at": "2000-01-01",
    "proved_at": "2099-01-01",
    "until_on": "",
}
HARD = {
    "empty": "",
    "nul": "a\x00b",
    "a million": "a" * 1_000_000,
    "turned round": "\u202eabc\u2066def",
    "unseen": "a\u200b\u200c\u200d\ufeffb",
    "stacked": "Z" + "\u0301" * 400,
    "a family": "👨‍👩‍👧‍👦" * 40,
    "half a letter": "a\ud800b",
    "names": "Łukasz Żółć, مايا حداد, Llanfairpwll",
    "markup": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>${7*7}",
    "formula": "=cmd|' /C calc'!A0",
    "not a number": "NaN",
    "no such day": "31/02/2026",
    "lines": "a\r\nBcc: everyone@example.org",
}


def sent(browser: Browser, form: Form, **changes: str) -> int:
    """Send a form with some answers changed. Returns the status."""
    body = {**form.values, **changes}
    encoded = "&".join(f"{quote(name)}={quote(value)}" for name, value in body.items())
    return browser.post(form.action, data=encoded, content_type="application/x-www-form-urlencoded").status_code


def quote(words: str) -> str:
    """Percent-encoded as a broken client would, half letters too."""
    return "".join(f"%{byte:02X}" for byte in words.encode("utf-8", "surrogatepass"))


def forms_of(browser: Browser) -> list[Form]:
    """Each form once."""
    return list({(form.action, tuple(sorted(form.values))): form for form in visit(browser).forms}.values())


def test_few_forms_need_no_token(app: Flask) -> None:
    assert app is not None
    assert len(csrf._exempt_views) <= EXEMPT_AT_MOST, csrf._exempt_views


@pytest.mark.parametrize("slug", PEOPLE)
def test_a_form_without_a_token_changes_nothing(slug: str, signed_in_as: SignedInAs) -> None:
    browser = signed_in_as(slug)
    forms = forms_of(browser)
    other = next(iter(forms_of(signed_in_as("tomasz")))).values.get("csrf_token", "")
    before = fingerprint(without=UNTOUCHED)
    for form in forms:
        for token in ("", "wrong", other):
            status = sent(browser, form, csrf_token=token)
            assert status == 400, f"{form.action} with token {token[:8]!r}"
    assert fingerprint(without=UNTOUCHED) == before


@pytest.mark.parametrize("slug", PEOPLE)
def test_a_form_that_another_site_sends_changes_nothing(slug: str, signed_in_as: SignedInAs) -> None:
    browser = signed_in_as(slug)
    forms = forms_of(browser)
    before = fingerprint(without=UNTOUCHED)
    for form in forms:
        answer = browser.post(form.action, data=form.values, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 400, form.action
        answer = browser.post(form.action, data="contact=open", content_type="text/plain")
        assert answer.status_code == 400, form.action
    assert fingerprint(without=UNTOUCHED) == before


@pytest.mark.parametrize("slug", PEOPLE)
def test_fields_that_were_not_asked_for_change_nothing(slug: str, signed_in_as: SignedInAs) -> None:
    browser = signed_in_as(slug)
    guarded = ("role_holding", "relationship", "placement", "pupil", "setting", "staff_secret")
    before = fingerprint()
    for form in forms_of(browser):
        sent(browser, form, **{name: value for name, value in EXTRA.items() if name not in form.values})
    after = fingerprint()
    assert {table for table in guarded if before[table] != after[table]} == set()


@pytest.mark.parametrize("slug", PEOPLE)
def test_hard_words_are_never_too_hard(slug: str, signed_in_as: SignedInAs) -> None:
    browser = signed_in_as(slug)
    for form in forms_of(browser):
        for field in form.words:
            for kind, words in HARD.items():
                status = sent(browser, form, **{field: words})
                assert status < 500, f"{form.action}, {field}: {kind} answered {status}"


@pytest.mark.parametrize("slug", PEOPLE)
def test_a_field_that_comes_twice_is_no_trouble(slug: str, signed_in_as: SignedInAs) -> None:
    browser = signed_in_as(slug)
    for form in forms_of(browser):
        doubled = [(name, value) for name, value in form.values.items() for _ in range(2)]
        answer = browser.post(f"{form.action}?{'&'.join(name + '=x' for name in form.values)}", data=dict_of(doubled))
        assert answer.status_code < 500, form.action


def dict_of(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Fields with all their values."""
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields
