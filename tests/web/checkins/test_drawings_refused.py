"""A drawing that cannot be taken: a child reads why, and what to do, in words for a child."""

import io

import pytest
import sqlalchemy as sa

from portal.models import CheckIn, Contribution
from portal.web.photo_field import EASY, SENTENCES
from tests.factories.checkins import begins, taps
from tests.house_rules.reading import grade_of
from tests.support.portal import Look, SignedInAs

MOST_GRADE = 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 a letter", "We can't show this. Pick a photo"),
        (b"<svg onload='alert(1)'/>", "We can't show this. Pick a photo"),
        (b"a program", "We can't show this. Pick a photo"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "We can't show this photo. Try one more"),
    ],
    ids=["pdf", "svg", "a program", "heic"],
)
def test_a_child_reads_an_easy_sentence_and_the_check_in_stands(
    signed_in_as: SignedInAs, look: Look, content: bytes, sentence: str
) -> None:
    zofia = signed_in_as("zofia")
    at = begins(zofia)
    taps(zofia, at, how="good")
    answer = zofia.sends(f"{at}more/drawing", photo=(io.BytesIO(content), "a.png"))
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert not any(hard in answer.text for hard in ("PDF", "JPEG", "HEIC"))
    assert (look(sa.select(CheckIn.how)), look(sa.select(Contribution))) == (["good"], [])


def test_each_reason_has_an_easy_sentence() -> None:
    assert EASY.keys() == SENTENCES.keys()
    assert {str(words): grade_of(f"{words}.") for words in EASY.values() if grade_of(f"{words}.") > MOST_GRADE} == {}
