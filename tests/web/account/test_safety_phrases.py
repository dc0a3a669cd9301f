"""A phrase that safety hangs on never stands alone in a translation that no person has checked."""

from datetime import time

import pytest
from flask import Flask, session
from flask_babel import LazyString, lazy_pgettext
from markupsafe import Markup

from portal.web import words
from portal.web.said import time_said
from tests.support.examples import drawn_once

PHRASE = "Ring %(number)s if you are not safe."


def ring() -> LazyString:
    return lazy_pgettext("safety", PHRASE, number="<999>")


def drawn(app: Flask, language: str) -> Markup:
    with app.test_request_context("/"):
        session["language"] = language
        return words.safety(ring())


def test_an_arabic_reader_sees_the_english_beside_words_nobody_checked(app: Flask) -> None:
    assert '<span class="original" lang="en" dir="ltr">Ring &lt;999&gt; if you are not safe.</span>' in drawn(app, "ar")


def test_in_the_english_beside_it_the_time_is_english(app: Flask) -> None:
    words_with_a_time = lazy_pgettext(
        "safety", "No one here reads this until %(day)s at %(time)s.", day="Monday", time=time_said(time(13))
    )
    with app.test_request_context("/"):
        session["language"] = "ar"
        ours, _, english = words.safety(words_with_a_time).partition('<span class="original"')
    assert 'dir="rtl">1:00 م</time>' in ours
    assert 'dir="ltr">1:00</time>' in english


def test_an_english_reader_sees_it_once(app: Flask) -> None:
    assert drawn(app, "en") == "Ring &lt;999&gt; if you are not safe."


@drawn_once
def test_words_that_a_person_checked_stand_alone(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "checked_phrases", lambda _language: frozenset({PHRASE}))
    assert "original" not in drawn(app, "ar")


def test_a_template_writes_it_as_one_call(app: Flask) -> None:
    with app.test_request_context("/"):
        session["language"] = "pl"
        template = app.jinja_env.from_string('{{ safety(lazy_pgettext("safety", "Ring 999 now.")) }}')
        assert 'lang="en"' in template.render()
