"""Times as each language says them: on the wall in English, 24 hours in Polish, with its part of day in Arabic."""

from datetime import UTC, datetime, time

import pytest
from flask import Flask
from flask_babel import force_locale

from portal.blueprints.steps.words import offer_word
from portal.models import ChoiceKind
from portal.web.said import at
from tools.parts import drawing_app

ONE, NINE = time(13, 0), time(9, 30)
LOCALES = {"en": "en_GB", "pl": "pl", "ar": "ar"}
SUMMER = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def app() -> Flask:
    return drawing_app()


@pytest.mark.parametrize(
    ("language", "one", "half_past_nine", "direction"),
    [("en", "1:00", "9:30", "ltr"), ("pl", "13:00", "09:30", "ltr"), ("ar", "1:00 م", "9:30 ص", "rtl")],
)
def test_a_time_is_said_as_its_language_says_it(
    app: Flask, language: str, one: str, half_past_nine: str, direction: str
) -> None:
    with app.test_request_context(), force_locale(LOCALES[language]):
        assert str(at(ONE)) == f'<time datetime="13:00" dir="{direction}">{one}</time>'
        assert str(at(NINE)) == f'<time datetime="09:30" dir="{direction}">{half_past_nine}</time>'
        # A moment is said by London's clock.
        assert str(at(SUMMER)) == f'<time datetime="2026-07-01T13:00+01:00" dir="{direction}">{one}</time>'


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "1:00 to 2:00"), ("pl", "od 13:00 do 14:00"), ("ar", "من 1:00 م إلى 2:00 م")],
)
def test_from_one_to_two_is_said_in_the_order_of_the_language(app: Flask, language: str, words: str) -> None:
    drawn = '{% from "components/time_range.html" import time_range %}{{ time_range(one, two) | striptags }}'
    with app.test_request_context(), force_locale(LOCALES[language]):
        assert app.jinja_env.from_string(drawn).render(one=at(ONE), two=at(time(14, 0))) == words


@pytest.mark.parametrize(("language", "words"), [("en", "1:00"), ("pl", "13:00"), ("ar", "1:00 م")])
def test_a_start_that_is_offered_is_said_so_too(app: Flask, language: str, words: str) -> None:
    with app.test_request_context(), force_locale(LOCALES[language]):
        assert offer_word("13:00", ChoiceKind.START_TIME) == at(ONE)
        assert f">{words}<" in at(ONE)
        assert "after lunch" in offer_word("after lunch", ChoiceKind.START_TIME)
