"""Choices that were offered: asked by Sam or Hana through the page, as they would."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import Person
from tests import cast
from tests.support.portal import SignedInAs

WORDS = "Which day suits you for the visit to the school?"
Asks = Callable[..., str]


@pytest.fixture(autouse=True)
def in_english(app: Flask) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        for slug in ("leila", "tomasz"):
            session.get_one(Person, cast.person(slug)).language = "en"


@pytest.fixture
def asks(signed_in_as: SignedInAs) -> Asks:
    """Somebody of the team asks about a pupil: `asks("okoro", "maya", to=["leila"])`; the address of what was asked."""

    def ask(who: str, about: str, *, to: list[str], **answers: object) -> str:
        facts = {
            "label": "open", "words": WORDS, "choices": "Monday\nThursday", "readers": [cast.person(one) for one in to],
            "answer_by-day": "27", "answer_by-month": "11", "answer_by-year": "2026", **answers,
        }  # fmt: skip
        answer = signed_in_as(who).sends(f"/choices/of/{cast.pupil(about)}/new", **facts)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    return ask
